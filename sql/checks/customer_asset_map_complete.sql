/* kam
description = "Customers that do not stand exactly once in a quarter's asset map."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

customer_asset_map as (
    select * from marts.customer_asset_map
),

rows_counted as (
    select
        customer_id,
        quarter,
        count(*) as row_count
    from customer_asset_map
    group by customer_id, quarter
),

customers_amiss as (
    select
        customers.customer_id,
        quarters.quarter,
        coalesce(rows_counted.row_count, 0) as row_count
    from customers
    cross join quarters
    left join rows_counted
        on customers.customer_id = rows_counted.customer_id
        and quarters.quarter = rows_counted.quarter
    where coalesce(rows_counted.row_count, 0) <> 1
)

select * from customers_amiss
