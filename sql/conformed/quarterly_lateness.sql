/* kam
description = """
One row per customer and fiscal quarter in which cash was set against its receivables: how late, every part weighing what it paid.
Windows of several quarters add `late_day_amount` and `pay_day_amount` and divide by `settled_amount`."""
grain = ["customer_id", "number"]

[columns]
customer_id     = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter         = { about = "The quarter it was paid in.", audience = "customer" }
number          = { about = "Its number; the next quarter's is one more.", audience = "internal" }
settled_amount  = { unit = "currency", about = "Cash set against receivables.", audience = "customer" }
late_day_amount = { unit = "currency days", about = "Each part times its days after the due date, early ones 0.", audience = "internal" }
pay_day_amount  = { unit = "currency days", about = "Each part times its days after the document's date.", audience = "internal" }
days_late       = { unit = "days", about = "Mean days late by amount; NULL if nothing remains settled.", audience = "customer" }
*/
with

receivable_applications as (
    select * from conformed.receivable_applications
),

calendar as (
    select * from run.calendar
),

days_summed as (
    select
        customer_id,
        applied_date,
        cast(sum(amount) as decimal(18, 4)) as settled_amount,
        sum(
            amount * greatest(days_between(due_date, applied_date), cast(0 as bigint))
        ) as late_day_amount,
        sum(amount * days_between(document_date, applied_date)) as pay_day_amount
    from receivable_applications
    where kind = 'cash'
    group by customer_id, applied_date
),

days_paid as (
    select applied_date
    from receivable_applications
    group by applied_date
),

days_in_quarters as (
    select
        days_paid.applied_date,
        calendar.quarter,
        calendar.number
    from days_paid
    inner join calendar
        on days_paid.applied_date >= calendar.quarter_start
        and days_paid.applied_date < calendar.quarter_end
),

quarters_summed as (
    select
        days_summed.customer_id,
        days_in_quarters.quarter,
        days_in_quarters.number,
        cast(sum(days_summed.settled_amount) as decimal(18, 4)) as settled_amount,
        cast(sum(days_summed.late_day_amount) as decimal(38, 4)) as late_day_amount,
        cast(sum(days_summed.pay_day_amount) as decimal(38, 4)) as pay_day_amount
    from days_summed
    inner join days_in_quarters on days_summed.applied_date = days_in_quarters.applied_date
    group by days_summed.customer_id, days_in_quarters.quarter, days_in_quarters.number
),

lateness_measured as (
    select
        customer_id,
        quarter,
        number,
        settled_amount,
        late_day_amount,
        pay_day_amount,
        case when settled_amount > 0 then ratio(late_day_amount, settled_amount) end as days_late
    from quarters_summed
)

select * from lateness_measured
