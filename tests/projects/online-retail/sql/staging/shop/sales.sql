/* kam
description = """
Invoice lines, renamed and trimmed. A customer's number comes as `17850.0`; the day is that of London. Invoices that begin with A
adjust bad debts and are no sales."""
*/
with

sales as (
    select * from raw.shop_sales
),

sales_renamed as (
    select
        trim("InvoiceNo") as invoice_key,
        upper(trim("StockCode")) as product_key,
        trim("Description") as product_name,
        cast("Quantity" as decimal(18, 4)) as quantity,
        local_date("InvoiceDate", 'Europe/London') as posted_date,
        "UnitPrice" as unit_price,
        replace(trim("CustomerID"), '.0', '') as account_key,
        trim("Country") as country,
        _delivery_id,
        _file,
        _member,
        _row_number
    from sales
    where trim("InvoiceNo") not like 'A%'
)

select * from sales_renamed
