/* kam
description = """
One row per tier, and one for those without, UNRESOLVED among them, so that all rows add up to all customers' revenue; `quarter_amounts` is
the revenue of its members of today in each of the eight quarters ending here."""
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

asset_map as (
    select * from marts.customer_asset_map
),

tier_changes as (
    select * from marts.tier_changes
),

contribution as (
    select * from marts.value_contribution
),

members as (
    select
        asset_map.customer_id,
        quarters.number,
        coalesce(asset_map.tier, 'none') as tier,
        asset_map.is_provisional,
        asset_map.is_customer_without_orders,
        asset_map.net_revenue_t12m_amount,
        asset_map.revenue_share_ratio,
        asset_map.customer_contribution_t12m_amount,
        asset_map.risk_level,
        coalesce(tier_changes.movement, '') as movement
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    left join tier_changes
        on asset_map.quarter = tier_changes.quarter
        and asset_map.customer_id = tier_changes.customer_id
),

tiers_summed as (
    select
        tier,
        count(case when customer_id <> 0 then 1 end) as customer_count,
        count(case when is_provisional then 1 end) as provisional_count,
        count(case when movement = 'up' then 1 end) as up_count,
        count(case when movement = 'down' then 1 end) as down_count,
        sum(net_revenue_t12m_amount) as net_revenue_t12m_amount,
        sum(revenue_share_ratio) as revenue_share_ratio,
        sum(customer_contribution_t12m_amount) as customer_contribution_t12m_amount,
        count(case when risk_level in ('high', 'very_high') then 1 end) as high_risk_count
    from members
    group by tier
),

quarters_looked_at as (
    select
        calendar.quarter,
        calendar.number
    from calendar
    inner join quarters
        on calendar.number <= quarters.number
        and calendar.number > quarters.number - 8
),

quarters_summed as (
    select
        members.tier,
        quarters_looked_at.number,
        sum(contribution.net_revenue_q_amount) as net_revenue_q_amount
    from members
    cross join quarters_looked_at
    left join contribution
        on quarters_looked_at.quarter = contribution.quarter
        and members.customer_id = contribution.customer_id
    group by members.tier, quarters_looked_at.number
),

quarters_listed as (
    select
        tier,
        array_agg(net_revenue_q_amount order by number) as quarter_amounts
    from quarters_summed
    group by tier
),

tiers_listed as (
    select
        tiers_summed.*,
        quarters_listed.quarter_amounts,
        case tiers_summed.tier
            when 'strategic' then 1
            when 'core' then 2
            when 'growth' then 3
            when 'standard' then 4
            else 5
        end as tier_order,
        sum(tiers_summed.customer_count) over () as all_customer_count,
        sum(tiers_summed.net_revenue_t12m_amount) over () as all_net_revenue_t12m_amount,
        sum(tiers_summed.customer_contribution_t12m_amount) over ()
            as all_customer_contribution_t12m_amount,
        sum(tiers_summed.high_risk_count) over () as all_high_risk_count
    from tiers_summed
    inner join quarters_listed on tiers_summed.tier = quarters_listed.tier
)

select * from tiers_listed
order by tier_order
