/* kam
description = "Every billed line is an invoice line."
feeds = "invoice_lines"
*/
with

billed_lines as (
    select * from staging.erp_billed_lines
),

lines_fed as (
    select
        'erp' as source_system,
        invoice_key || '/' || cast(line_number as text) as source_key,
        invoice_key,
        line_number,
        account_key,
        document_type,
        posted_date,
        gross_amount,
        net_amount,
        'EUR' as currency,
        _delivery_id,
        _file,
        _member,
        _row_number
    from billed_lines
)

select * from lines_fed
