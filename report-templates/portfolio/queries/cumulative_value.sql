/* kam
description = "The curve: customers with net revenue in the last twelve months, by rank."
*/
with

quarters as (
    select * from run.quarters
),

contribution as (
    select * from marts.value_contribution
),

asset_map as (
    select * from marts.customer_asset_map
),

customers_ranked as (
    select
        contribution.customer_id,
        contribution.rank_revenue,
        asset_map.customer_name,
        contribution.abc_class,
        contribution.revenue_share_ratio,
        contribution.cumulative_share_ratio
    from contribution
    inner join quarters
        on quarters.quarter = contribution.quarter
    inner join asset_map
        on asset_map.customer_id = contribution.customer_id
        and asset_map.quarter = contribution.quarter
    where contribution.net_revenue_t12m_amount <> 0
)

select * from customers_ranked
order by rank_revenue, customer_id
