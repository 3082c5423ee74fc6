/* kam
description = "One row per sale, with a key of its own."
grain = ["sale_id"]
*/
with

sales as (
    select * from entity.sales
),

sales_keyed as (
    select
        key64(source_system, source_key) as sale_id,
        source_key,
        account_key,
        net_amount,
        sold_date
    from sales
)

select * from sales_keyed
