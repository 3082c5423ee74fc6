/* kam
description = "Order numbers that several heads bear."
severity = "warn"
*/
with

orders as (
    select * from staging.sap_orders_renamed
),

numbers_given_again as (
    select
        order_key,
        count(*) as head_count
    from orders
    group by order_key
    having count(*) > 1
)

select * from numbers_given_again
