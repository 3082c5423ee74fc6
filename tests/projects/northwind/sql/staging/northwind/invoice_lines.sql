/* kam
description = """
Every order line is billed on its order's date: Northwind keeps no invoices, and some orders have no shipping date.
Gross is at list price, net after the line's discount; freight is no revenue."""
feeds = "invoice_lines"
*/
with

orders as (
    select * from staging.northwind_orders
),

order_details as (
    select * from staging.northwind_order_details
),

lines_fed as (
    select
        'northwind' as source_system,
        order_details.order_key || '/' || order_details.product_key as source_key,
        order_details.order_key as invoice_key,
        orders.account_key,
        order_details.product_key,
        'invoice' as document_type,
        orders.order_date as posted_date,
        order_details.quantity,
        order_details.unit_price,
        cast(
            cast(order_details.unit_price as decimal(38, 4)) * order_details.quantity
            as decimal(18, 4)
        ) as gross_amount,
        cast(
            cast(order_details.unit_price as decimal(38, 4)) * order_details.quantity
            * (1 - order_details.discount_ratio)
            as decimal(18, 4)
        ) as net_amount,
        'USD' as currency,
        order_details._delivery_id,
        order_details._file,
        order_details._member,
        order_details._row_number
    from order_details
    left join orders on order_details.order_key = orders.order_key
)

select * from lines_fed
