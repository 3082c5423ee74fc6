/* kam
description = """
Customers that moved since the quarter before: lost, down, up and new, the most revenue first, with why. Of more than 20 new ones only the
ten that brought most are listed; `moved_count` says how many moved alike."""
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

contribution as (
    select * from marts.value_contribution
),

tier_changes as (
    select * from marts.tier_changes
),

customers_moved as (
    select
        asset_map.customer_id,
        asset_map.customer_name,
        asset_map.is_key_account,
        asset_map.country,
        asset_map.city,
        asset_map.movement,
        case asset_map.movement
            when 'lost' then 1
            when 'down' then 2
            when 'up' then 3
            else 4
        end as movement_order,
        asset_map.movement_reason,
        tier_changes.tier_before,
        asset_map.tier,
        asset_map.is_provisional,
        sum(case when coalesce(asset_map.is_provisional, true) then 0 else 1 end) over ()
        = 0 as is_every_tier_provisional,
        contribution.net_revenue_q_amount,
        asset_map.net_revenue_t12m_amount,
        quarter_before.net_revenue_t12m_amount as previous_net_revenue_t12m_amount,
        asset_map.impact_score,
        quarter_before.impact_score as previous_impact_score,
        asset_map.strategic_score,
        quarter_before.strategic_score as previous_strategic_score,
        asset_map.risk_index_score,
        quarter_before.risk_index_score as previous_risk_index_score
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    left join calendar on quarters.number - 1 = calendar.number
    left join asset_map as quarter_before
        on calendar.quarter = quarter_before.quarter
        and asset_map.customer_id = quarter_before.customer_id
    left join contribution
        on asset_map.quarter = contribution.quarter
        and asset_map.customer_id = contribution.customer_id
    left join tier_changes
        on asset_map.quarter = tier_changes.quarter
        and asset_map.customer_id = tier_changes.customer_id
    where asset_map.movement in ('lost', 'down', 'up', 'new')
),

movements_ranked as (
    select
        *,
        count(*) over (partition by movement) as moved_count,
        row_number() over (
            partition by movement
            order by
                coalesce(previous_net_revenue_t12m_amount, net_revenue_t12m_amount) desc nulls last,
                net_revenue_q_amount desc nulls last,
                customer_id asc
        ) as place
    from customers_moved
),

movements_listed as (
    select * from movements_ranked
    where movement <> 'new' or moved_count <= 20 or place <= 10
)

select * from movements_listed
order by movement_order, place
