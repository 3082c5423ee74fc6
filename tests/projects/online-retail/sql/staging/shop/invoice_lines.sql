/* kam
description = """
Every line sold or taken back (invoices that begin with C). A line without customer stays without: it goes to UNRESOLVED. Lines have no
number of their own: file and row tell them apart."""
feeds = "invoice_lines"
*/
with

sales as (
    select * from staging.shop_sales
),

lines_fed as (
    select
        'shop' as source_system,
        _file || '/' || cast(_row_number as varchar) as source_key,
        invoice_key,
        account_key,
        product_key,
        case when invoice_key like 'C%' then 'credit_note' else 'invoice' end as document_type,
        posted_date,
        quantity,
        unit_price,
        cast(quantity * unit_price as decimal(18, 4)) as gross_amount,
        cast(quantity * unit_price as decimal(18, 4)) as net_amount,
        'GBP' as currency,
        _delivery_id,
        _file,
        _member,
        _row_number
    from sales
)

select * from lines_fed
