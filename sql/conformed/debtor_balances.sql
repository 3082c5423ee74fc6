/* kam
description = """
One row per quarter and debtor with something open at the quarter's end, and one for all of them: the balance and its parts by days past
due. Credits are what is open below zero, whatever its due date; the buckets and the credits add up to the balance."""
grain = ["quarter", "debtor_id"]

[columns]
quarter              = { about = "The quarter.", audience = "customer" }
debtor_id            = { about = "The customer; 0 is UNRESOLVED, -1 all of them together.", audience = "internal" }
balance_amount       = { unit = "currency", about = "What is open, credits taken off.", audience = "customer" }
not_due_amount       = { unit = "currency", about = "Not past due.", audience = "customer" }
late_1_30_amount     = { unit = "currency", about = "1 to 30 days past due.", audience = "customer" }
late_31_60_amount    = { unit = "currency", about = "31 to 60.", audience = "customer" }
late_61_90_amount    = { unit = "currency", about = "61 to 90.", audience = "customer" }
late_91_180_amount   = { unit = "currency", about = "91 to 180.", audience = "customer" }
late_181_365_amount  = { unit = "currency", about = "181 to 365.", audience = "customer" }
late_over_365_amount = { unit = "currency", about = "More than 365.", audience = "customer" }
credits_amount       = { unit = "currency", about = "Open below zero.", audience = "customer" }
old_amount           = { unit = "currency", about = "More than `late_open_days` past due.", audience = "internal" }
old_day_amount       = { unit = "currency days", about = "The same, each times its days past due.", audience = "internal" }
*/
with

open_items as (
    select * from conformed.open_items
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

ages_given as (
    select
        quarter,
        value as late_open_days
    from parameters_in_force
    where param_id = 'late_open_days'
),

items_aged as (
    select
        open_items.quarter,
        open_items.customer_id,
        open_items.open_amount,
        open_items.days_past_due,
        case
            when open_items.open_amount < 0 then 'credits'
            when open_items.days_past_due <= 0 then 'not_due'
            when open_items.days_past_due <= 30 then '1_30'
            when open_items.days_past_due <= 60 then '31_60'
            when open_items.days_past_due <= 90 then '61_90'
            when open_items.days_past_due <= 180 then '91_180'
            when open_items.days_past_due <= 365 then '181_365'
            else 'over_365'
        end as bucket,
        open_items.open_amount > 0
        and open_items.days_past_due > ages_given.late_open_days as is_old
    from open_items
    left join ages_given on open_items.quarter = ages_given.quarter
),

customers_summed as (
    select
        quarter,
        customer_id as debtor_id,
        sum(open_amount) as balance_amount,
        sum(case when bucket = 'not_due' then open_amount else 0 end) as not_due_amount,
        sum(case when bucket = '1_30' then open_amount else 0 end) as late_1_30_amount,
        sum(case when bucket = '31_60' then open_amount else 0 end) as late_31_60_amount,
        sum(case when bucket = '61_90' then open_amount else 0 end) as late_61_90_amount,
        sum(case when bucket = '91_180' then open_amount else 0 end) as late_91_180_amount,
        sum(case when bucket = '181_365' then open_amount else 0 end) as late_181_365_amount,
        sum(case when bucket = 'over_365' then open_amount else 0 end) as late_over_365_amount,
        sum(case when bucket = 'credits' then open_amount else 0 end) as credits_amount,
        sum(case when is_old then open_amount else 0 end) as old_amount,
        sum(case when is_old then open_amount * days_past_due else 0 end) as old_day_amount
    from items_aged
    group by quarter, customer_id
),

debtors_listed as (
    select *
    from customers_summed
    union all
    select
        quarter,
        cast(-1 as bigint) as debtor_id,
        sum(balance_amount) as balance_amount,
        sum(not_due_amount) as not_due_amount,
        sum(late_1_30_amount) as late_1_30_amount,
        sum(late_31_60_amount) as late_31_60_amount,
        sum(late_61_90_amount) as late_61_90_amount,
        sum(late_91_180_amount) as late_91_180_amount,
        sum(late_181_365_amount) as late_181_365_amount,
        sum(late_over_365_amount) as late_over_365_amount,
        sum(credits_amount) as credits_amount,
        sum(old_amount) as old_amount,
        sum(old_day_amount) as old_day_amount
    from customers_summed
    group by quarter
),

balances_cast as (
    select
        quarter,
        debtor_id,
        cast(balance_amount as decimal(18, 4)) as balance_amount,
        cast(not_due_amount as decimal(18, 4)) as not_due_amount,
        cast(late_1_30_amount as decimal(18, 4)) as late_1_30_amount,
        cast(late_31_60_amount as decimal(18, 4)) as late_31_60_amount,
        cast(late_61_90_amount as decimal(18, 4)) as late_61_90_amount,
        cast(late_91_180_amount as decimal(18, 4)) as late_91_180_amount,
        cast(late_181_365_amount as decimal(18, 4)) as late_181_365_amount,
        cast(late_over_365_amount as decimal(18, 4)) as late_over_365_amount,
        cast(credits_amount as decimal(18, 4)) as credits_amount,
        cast(old_amount as decimal(18, 4)) as old_amount,
        cast(old_day_amount as decimal(38, 4)) as old_day_amount
    from debtors_listed
)

select * from balances_cast
