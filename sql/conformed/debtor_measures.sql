/* kam
description = """
One row per quarter and debtor, and one for all of them: what `marts.receivables` and `marts.receivables_total` show.
Ratios and days are NULL where their base is not above zero."""
grain = ["quarter", "debtor_id"]

[columns]
quarter                     = { about = "The quarter.", audience = "customer" }
debtor_id                   = { about = "The customer; 0 is UNRESOLVED, -1 all of them together.", audience = "internal" }
currency                    = { about = "Currency of the amounts.", audience = "customer" }
ar_balance_amount           = { unit = "currency", about = "What is open at the quarter's end, credits taken off.", measure = "ar_balance", audience = "customer" }
ar_balance_null_reason      = { about = "Why the balance and its parts are NULL.", audience = "internal" }
ar_not_due_amount           = { unit = "currency", about = "Of it not past due.", measure = "ageing_bucket", audience = "customer" }
ar_late_1_30_amount         = { unit = "currency", about = "Of it 1 to 30 days past due.", measure = "ageing_bucket", audience = "customer" }
ar_late_31_60_amount        = { unit = "currency", about = "Of it 31 to 60 days past due.", measure = "ageing_bucket", audience = "customer" }
ar_late_61_90_amount        = { unit = "currency", about = "Of it 61 to 90 days past due.", measure = "ageing_bucket", audience = "customer" }
ar_late_91_180_amount       = { unit = "currency", about = "Of it 91 to 180 days past due.", measure = "ageing_bucket", audience = "customer" }
ar_late_181_365_amount      = { unit = "currency", about = "Of it 181 to 365 days past due.", measure = "ageing_bucket", audience = "customer" }
ar_late_over_365_amount     = { unit = "currency", about = "Of it more than 365 days past due.", measure = "ageing_bucket", audience = "customer" }
ar_credits_amount           = { unit = "currency", about = "Open below zero: the buckets and this add up to the balance.", measure = "ageing_bucket", audience = "customer" }
ar_unapplied_amount         = { unit = "currency", about = "Cash received and set against nothing; no part of the balance.", measure = "ageing_bucket", audience = "customer" }
ar_unapplied_null_reason    = { about = "Why it is NULL.", audience = "internal" }
ar_overdue_amount           = { unit = "currency", about = "What is past due, credits aside.", measure = "ar_overdue", audience = "customer" }
overdue_ratio               = { unit = "ratio", about = "What is past due, of the balance.", measure = "overdue_rate", audience = "customer" }
overdue_30_amount           = { unit = "currency", about = "More than 30 days past due.", measure = "ar_overdue", audience = "customer" }
overdue_30_ratio            = { unit = "ratio", about = "More than 30 days past due, of the balance.", measure = "overdue_rate", audience = "customer" }
overdue_null_reason         = { about = "Why the two ratios are NULL.", audience = "internal" }
billings_amount             = { unit = "currency", about = "Documents of the quarter, VAT included.", audience = "customer" }
dso_simple_days             = { unit = "days", about = "Balance by billings, times the quarter's days.", measure = "dso_simple", audience = "internal" }
dso_best_possible_days      = { unit = "days", about = "The same of what is not past due.", measure = "dso_best_possible", audience = "internal" }
dso_delinquent_days         = { unit = "days", about = "The difference: what paying late costs.", measure = "dso_delinquent", audience = "internal" }
dso_null_reason             = { about = "Why these three are NULL.", audience = "internal" }
dso_countback_days          = { unit = "days", about = "Days of billings the balance stands for, months peeled off newest first.", measure = "dso_countback", audience = "internal" }
dso_countback_is_censored   = { about = "Whether it is more: over 24 months of billings are open.", measure = "dso_countback", audience = "internal" }
dso_countback_is_stopped    = { about = "Whether it is more: a month not billed above zero stopped it.", measure = "dso_countback", audience = "internal" }
dso_countback_null_reason   = { about = "Why it is NULL.", audience = "internal" }
settled_t12m_amount         = { unit = "currency", about = "Cash set against receivables in the four quarters ending here.", audience = "customer" }
avg_days_late               = { unit = "days", about = "Mean days late of that cash by amount; what is open for long weighs in at its present age.", measure = "avg_days_late", audience = "customer" }
avg_days_late_null_reason   = { about = "Why it is NULL.", audience = "internal" }
avg_days_to_pay             = { unit = "days", about = "Mean days from document to cash by amount.", measure = "avg_days_to_pay", audience = "customer" }
avg_days_to_pay_null_reason = { about = "Why it is NULL.", audience = "internal" }
prompt_pay_ratio            = { unit = "ratio", about = "What was settled within the grace of its due date, of what was due.", measure = "prompt_pay_rate", audience = "customer" }
prompt_pay_null_reason      = { about = "Why it is NULL.", audience = "internal" }
*/
with

debtor_facts as (
    select * from conformed.debtor_facts
),

receipts as (
    select * from conformed.receipts
),

receipts_counted as (
    select count(*) as receipt_count
    from receipts
),

measures_taken as (
    select
        debtor_facts.quarter,
        debtor_facts.debtor_id,
        debtor_facts.currency,
        debtor_facts.balance_amount as ar_balance_amount,
        debtor_facts.balance_null_reason as ar_balance_null_reason,
        debtor_facts.not_due_amount as ar_not_due_amount,
        debtor_facts.late_1_30_amount as ar_late_1_30_amount,
        debtor_facts.late_31_60_amount as ar_late_31_60_amount,
        debtor_facts.late_61_90_amount as ar_late_61_90_amount,
        debtor_facts.late_91_180_amount as ar_late_91_180_amount,
        debtor_facts.late_181_365_amount as ar_late_181_365_amount,
        debtor_facts.late_over_365_amount as ar_late_over_365_amount,
        debtor_facts.credits_amount as ar_credits_amount,
        debtor_facts.unapplied_amount as ar_unapplied_amount,
        case
            when receipts_counted.receipt_count = 0 then 'source_missing'
            else debtor_facts.balance_null_reason
        end as ar_unapplied_null_reason,
        debtor_facts.overdue_amount as ar_overdue_amount,
        case
            when debtor_facts.balance_amount > 0
                then ratio(debtor_facts.overdue_amount, debtor_facts.balance_amount)
        end as overdue_ratio,
        debtor_facts.overdue_30_amount,
        case
            when debtor_facts.balance_amount > 0
                then ratio(debtor_facts.overdue_30_amount, debtor_facts.balance_amount)
        end as overdue_30_ratio,
        case
            when debtor_facts.balance_amount is null then debtor_facts.balance_null_reason
            when debtor_facts.balance_amount = 0 then 'div_by_zero'
            when debtor_facts.balance_amount < 0 then 'not_applicable'
        end as overdue_null_reason,
        debtor_facts.billings_amount,
        case
            when debtor_facts.billings_amount > 0
                then ratio(
                    debtor_facts.balance_amount * debtor_facts.quarter_days,
                    debtor_facts.billings_amount
                )
        end as dso_simple_days,
        case
            when debtor_facts.billings_amount > 0
                then ratio(
                    debtor_facts.not_due_amount * debtor_facts.quarter_days,
                    debtor_facts.billings_amount
                )
        end as dso_best_possible_days,
        case
            when debtor_facts.billings_amount is null then debtor_facts.billings_null_reason
            when debtor_facts.billings_amount = 0 then 'div_by_zero'
            when debtor_facts.billings_amount < 0 then 'not_applicable'
        end as dso_null_reason,
        case
            when debtor_facts.balance_amount = 0 then 0
            else debtor_facts.countback_days
        end as dso_countback_days,
        coalesce(debtor_facts.is_censored, false) as dso_countback_is_censored,
        coalesce(debtor_facts.is_stopped, false) as dso_countback_is_stopped,
        case
            when debtor_facts.balance_amount is null then debtor_facts.balance_null_reason
            when debtor_facts.balance_amount <> 0 and debtor_facts.countback_days is null
                then 'not_applicable'
        end as dso_countback_null_reason,
        debtor_facts.payments_null_reason,
        debtor_facts.settled_amount,
        debtor_facts.late_day_amount + debtor_facts.old_day_amount as late_day_amount,
        debtor_facts.settled_amount + debtor_facts.old_amount as late_amount,
        debtor_facts.pay_day_amount,
        debtor_facts.due_amount,
        debtor_facts.prompt_amount
    from debtor_facts
    cross join receipts_counted
),

measures_completed as (
    select
        quarter,
        debtor_id,
        currency,
        ar_balance_amount,
        ar_balance_null_reason,
        ar_not_due_amount,
        ar_late_1_30_amount,
        ar_late_31_60_amount,
        ar_late_61_90_amount,
        ar_late_91_180_amount,
        ar_late_181_365_amount,
        ar_late_over_365_amount,
        ar_credits_amount,
        ar_unapplied_amount,
        ar_unapplied_null_reason,
        ar_overdue_amount,
        overdue_ratio,
        overdue_30_amount,
        overdue_30_ratio,
        overdue_null_reason,
        billings_amount,
        dso_simple_days,
        dso_best_possible_days,
        cast(dso_simple_days - dso_best_possible_days as decimal(18, 6)) as dso_delinquent_days,
        dso_null_reason,
        cast(dso_countback_days as decimal(18, 6)) as dso_countback_days,
        dso_countback_is_censored,
        dso_countback_is_stopped,
        dso_countback_null_reason,
        settled_amount as settled_t12m_amount,
        case when late_amount > 0 then ratio(late_day_amount, late_amount) end as avg_days_late,
        case
            when payments_null_reason is not null then payments_null_reason
            when late_amount <= 0 then 'no_data'
        end as avg_days_late_null_reason,
        case when settled_amount > 0 then ratio(pay_day_amount, settled_amount) end
            as avg_days_to_pay,
        case
            when payments_null_reason is not null then payments_null_reason
            when settled_amount <= 0 then 'no_data'
        end as avg_days_to_pay_null_reason,
        case when due_amount > 0 then ratio(prompt_amount, due_amount) end as prompt_pay_ratio,
        case
            when payments_null_reason is not null then payments_null_reason
            when due_amount <= 0 then 'no_data'
        end as prompt_pay_null_reason
    from measures_taken
)

select * from measures_completed
