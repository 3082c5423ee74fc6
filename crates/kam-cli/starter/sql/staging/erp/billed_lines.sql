/* kam
description = "Invoice lines, renamed and trimmed."
*/
with

invoice_lines as (
    select * from raw.erp_invoice_lines
),

invoice_lines_renamed as (
    select
        trim(invoice) as invoice_key,
        line as line_number,
        trim(customer) as account_key,
        kind as document_type,
        "date" as posted_date,
        list as gross_amount,
        amount as net_amount,
        _delivery_id,
        _file,
        _member,
        _row_number
    from invoice_lines
)

select * from invoice_lines_renamed
