/* kam
description = "Every invoice is one line: the source knows neither lines nor VAT, so its whole amount stands as net."
feeds = "invoice_lines"
*/
with

invoices as (
    select * from staging.receivables_invoices
),

lines_fed as (
    select
        'receivables' as source_system,
        invoice_key as source_key,
        invoice_key,
        account_key,
        'invoice' as document_type,
        invoice_date as posted_date,
        invoice_amount as net_amount,
        'USD' as currency,
        _delivery_id,
        _file,
        _member,
        _row_number
    from invoices
)

select * from lines_fed
