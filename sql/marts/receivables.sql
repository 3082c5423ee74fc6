/* kam
description = """
One row per customer and quarter, for every customer: what it owes at the quarter's end by age, and how it pays. Days past due are counted
from the due date to the quarter's last day. Nothing is known before the receivables begin or after they end."""
grain = ["customer_id", "quarter"]

[columns]
customer_id                 = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                     = { about = "The quarter.", audience = "customer" }
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

debtor_measures as (
    select * from conformed.debtor_measures
),

customers_chosen as (
    select
        debtor_id as customer_id,
        quarter,
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
        dso_delinquent_days,
        dso_null_reason,
        dso_countback_days,
        dso_countback_is_censored,
        dso_countback_is_stopped,
        dso_countback_null_reason,
        settled_t12m_amount,
        avg_days_late,
        avg_days_late_null_reason,
        avg_days_to_pay,
        avg_days_to_pay_null_reason,
        prompt_pay_ratio,
        prompt_pay_null_reason
    from debtor_measures
    where debtor_id >= 0
)

select * from customers_chosen
