/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
with

orders as (
    select * from staging.erp_orders
)

select * from orders
