/* kam
description = "Customers with more than one row, or named by a key and absent."
severity = "block"
*/
with

customers as (
    select * from conformed.customers
),

customer_keys as (
    select * from conformed.customer_keys
),

ids_used as (
    select customer_id
    from customer_keys
    group by customer_id
),

customers_counted as (
    select
        customer_id,
        count(*) as row_count
    from customers
    group by customer_id
),

customers_amiss as (
    select
        coalesce(customers_counted.customer_id, ids_used.customer_id) as customer_id,
        coalesce(customers_counted.row_count, 0) as row_count
    from customers_counted
    full outer join ids_used on customers_counted.customer_id = ids_used.customer_id
    where coalesce(customers_counted.row_count, 0) <> 1
)

select * from customers_amiss
