/* kam
description = "One row per sale."
grain = ["sale_id"]
*/
with

sales as (
    select * from entity.sales
),

sales_keyed as (
    select
        key64(source_system, source_key) as sale_id,
        customer_number as customer_id,
        customer_name,
        net_amount,
        sold_date
    from sales
)

select * from sales_keyed
