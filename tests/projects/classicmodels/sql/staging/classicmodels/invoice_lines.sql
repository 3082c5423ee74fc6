/* kam
description = """
Every order line is billed on its order's date: Classic Models keeps no invoices. The lines of a cancelled order are billed and credited
on that date, so invoices add up to all orders, 9,604,190.61, and net revenue to those not cancelled, 9,365,336.43. Orders on hold,
disputed or in process count. The source states no discounts: gross equals net; the list price is the maker's, not ours."""
feeds = "invoice_lines"
*/
with

orders as (
    select * from staging.classicmodels_orders
),

orderdetails as (
    select * from staging.classicmodels_orderdetails
),

lines_priced as (
    select
        orderdetails.order_key || '/' || orderdetails.product_key as line_key,
        orderdetails.order_key,
        orderdetails.line_number,
        orders.account_key,
        orderdetails.product_key,
        orders.order_date,
        orders.status,
        orderdetails.quantity,
        orderdetails.unit_price,
        cast(
            cast(orderdetails.unit_price as decimal(38, 4)) * orderdetails.quantity
            as decimal(18, 4)
        ) as amount,
        orderdetails._delivery_id,
        orderdetails._file,
        orderdetails._member,
        orderdetails._row_number
    from orderdetails
    left join orders on orderdetails.order_key = orders.order_key
),

lines_fed as (
    select
        'classicmodels' as source_system,
        line_key as source_key,
        order_key as invoice_key,
        line_number,
        account_key,
        product_key,
        'invoice' as document_type,
        order_date as posted_date,
        quantity,
        unit_price,
        amount as gross_amount,
        amount as net_amount,
        'USD' as currency,
        _delivery_id,
        _file,
        _member,
        _row_number
    from lines_priced
    union all
    select
        'classicmodels' as source_system,
        line_key || '/cancelled' as source_key,
        order_key || '/cancelled' as invoice_key,
        line_number,
        account_key,
        product_key,
        'credit_note' as document_type,
        order_date as posted_date,
        -quantity as quantity,
        unit_price,
        -amount as gross_amount,
        -amount as net_amount,
        'USD' as currency,
        _delivery_id,
        _file,
        _member,
        _row_number
    from lines_priced
    where status = 'Cancelled'
)

select * from lines_fed
