/* kam
description = """
One row per customer and fiscal quarter in which receivables had their last day to be paid promptly, `prompt_pay_grace_days` after the due
date: what was due, without what credit notes took off by then, and what of it cash and discounts had settled by then."""
grain = ["customer_id", "number"]

[columns]
customer_id   = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
number        = { about = "The quarter's number.", audience = "internal" }
due_amount    = { unit = "currency", about = "What was due.", audience = "customer" }
prompt_amount = { unit = "currency", about = "What was settled in time.", audience = "customer" }
*/
with

receivable_items as (
    select * from conformed.receivable_items
),

receivable_applications as (
    select * from conformed.receivable_applications
),

calendar as (
    select * from run.calendar
),

parameters as (
    select * from given.parameters
),

grace_dated as (
    select
        calendar.number,
        calendar.quarter_start,
        calendar.quarter_end,
        parameters.value as grace_days,
        row_number() over (
            partition by calendar.number order by parameters.valid_from desc
        ) as place
    from calendar
    inner join parameters on calendar.quarter_end > parameters.valid_from
    where parameters.param_id = 'prompt_pay_grace_days'
),

days_due as (
    select due_date
    from receivable_items
    where gross_amount > 0
    group by due_date
),

days_judged as (
    select
        days_due.due_date,
        grace_dated.grace_days,
        case
            when days_between(days_due.due_date, grace_dated.quarter_end) > grace_dated.grace_days
                then grace_dated.number
            else grace_dated.number + 1
        end as number
    from days_due
    inner join grace_dated
        on days_due.due_date >= grace_dated.quarter_start
        and days_due.due_date < grace_dated.quarter_end
    where grace_dated.place = 1
),

settled_in_time as (
    select
        receivable_applications.receivable_id,
        sum(case
            when receivable_applications.kind = 'credit' then receivable_applications.amount else 0
        end) as credited_amount,
        sum(case
            when receivable_applications.kind in ('cash', 'discount')
                then receivable_applications.amount
            else 0
        end) as paid_amount
    from receivable_applications
    inner join days_judged on receivable_applications.due_date = days_judged.due_date
    where
        days_between(receivable_applications.due_date, receivable_applications.applied_date)
        <= days_judged.grace_days
    group by receivable_applications.receivable_id
),

quarters_summed as (
    select
        receivable_items.customer_id,
        days_judged.number,
        cast(sum(
            receivable_items.gross_amount - coalesce(settled_in_time.credited_amount, 0)
        ) as decimal(18, 4)) as due_amount,
        cast(sum(coalesce(settled_in_time.paid_amount, 0)) as decimal(18, 4)) as prompt_amount
    from receivable_items
    inner join days_judged on receivable_items.due_date = days_judged.due_date
    left join settled_in_time on receivable_items.receivable_id = settled_in_time.receivable_id
    where receivable_items.gross_amount > 0
    group by receivable_items.customer_id, days_judged.number
)

select * from quarters_summed
