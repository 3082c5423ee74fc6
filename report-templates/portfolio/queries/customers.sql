/* kam
description = """
Customers who have ordered, by net revenue of the last twelve months, or of the quarter where those are not known yet: the first 500."""
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
        asset_map.customer_id,
        asset_map.customer_name,
        asset_map.is_key_account,
        asset_map.country,
        asset_map.city,
        asset_map.tier,
        asset_map.is_provisional,
        asset_map.value_contribution_index_score,
        asset_map.risk_index_score,
        asset_map.risk_level,
        asset_map.customer_contribution_t12m_amount,
        contribution.rank_revenue,
        contribution.abc_class,
        contribution.abc_class_null_reason,
        contribution.net_revenue_t12m_amount,
        contribution.net_revenue_t12m_null_reason,
        contribution.revenue_share_ratio,
        contribution.revenue_share_null_reason,
        contribution.cumulative_share_ratio,
        contribution.net_revenue_q_amount,
        contribution.net_revenue_q_null_reason,
        contribution.revenue_growth_yoy_ratio,
        contribution.revenue_growth_yoy_null_reason,
        contribution.revenue_growth_yoy_change_amount,
        count(*) over () as listed_count,
        sum(case when coalesce(asset_map.is_provisional, true) then 0 else 1 end) over ()
        = 0 as is_every_tier_provisional
    from asset_map
    inner join quarters
        on quarters.quarter = asset_map.quarter
    left join contribution
        on contribution.customer_id = asset_map.customer_id
        and contribution.quarter = asset_map.quarter
    where not asset_map.is_customer_without_orders
)

select * from customers_ranked
order by
    rank_revenue asc nulls last,
    case when net_revenue_t12m_amount is null then net_revenue_q_amount end desc nulls last,
    customer_id asc
limit 500
