/* kam
description = "One row per customer and quarter with tickets open at the quarter's end: how many, and how long they have been."
grain = ["customer_id", "quarter"]

[columns]
customer_id = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
quarter     = { about = "The quarter.", audience = "internal" }
open_count  = { unit = "tickets", about = "Opened before its end and not solved by then.", audience = "internal" }
age_days    = { unit = "days", about = "The days they have been open, in all.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

tickets as (
    select * from conformed.tickets
),

days_counted as (
    select
        customer_id,
        opened_date,
        resolved_date,
        count(*) as ticket_count
    from tickets
    group by customer_id, opened_date, resolved_date
),

backlog_counted as (
    select
        days_counted.customer_id,
        quarters.quarter,
        cast(sum(days_counted.ticket_count) as bigint) as open_count,
        cast(sum(
            days_counted.ticket_count * days_between(days_counted.opened_date, quarters.quarter_end)
        ) as decimal(18, 0)) as age_days
    from days_counted
    inner join quarters
        on days_counted.opened_date < quarters.quarter_end
        and coalesce(days_counted.resolved_date, quarters.quarter_end) >= quarters.quarter_end
    group by days_counted.customer_id, quarters.quarter
)

select * from backlog_counted
