/* kam
description = "Order heads, renamed and trimmed."
*/
with

orders as (
    select * from raw.classicmodels_orders
),

orders_renamed as (
    select
        trim("orderNumber") as order_key,
        trim("customerNumber") as account_key,
        "orderDate" as order_date,
        trim("status") as status
    from orders
)

select * from orders_renamed
