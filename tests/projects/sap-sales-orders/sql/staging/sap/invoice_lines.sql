/* kam
description = """
Every order head that is billed in full is an invoice on the day of its order: no invoices are delivered. The gross amount of the head
includes tax and is not the list price; the system states no discounts, so gross equals net."""
feeds = "invoice_lines"
*/
with

orders as (
    select * from staging.sap_orders_renamed
),

lines_fed as (
    select
        'sap' as source_system,
        head_key as source_key,
        order_key as invoice_key,
        account_key,
        'invoice' as document_type,
        ordered_date as posted_date,
        net_amount as gross_amount,
        net_amount,
        tax_amount,
        currency,
        _delivery_id,
        _file,
        _member,
        _row_number
    from orders
    where is_billed
)

select * from lines_fed
