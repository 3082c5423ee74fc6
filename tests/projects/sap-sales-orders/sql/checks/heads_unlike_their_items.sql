/* kam
description = "Order heads whose gross amount is not the sum of their items: which of the two is right only the sender knows."
severity = "warn"
*/
with

orders as (
    select * from staging.sap_orders_renamed
),

order_items as (
    select * from staging.sap_order_items_renamed
),

item_sums as (
    select
        order_key,
        sum(gross_amount) as items_gross_amount
    from order_items
    group by order_key
),

heads_amiss as (
    select
        orders.head_key,
        orders.gross_amount,
        item_sums.items_gross_amount
    from orders
    left join item_sums on orders.order_key = item_sums.order_key
    where orders.gross_amount is distinct from item_sums.items_gross_amount
)

select * from heads_amiss
