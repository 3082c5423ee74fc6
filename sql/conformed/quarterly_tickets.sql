/* kam
description = """
One row per customer and fiscal quarter in which something befell its tickets, of all history. An answer or a solution counts in the quarter
it came, with all the time it took, so that none is left out for coming after the quarter's end."""
grain = ["customer_id", "number"]

[columns]
customer_id         = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
quarter             = { about = "The fiscal quarter.", audience = "internal" }
number              = { about = "Its number; the next quarter's is one more.", audience = "internal" }
opened_count        = { unit = "tickets", about = "Opened.", audience = "internal" }
due_count           = { unit = "tickets", about = "To be solved by a day of the quarter.", audience = "internal" }
on_time_count       = { unit = "tickets", about = "Of them solved in time.", audience = "internal" }
breached_count      = { unit = "tickets", about = "Of them solved or first answered late, or not.", audience = "internal" }
answered_count      = { unit = "tickets", about = "First answered.", audience = "internal" }
response_minutes    = { unit = "minutes", about = "Business minutes that took, in all.", audience = "internal" }
answered_1_count    = { unit = "tickets", about = "First answered, of severity 1.", audience = "internal" }
answered_2_count    = { unit = "tickets", about = "Of severity 2.", audience = "internal" }
answered_3_count    = { unit = "tickets", about = "Of severity 3 or not graded.", audience = "internal" }
answered_4_count    = { unit = "tickets", about = "Of severity 4.", audience = "internal" }
response_median     = { unit = "minutes", about = "Median business minutes to the first answer.", audience = "internal" }
response_p90        = { unit = "minutes", about = "Nine in ten first answers took no longer.", audience = "internal" }
solved_count        = { unit = "tickets", about = "Solved.", audience = "internal" }
reopened_count      = { unit = "tickets", about = "Of them opened again since.", audience = "internal" }
resolution_minutes  = { unit = "minutes", about = "Business minutes the solutions took, in all.", audience = "internal" }
resolution_median   = { unit = "minutes", about = "Median business minutes to the solution.", audience = "internal" }
*/
with

ticket_events as (
    select * from conformed.ticket_events
),

events_counted as (
    select
        customer_id,
        quarter,
        number,
        count(case when event = 'opened' then 1 end) as opened_count,
        count(case when event = 'due' then 1 end) as due_count,
        count(case when event = 'due' and is_met then 1 end) as on_time_count,
        count(case when event = 'due' and is_breached then 1 end) as breached_count,
        count(case when event = 'answered' then 1 end) as answered_count,
        cast(sum(case when event = 'answered' then minutes end) as decimal(18, 0))
            as response_minutes,
        count(case when event = 'answered' and severity = 1 then 1 end) as answered_1_count,
        count(case when event = 'answered' and severity = 2 then 1 end) as answered_2_count,
        count(case when event = 'answered' and coalesce(severity, 3) = 3 then 1 end)
            as answered_3_count,
        count(case when event = 'answered' and severity = 4 then 1 end) as answered_4_count,
        count(case when event = 'solved' then 1 end) as solved_count,
        count(case when event = 'solved' and not is_met then 1 end) as reopened_count,
        cast(sum(case when event = 'solved' then minutes end) as decimal(18, 0))
            as resolution_minutes
    from ticket_events
    group by customer_id, quarter, number
),

responses_listed as (
    select
        customer_id,
        number,
        array_agg(minutes order by minutes) as minutes_listed
    from ticket_events
    where event = 'answered'
    group by customer_id, number
),

responses_ordered as (
    select
        customer_id,
        number,
        median_of(minutes_listed) as response_median,
        quantile_of(minutes_listed, 0.9) as response_p90
    from responses_listed
),

resolutions_ordered as (
    select
        customer_id,
        number,
        median_of(array_agg(minutes order by minutes)) as resolution_median
    from ticket_events
    where event = 'solved'
    group by customer_id, number
),

quarters_measured as (
    select
        events_counted.customer_id,
        events_counted.quarter,
        events_counted.number,
        events_counted.opened_count,
        events_counted.due_count,
        events_counted.on_time_count,
        events_counted.breached_count,
        events_counted.answered_count,
        events_counted.response_minutes,
        events_counted.answered_1_count,
        events_counted.answered_2_count,
        events_counted.answered_3_count,
        events_counted.answered_4_count,
        responses_ordered.response_median,
        responses_ordered.response_p90,
        events_counted.solved_count,
        events_counted.reopened_count,
        events_counted.resolution_minutes,
        resolutions_ordered.resolution_median
    from events_counted
    left join responses_ordered
        on events_counted.customer_id = responses_ordered.customer_id
        and events_counted.number = responses_ordered.number
    left join resolutions_ordered
        on events_counted.customer_id = resolutions_ordered.customer_id
        and events_counted.number = resolutions_ordered.number
)

select * from quarters_measured
