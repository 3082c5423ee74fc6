/* kam
description = "Order heads, renamed and trimmed."
*/
with

orders as (
    select * from raw.northwind_orders
),

orders_renamed as (
    select
        trim("OrderID") as order_key,
        trim("CustomerID") as account_key,
        "OrderDate" as order_date
    from orders
)

select * from orders_renamed
