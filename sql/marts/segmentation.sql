/* kam
description = """
One row per customer and quarter: its class A to E and its tier. A class changes only if the new cell holds by `class_hysteresis` points or
for the second quarter running; else the last one that held goes on. Tiers by class: A strategic, B core, C core from `tier_core_revenue`
trailing revenue on, else growth, D growth, E standard. Strategic needs a contribution above zero, else it is core. Both are provisional
while inputs are missing: shown with a star. A quarter before the first built one has no say."""
grain = ["customer_id", "quarter"]

[columns]
customer_id     = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter         = { about = "The quarter.", audience = "customer" }
class_ae        = { about = "A to E.", measure = "class_ae", audience = "internal" }
tier            = { about = "strategic (战略级), core (核心级), growth (成长级) or standard (标准).", measure = "tier", audience = "internal" }
null_reason     = { about = "Why there is neither.", audience = "internal" }
is_provisional  = { about = "Whether inputs are missing: the class is a first guess.", audience = "internal" }
impact_score    = { unit = "points", about = "Impact.", measure = "impact_score", audience = "internal" }
strategic_score = { unit = "points", about = "Strategic relevance.", measure = "strategic_score", audience = "internal" }
cell_class      = { about = "The class of this quarter's cell alone.", audience = "internal" }
held_quarter    = { about = "The quarter whose cell the class was taken from.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

class_cells as (
    select * from marts.class_cells
),

value_scores as (
    select * from marts.value_scores
),

value_contribution as (
    select * from marts.value_contribution
),

profitability as (
    select * from marts.profitability
),

score_bounds as (
    select * from conformed.score_bounds
),

cells_numbered as (
    select
        class_cells.*,
        calendar.number,
        score_bounds.hysteresis,
        lag(class_cells.cell_class) over (
            partition by class_cells.customer_id order by calendar.number
        ) as cell_class_before,
        row_number() over (
            partition by class_cells.customer_id order by calendar.number
        ) as place
    from class_cells
    inner join calendar on class_cells.quarter = calendar.quarter
    left join score_bounds on class_cells.quarter = score_bounds.quarter
    where class_cells.cell_class is not null
),

cells_held as (
    select
        customer_id,
        quarter,
        max(case
            when place = 1 or margin_score >= hysteresis or cell_class = cell_class_before
                then number
        end) over (
            partition by customer_id order by number
            rows between unbounded preceding and current row
        ) as held_number
    from cells_numbered
),

classes_settled as (
    select
        cells_held.customer_id,
        cells_held.quarter,
        cells_numbered.cell_class as class_ae,
        cells_numbered.quarter as held_quarter
    from cells_held
    inner join cells_numbered
        on cells_held.customer_id = cells_numbered.customer_id
        and cells_held.held_number = cells_numbered.number
),

tiers_given as (
    select
        value_scores.customer_id,
        value_scores.quarter,
        classes_settled.class_ae,
        case
            when
                classes_settled.class_ae = 'A'
                and profitability.customer_contribution_t12m_amount <= 0
                then 'core'
            when classes_settled.class_ae = 'A' then 'strategic'
            when classes_settled.class_ae = 'B' then 'core'
            when
                classes_settled.class_ae = 'C'
                and value_contribution.net_revenue_t12m_amount >= score_bounds.core_revenue
                then 'core'
            when classes_settled.class_ae in ('C', 'D') then 'growth'
            when classes_settled.class_ae = 'E' then 'standard'
        end as tier,
        case
            when classes_settled.class_ae is null
                then coalesce(value_scores.null_reason, 'source_missing')
        end as null_reason,
        case
            when classes_settled.class_ae is not null
                then class_cells.is_provisional
                or profitability.customer_contribution_t12m_amount is null
        end as is_provisional,
        class_cells.impact_score,
        class_cells.strategic_score,
        class_cells.cell_class,
        classes_settled.held_quarter
    from value_scores
    inner join quarters on value_scores.quarter = quarters.quarter
    left join class_cells
        on value_scores.customer_id = class_cells.customer_id
        and value_scores.quarter = class_cells.quarter
    left join classes_settled
        on value_scores.customer_id = classes_settled.customer_id
        and value_scores.quarter = classes_settled.quarter
    left join value_contribution
        on value_scores.customer_id = value_contribution.customer_id
        and value_scores.quarter = value_contribution.quarter
    left join profitability
        on value_scores.customer_id = profitability.customer_id
        and value_scores.quarter = profitability.quarter
    left join score_bounds on value_scores.quarter = score_bounds.quarter
)

select * from tiers_given
