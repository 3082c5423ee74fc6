/* kam
description = "Every settled invoice was paid in cash, at once and in full, on the day it was settled."
feeds = "receivable_applications"
*/
with

invoices as (
    select * from staging.receivables_invoices
),

applications_fed as (
    select
        'receivables' as source_system,
        invoice_key as source_key,
        invoice_key as receivable_key,
        settled_date as applied_date,
        invoice_amount as amount,
        'cash' as kind,
        _delivery_id,
        _file,
        _member,
        _row_number
    from invoices
    where settled_date is not null
)

select * from applications_fed
