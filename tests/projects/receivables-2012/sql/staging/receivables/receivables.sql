/* kam
description = "Every invoice is a receivable, due in one amount."
feeds = "receivables"
*/
with

invoices as (
    select * from staging.receivables_invoices
),

receivables_fed as (
    select
        'receivables' as source_system,
        invoice_key as source_key,
        account_key,
        invoice_key,
        invoice_date as document_date,
        due_date,
        invoice_amount as gross_amount,
        'USD' as currency,
        days_between(invoice_date, due_date) as agreed_terms_days,
        is_disputed,
        _delivery_id,
        _file,
        _member,
        _row_number
    from invoices
)

select * from receivables_fed
