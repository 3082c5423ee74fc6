/* kam
description = "Invoices whose days to settle and days late are not what the source says: a date read wrong."
severity = "block"
*/
with

invoices as (
    select * from staging.receivables_invoices
),

receivable_applications as (
    select * from conformed.receivable_applications
),

days_counted as (
    select
        invoices.invoice_key,
        invoices.days_to_settle,
        invoices.days_late,
        days_between(receivable_applications.document_date, receivable_applications.applied_date)
            as our_days_to_settle,
        greatest(
            days_between(receivable_applications.due_date, receivable_applications.applied_date),
            cast(0 as bigint)
        ) as our_days_late
    from invoices
    left join receivable_applications
        on invoices.invoice_key = receivable_applications.source_key
),

days_amiss as (
    select *
    from days_counted
    where
        (our_days_to_settle is distinct from days_to_settle)
        or (our_days_late is distinct from days_late)
)

select * from days_amiss
