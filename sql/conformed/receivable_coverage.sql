/* kam
description = """
One row per quarter: what of it the receivables cover. A balance is known from the quarter of the first document to that of the last
movement: what was open before the first document nobody sent, and after the last movement nobody knows what was paid. Windows of whole
quarters begin with the first document's quarter, if that comes within `coverage_grace_days` of its start, else with the next."""
grain = ["quarter"]

[columns]
quarter            = { about = "The quarter.", audience = "internal" }
is_delivered       = { about = "Whether there are any receivables.", audience = "internal" }
has_receipts       = { about = "Whether there are any receipts.", audience = "internal" }
is_balance_known   = { about = "Whether the balance at the quarter's end is known.", audience = "internal" }
is_quarter_covered = { about = "Whether the quarter is covered as a whole.", audience = "internal" }
is_t12m_covered    = { about = "Whether all four quarters ending here are.", audience = "internal" }
is_p12m_covered    = { about = "Whether the four before them are too.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

receivable_movements as (
    select * from conformed.receivable_movements
),

receipts as (
    select * from conformed.receipts
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

movements_dated as (
    select
        min(movement_date) as first_date,
        max(movement_date) as last_date,
        count(*) as movement_count
    from receivable_movements
),

receipts_counted as (
    select count(*) as receipt_count
    from receipts
),

grace_given as (
    select
        quarter,
        value as grace_days
    from parameters_in_force
    where param_id = 'coverage_grace_days'
),

first_quarter as (
    select
        calendar.quarter_start,
        calendar.quarter_end
    from movements_dated
    inner join calendar
        on movements_dated.first_date >= calendar.quarter_start
        and movements_dated.first_date < calendar.quarter_end
),

quarters_dated as (
    select
        quarters.quarter,
        quarters.quarter_start,
        quarters.quarter_end,
        quarters.t12m_start,
        quarters.p12m_start,
        movements_dated.first_date,
        movements_dated.last_date,
        movements_dated.movement_count > 0 as is_delivered,
        receipts_counted.receipt_count > 0 as has_receipts,
        case
            when
                days_between(first_quarter.quarter_start, movements_dated.first_date)
                <= coalesce(grace_given.grace_days, 0)
                then first_quarter.quarter_start
            else first_quarter.quarter_end
        end as covered_from
    from quarters
    cross join movements_dated
    cross join receipts_counted
    left join first_quarter on movements_dated.first_date >= first_quarter.quarter_start
    left join grace_given on quarters.quarter = grace_given.quarter
),

quarters_covered as (
    select
        quarter,
        is_delivered,
        has_receipts,
        coalesce(quarter_end > first_date and quarter_start <= last_date, false)
            as is_balance_known,
        coalesce(quarter_start >= covered_from and quarter_start <= last_date, false)
            as is_quarter_covered,
        coalesce(t12m_start >= covered_from and quarter_start <= last_date, false)
            as is_t12m_covered,
        coalesce(p12m_start >= covered_from and t12m_start <= last_date, false)
            as is_p12m_covered
    from quarters_dated
)

select * from quarters_covered
