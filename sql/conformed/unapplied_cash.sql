/* kam
description = """
One row per quarter and debtor with receipts, and one for all of them: cash that had arrived by the quarter's end and was set against
nothing. It is no part of the balance or its buckets."""
grain = ["quarter", "debtor_id"]

[columns]
quarter          = { about = "The quarter.", audience = "internal" }
debtor_id        = { about = "The customer; 0 is UNRESOLVED, -1 all of them together.", audience = "internal" }
unapplied_amount = { unit = "currency", about = "Receipts less the cash set against receivables.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

receipts as (
    select * from conformed.receipts
),

receivable_applications as (
    select * from conformed.receivable_applications
),

days_listed as (
    select
        customer_id,
        received_date as cash_date,
        sum(amount) as amount
    from receipts
    group by customer_id, received_date
    union all
    select
        customer_id,
        applied_date as cash_date,
        sum(-amount) as amount
    from receivable_applications
    where kind = 'cash'
    group by customer_id, applied_date
),

days_seen as (
    select received_date as cash_date
    from receipts
    union
    select applied_date as cash_date
    from receivable_applications
    where kind = 'cash'
),

days_in_quarters as (
    select
        days_seen.cash_date,
        calendar.number
    from days_seen
    inner join calendar
        on days_seen.cash_date >= calendar.quarter_start
        and days_seen.cash_date < calendar.quarter_end
),

quarters_summed as (
    select
        days_listed.customer_id,
        days_in_quarters.number,
        sum(days_listed.amount) as amount
    from days_listed
    inner join days_in_quarters on days_listed.cash_date = days_in_quarters.cash_date
    group by days_listed.customer_id, days_in_quarters.number
),

customers_summed as (
    select
        quarters.quarter,
        quarters_summed.customer_id as debtor_id,
        cast(sum(quarters_summed.amount) as decimal(18, 4)) as unapplied_amount
    from quarters_summed
    inner join quarters on quarters_summed.number <= quarters.number
    group by quarters.quarter, quarters_summed.customer_id
),

debtors_listed as (
    select *
    from customers_summed
    union all
    select
        quarter,
        cast(-1 as bigint) as debtor_id,
        cast(sum(unapplied_amount) as decimal(18, 4)) as unapplied_amount
    from customers_summed
    group by quarter
)

select * from debtors_listed
