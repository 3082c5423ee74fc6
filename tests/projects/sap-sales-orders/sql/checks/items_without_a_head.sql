/* kam
description = "Orders of which items are delivered and no head."
severity = "warn"
*/
with

orders as (
    select * from staging.sap_orders_renamed
),

order_items as (
    select * from staging.sap_order_items_renamed
),

orders_without_head as (
    select
        order_items.order_key,
        count(*) as item_count
    from order_items
    left join orders on order_items.order_key = orders.order_key
    where orders.order_key is null
    group by order_items.order_key
)

select * from orders_without_head
