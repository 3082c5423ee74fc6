/* kam
description = """
One row per tier, and one for those without, UNRESOLVED among them, so that all rows add up to all customers' revenue; `quarter_amounts` is
the revenue of its members of today in each of the eight quarters ending here. Shares and contributions are rounded as they are
printed, the largest taking what rounding leaves, so that they add up to the rounded whole (C7)."""
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

tiers_rounded as (
    select
        *,
        round(revenue_share_ratio, 3) as rounded_share_ratio,
        round(customer_contribution_t12m_amount, 2) as rounded_contribution_amount,
        row_number() over (
            order by net_revenue_t12m_amount desc nulls last, tier asc
        ) as size_place
    from tiers_summed
),

tiers_listed as (
    select
        tiers_rounded.tier,
        tiers_rounded.customer_count,
        tiers_rounded.provisional_count,
        tiers_rounded.up_count,
        tiers_rounded.down_count,
        tiers_rounded.net_revenue_t12m_amount,
        tiers_rounded.high_risk_count,
        tiers_rounded.rounded_share_ratio
        + case
            when tiers_rounded.size_place = 1
                then
                round(sum(tiers_rounded.revenue_share_ratio) over (), 3)
                - sum(tiers_rounded.rounded_share_ratio) over ()
            else 0
        end as revenue_share_ratio,
        tiers_rounded.rounded_contribution_amount
        + case
            when tiers_rounded.size_place = 1
                then
                round(sum(tiers_rounded.customer_contribution_t12m_amount) over (), 2)
                - sum(tiers_rounded.rounded_contribution_amount) over ()
            else 0
        end as customer_contribution_t12m_amount,
        quarters_listed.quarter_amounts,
        case tiers_rounded.tier
            when 'strategic' then 1
            when 'core' then 2
            when 'growth' then 3
            when 'standard' then 4
            else 5
        end as tier_order,
        sum(tiers_rounded.customer_count) over () as all_customer_count,
        sum(tiers_rounded.net_revenue_t12m_amount) over () as all_net_revenue_t12m_amount,
        sum(tiers_rounded.customer_contribution_t12m_amount) over ()
            as all_customer_contribution_t12m_amount,
        sum(tiers_rounded.high_risk_count) over () as all_high_risk_count
    from tiers_rounded
    inner join quarters_listed on tiers_rounded.tier = quarters_listed.tier
)

select * from tiers_listed
order by tier_order
