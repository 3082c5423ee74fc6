/* kam
description = """
One row per quarter and debtor, and one for all of them: what was settled in the four quarters ending with this one, how late, how long
after its documents, and what of what was due was paid promptly."""
grain = ["quarter", "debtor_id"]

[columns]
quarter         = { about = "The quarter.", audience = "internal" }
debtor_id       = { about = "The customer; 0 is UNRESOLVED, -1 all of them together.", audience = "internal" }
settled_amount  = { unit = "currency", about = "Cash set against receivables.", audience = "internal" }
late_day_amount = { unit = "currency days", about = "Each part times its days late.", audience = "internal" }
pay_day_amount  = { unit = "currency days", about = "Each part times its days since the document.", audience = "internal" }
due_amount      = { unit = "currency", about = "What had to be paid promptly in the window.", audience = "internal" }
prompt_amount   = { unit = "currency", about = "What of it was.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

quarterly_lateness as (
    select * from conformed.quarterly_lateness
),

prompt_payments as (
    select * from conformed.prompt_payments
),

quarters_listed as (
    select
        customer_id,
        number,
        settled_amount,
        late_day_amount,
        pay_day_amount,
        cast(0 as decimal(18, 4)) as due_amount,
        cast(0 as decimal(18, 4)) as prompt_amount
    from quarterly_lateness
    union all
    select
        customer_id,
        number,
        cast(0 as decimal(18, 4)) as settled_amount,
        cast(0 as decimal(38, 4)) as late_day_amount,
        cast(0 as decimal(38, 4)) as pay_day_amount,
        due_amount,
        prompt_amount
    from prompt_payments
),

customers_summed as (
    select
        quarters.quarter,
        quarters_listed.customer_id as debtor_id,
        sum(quarters_listed.settled_amount) as settled_amount,
        sum(quarters_listed.late_day_amount) as late_day_amount,
        sum(quarters_listed.pay_day_amount) as pay_day_amount,
        sum(quarters_listed.due_amount) as due_amount,
        sum(quarters_listed.prompt_amount) as prompt_amount
    from quarters_listed
    inner join quarters
        on quarters_listed.number <= quarters.number
        and quarters_listed.number > quarters.number - 4
    group by quarters.quarter, quarters_listed.customer_id
),

debtors_listed as (
    select *
    from customers_summed
    union all
    select
        quarter,
        cast(-1 as bigint) as debtor_id,
        sum(settled_amount) as settled_amount,
        sum(late_day_amount) as late_day_amount,
        sum(pay_day_amount) as pay_day_amount,
        sum(due_amount) as due_amount,
        sum(prompt_amount) as prompt_amount
    from customers_summed
    group by quarter
),

windows_cast as (
    select
        quarter,
        debtor_id,
        cast(settled_amount as decimal(18, 4)) as settled_amount,
        cast(late_day_amount as decimal(38, 4)) as late_day_amount,
        cast(pay_day_amount as decimal(38, 4)) as pay_day_amount,
        cast(due_amount as decimal(18, 4)) as due_amount,
        cast(prompt_amount as decimal(18, 4)) as prompt_amount
    from debtors_listed
)

select * from windows_cast
