/* kam
description = """
One row per customer and quarter in which it paid something: its days late against its own history by the robust z (N3, one unit is a day).
The history are those of the eight quarters before in which it paid."""
grain = ["customer_id", "quarter"]

[columns]
customer_id   = { about = "The customer.", audience = "internal" }
quarter       = { about = "The quarter.", audience = "internal" }
days_late     = { unit = "days", about = "Mean days late by amount of what was paid in the quarter.", audience = "internal" }
median_days   = { unit = "days", about = "Median of its history.", audience = "internal" }
history_count = { unit = "quarters", about = "Quarters of history.", audience = "internal" }
payment_z     = { unit = "z", about = "How far from the median, late is up; NULL with little history.", audience = "internal" }
*/
with

quarterly_lateness as (
    select * from conformed.quarterly_lateness
),

quarters_before as (
    select * from conformed.quarters_before
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

least_given as (
    select
        quarter,
        max(value) as least_count
    from parameters_in_force
    where param_id = 'risk_history_least_count'
    group by quarter
),

days_collected as (
    select
        quarterly_lateness.customer_id,
        quarters_before.quarter,
        array_agg(quarterly_lateness.days_late order by quarterly_lateness.days_late)
        filter (where quarters_before.quarters_back > 0) as history,
        count(case when quarters_before.quarters_back > 0 then 1 end) as history_count,
        max(case
            when quarters_before.quarters_back = 0 then quarterly_lateness.days_late
        end) as days_late
    from quarterly_lateness
    inner join quarters_before on quarterly_lateness.number = quarters_before.before_number
    where quarterly_lateness.customer_id <> 0 and quarterly_lateness.days_late is not null
    group by quarterly_lateness.customer_id, quarters_before.quarter
),

medians_taken as (
    select
        days_collected.customer_id,
        days_collected.quarter,
        days_collected.days_late,
        days_collected.history_count,
        least_given.least_count,
        median_of(days_collected.history) as median_days,
        mad_of(days_collected.history) as mad_days
    from days_collected
    inner join least_given on days_collected.quarter = least_given.quarter
    where days_collected.days_late is not null
),

changes_measured as (
    select
        customer_id,
        quarter,
        days_late,
        median_days,
        history_count,
        case
            when history_count >= least_count then ratio(
                0.6745 * (days_late - median_days),
                greatest(mad_days, 0.05 * abs(median_days), 1)
            )
        end as payment_z
    from medians_taken
)

select * from changes_measured
