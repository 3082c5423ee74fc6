/* kam
description = """
The asset map: customers whose value and risk are both known, the greatest contribution first, with where they stand. Beside each row how
many there are, and how many buyers have no place because one of the two is unknown."""
*/
with

quarters as (
    select * from run.quarters
),

asset_map as (
    select * from marts.customer_asset_map
),

parameters as (
    select * from marts.method_parameters
),

cuts_given as (
    select
        quarter,
        max(case when param_id = 'map_value_cut' then value end) as value_cut,
        max(case when param_id = 'risk_level_high' then value end) as risk_cut
    from parameters
    group by quarter
),

customers_placed as (
    select
        asset_map.customer_id,
        asset_map.customer_name,
        case
            when asset_map.is_key_account
                then 'accounts/' || cast(asset_map.customer_id as varchar) || '.html'
        end as account_page,
        asset_map.tier,
        asset_map.is_provisional,
        asset_map.quadrant,
        asset_map.value_contribution_index_score,
        asset_map.risk_index_score,
        asset_map.customer_contribution_t12m_amount,
        asset_map.net_revenue_t12m_amount,
        cuts_given.value_cut,
        cuts_given.risk_cut,
        count(asset_map.quadrant) over () as placed_count,
        count(case when asset_map.quadrant is null then 1 end) over () as unplaced_count
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    inner join cuts_given on asset_map.quarter = cuts_given.quarter
    where asset_map.customer_id <> 0 and not asset_map.is_customer_without_orders
),

customers_shown as (
    select * from customers_placed
    where quadrant is not null
)

select * from customers_shown
order by customer_contribution_t12m_amount desc nulls last, customer_id asc
