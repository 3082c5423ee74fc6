/* kam
description = """
One row per quarter and debtor, and one for all of them: every amount the receivables' measures are made of, side by side, and why it is
unknown where it is. What is known and absent is 0."""
grain = ["quarter", "debtor_id"]

[columns]
quarter              = { about = "The quarter.", audience = "customer" }
debtor_id            = { about = "The customer; 0 is UNRESOLVED, -1 all of them together.", audience = "internal" }
quarter_days         = { unit = "days", about = "The quarter's days.", audience = "internal" }
currency             = { about = "Currency of the amounts.", audience = "customer" }
balance_null_reason  = { about = "Why the balance is unknown.", audience = "internal" }
billings_null_reason = { about = "Why the quarter's billings are.", audience = "internal" }
payments_null_reason = { about = "Why the payments of four quarters are.", audience = "internal" }
balance_amount       = { unit = "currency", about = "What is open, credits taken off.", audience = "customer" }
not_due_amount       = { unit = "currency", about = "Not past due.", audience = "customer" }
late_1_30_amount     = { unit = "currency", about = "1 to 30 days past due.", audience = "customer" }
late_31_60_amount    = { unit = "currency", about = "31 to 60.", audience = "customer" }
late_61_90_amount    = { unit = "currency", about = "61 to 90.", audience = "customer" }
late_91_180_amount   = { unit = "currency", about = "91 to 180.", audience = "customer" }
late_181_365_amount  = { unit = "currency", about = "181 to 365.", audience = "customer" }
late_over_365_amount = { unit = "currency", about = "More than 365.", audience = "customer" }
credits_amount       = { unit = "currency", about = "Open below zero.", audience = "customer" }
overdue_amount       = { unit = "currency", about = "Past due, credits aside.", audience = "customer" }
overdue_30_amount    = { unit = "currency", about = "More than 30 days past due, credits aside.", audience = "customer" }
old_amount           = { unit = "currency", about = "More than `late_open_days` past due.", audience = "internal" }
old_day_amount       = { unit = "currency days", about = "The same, each times its days past due.", audience = "internal" }
unapplied_amount     = { unit = "currency", about = "Cash received and set against nothing.", audience = "internal" }
billings_amount      = { unit = "currency", about = "Documents of the quarter, VAT included.", audience = "customer" }
countback_days       = { unit = "days", about = "Countback of a balance above zero.", audience = "internal" }
is_censored          = { about = "Whether it was cut off after 24 months.", audience = "internal" }
is_stopped           = { about = "Whether a month not billed above zero stopped it.", audience = "internal" }
settled_amount       = { unit = "currency", about = "Cash set against receivables in four quarters.", audience = "internal" }
late_day_amount      = { unit = "currency days", about = "Each part times its days late.", audience = "internal" }
pay_day_amount       = { unit = "currency days", about = "Each part times its days since the document.", audience = "internal" }
due_amount           = { unit = "currency", about = "What had to be paid promptly.", audience = "internal" }
prompt_amount        = { unit = "currency", about = "What of it was.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

receivable_coverage as (
    select * from conformed.receivable_coverage
),

customers as (
    select * from conformed.customers
),

receivable_items as (
    select * from conformed.receivable_items
),

debtor_balances as (
    select * from conformed.debtor_balances
),

debtor_billings as (
    select * from conformed.debtor_billings
),

countback as (
    select * from conformed.countback
),

payment_windows as (
    select * from conformed.payment_windows
),

unapplied_cash as (
    select * from conformed.unapplied_cash
),

debtors_listed as (
    select customer_id as debtor_id
    from customers
    union
    select customer_id as debtor_id
    from receivable_items
    where customer_id = 0
    union
    select cast(-1 as bigint) as debtor_id
),

currencies_used as (
    select max(currency) as currency
    from receivable_items
),

quarters_billed as (
    select
        debtor_id,
        billed_quarter,
        cast(sum(billed_amount) as decimal(18, 4)) as billings_amount
    from debtor_billings
    group by debtor_id, billed_quarter
),

quarters_judged as (
    select
        quarters.quarter,
        quarters.days as quarter_days,
        currencies_used.currency,
        receivable_coverage.has_receipts,
        case
            when not receivable_coverage.is_delivered then 'source_missing'
            when not receivable_coverage.is_balance_known then 'no_data'
        end as balance_null_reason,
        case
            when not receivable_coverage.is_quarter_covered then 'insufficient_history'
        end as quarter_null_reason,
        case
            when not receivable_coverage.is_t12m_covered then 'insufficient_history'
        end as t12m_null_reason
    from quarters
    cross join currencies_used
    inner join receivable_coverage on quarters.quarter = receivable_coverage.quarter
),

-- What is absent where it would be known.
absences_judged as (
    select
        quarter,
        quarter_days,
        currency,
        balance_null_reason,
        coalesce(balance_null_reason, quarter_null_reason) as billings_null_reason,
        coalesce(balance_null_reason, t12m_null_reason) as payments_null_reason,
        case when balance_null_reason is null then cast(0 as decimal(18, 4)) end as no_balance,
        case
            when has_receipts and balance_null_reason is null then cast(0 as decimal(18, 4))
        end as no_cash,
        case
            when coalesce(balance_null_reason, quarter_null_reason) is null
                then cast(0 as decimal(18, 4))
        end as no_billings,
        case
            when coalesce(balance_null_reason, t12m_null_reason) is null
                then cast(0 as decimal(18, 4))
        end as no_payments
    from quarters_judged
),

facts_joined as (
    select
        absences_judged.quarter,
        debtors_listed.debtor_id,
        absences_judged.quarter_days,
        absences_judged.currency,
        absences_judged.balance_null_reason,
        absences_judged.billings_null_reason,
        absences_judged.payments_null_reason,
        coalesce(debtor_balances.balance_amount, absences_judged.no_balance) as balance_amount,
        coalesce(debtor_balances.not_due_amount, absences_judged.no_balance) as not_due_amount,
        coalesce(debtor_balances.late_1_30_amount, absences_judged.no_balance)
            as late_1_30_amount,
        coalesce(debtor_balances.late_31_60_amount, absences_judged.no_balance)
            as late_31_60_amount,
        coalesce(debtor_balances.late_61_90_amount, absences_judged.no_balance)
            as late_61_90_amount,
        coalesce(debtor_balances.late_91_180_amount, absences_judged.no_balance)
            as late_91_180_amount,
        coalesce(debtor_balances.late_181_365_amount, absences_judged.no_balance)
            as late_181_365_amount,
        coalesce(debtor_balances.late_over_365_amount, absences_judged.no_balance)
            as late_over_365_amount,
        coalesce(debtor_balances.credits_amount, absences_judged.no_balance) as credits_amount,
        coalesce(debtor_balances.old_amount, absences_judged.no_balance) as old_amount,
        coalesce(debtor_balances.old_day_amount, absences_judged.no_balance) as old_day_amount,
        coalesce(unapplied_cash.unapplied_amount, absences_judged.no_cash) as unapplied_amount,
        coalesce(quarters_billed.billings_amount, absences_judged.no_billings) as billings_amount,
        countback.countback_days,
        countback.is_censored,
        countback.is_stopped,
        coalesce(payment_windows.settled_amount, absences_judged.no_payments) as settled_amount,
        coalesce(payment_windows.late_day_amount, absences_judged.no_payments) as late_day_amount,
        coalesce(payment_windows.pay_day_amount, absences_judged.no_payments) as pay_day_amount,
        coalesce(payment_windows.due_amount, absences_judged.no_payments) as due_amount,
        coalesce(payment_windows.prompt_amount, absences_judged.no_payments) as prompt_amount
    from absences_judged
    cross join debtors_listed
    left join debtor_balances
        on absences_judged.quarter = debtor_balances.quarter
        and debtors_listed.debtor_id = debtor_balances.debtor_id
        and absences_judged.no_balance is not null
    left join quarters_billed
        on absences_judged.quarter = quarters_billed.billed_quarter
        and debtors_listed.debtor_id = quarters_billed.debtor_id
        and absences_judged.no_billings is not null
    left join countback
        on absences_judged.quarter = countback.quarter
        and debtors_listed.debtor_id = countback.debtor_id
        and absences_judged.no_balance is not null
    left join payment_windows
        on absences_judged.quarter = payment_windows.quarter
        and debtors_listed.debtor_id = payment_windows.debtor_id
        and absences_judged.no_payments is not null
    left join unapplied_cash
        on absences_judged.quarter = unapplied_cash.quarter
        and debtors_listed.debtor_id = unapplied_cash.debtor_id
        and absences_judged.no_cash is not null
),

overdue_added as (
    select
        *,
        cast(balance_amount - not_due_amount - credits_amount as decimal(18, 4))
            as overdue_amount,
        cast(
            balance_amount - not_due_amount - late_1_30_amount - credits_amount as decimal(18, 4)
        ) as overdue_30_amount
    from facts_joined
)

select * from overdue_added
