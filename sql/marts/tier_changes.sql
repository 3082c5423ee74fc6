/* kam
description = """
One row per customer and quarter: how it moved since the quarter before, and why. The reason is the axis whose level changed: value (impact)
before strategy; strategy is risk where the change of what says whether it will stay weighs most; rule where only revenue or a gate
moved the tier. Without the quarter before there is no movement."""
grain = ["customer_id", "quarter"]

[columns]
customer_id  = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter      = { about = "The quarter.", audience = "customer" }
tier         = { about = "The tier.", measure = "tier", audience = "internal" }
tier_before  = { about = "The tier a quarter before.", audience = "internal" }
movement     = { about = "new, up, down, same or lost; NULL if the quarter before is unknown.", measure = "tier_change_log", audience = "internal" }
reason       = { about = "value, risk, strategy or rule; NULL unless up or down.", measure = "tier_change_log", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

segmentation as (
    select * from marts.segmentation
),

class_cells as (
    select * from marts.class_cells
),

value_contribution as (
    select * from marts.value_contribution
),

order_dates as (
    select * from conformed.order_dates
),

quarters_joined as (
    select
        segmentation.customer_id,
        segmentation.quarter,
        calendar.number,
        calendar.quarter_start,
        segmentation.tier,
        case segmentation.tier
            when 'strategic' then 4
            when 'core' then 3
            when 'growth' then 2
            when 'standard' then 1
        end as grade,
        class_cells.impact_level,
        class_cells.strategic_level,
        class_cells.strategic_score,
        class_cells.retention_score,
        value_contribution.net_revenue_t12m_amount as t12m_amount,
        order_dates.first_order_date
    from segmentation
    inner join calendar on segmentation.quarter = calendar.quarter
    left join class_cells
        on segmentation.customer_id = class_cells.customer_id
        and segmentation.held_quarter = class_cells.quarter
    left join value_contribution
        on segmentation.customer_id = value_contribution.customer_id
        and segmentation.quarter = value_contribution.quarter
    left join order_dates
        on segmentation.customer_id = order_dates.customer_id
        and segmentation.quarter = order_dates.quarter
),

quarters_compared as (
    select
        now.*,
        before.quarter is not null as is_before_known,
        before.tier as tier_before,
        before.grade as grade_before,
        before.t12m_amount as t12m_amount_before,
        now.impact_level <> before.impact_level as has_impact_moved,
        now.strategic_level <> before.strategic_level as has_strategic_moved,
        abs(now.retention_score - before.retention_score) as retention_change,
        abs(now.strategic_score - before.strategic_score) as strategic_change
    from quarters_joined as now
    left join quarters_joined as before
        on now.customer_id = before.customer_id
        and now.number = before.number + 1
),

movements_named as (
    select
        *,
        case
            when customer_id = 0 then null
            when first_order_date >= quarter_start then 'new'
            when not is_before_known then null
            when t12m_amount = 0 and t12m_amount_before > 0 then 'lost'
            when grade > grade_before then 'up'
            when grade < grade_before then 'down'
            when grade = grade_before then 'same'
        end as movement
    from quarters_compared
),

movements_explained as (
    select
        movements_named.customer_id,
        movements_named.quarter,
        movements_named.tier,
        movements_named.tier_before,
        movements_named.movement,
        case
            when coalesce(movements_named.movement, '') not in ('up', 'down') then null
            when movements_named.has_impact_moved then 'value'
            when
                movements_named.has_strategic_moved
                and movements_named.retention_change >= movements_named.strategic_change
                then 'risk'
            when movements_named.has_strategic_moved then 'strategy'
            else 'rule'
        end as reason
    from movements_named
    inner join quarters on movements_named.quarter = quarters.quarter
)

select * from movements_explained
