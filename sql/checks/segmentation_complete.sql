/* kam
description = "Customers that do not stand exactly once in a quarter's segmentation, or have a class without a tier."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

segmentation as (
    select * from marts.segmentation
),

rows_counted as (
    select
        customer_id,
        quarter,
        count(*) as row_count,
        count(case when (class_ae is null) <> (tier is null) then 1 end) as torn_count
    from segmentation
    group by customer_id, quarter
),

customers_amiss as (
    select
        customers.customer_id,
        quarters.quarter,
        coalesce(rows_counted.row_count, 0) as row_count,
        rows_counted.torn_count
    from customers
    cross join quarters
    left join rows_counted
        on customers.customer_id = rows_counted.customer_id
        and quarters.quarter = rows_counted.quarter
    where coalesce(rows_counted.row_count, 0) <> 1 or rows_counted.torn_count > 0
)

select * from customers_amiss
