/* kam
description = "Product ids with more than one row: a product sent twice, or two whose keys share a hash."
severity = "block"
*/
with

products as (
    select * from conformed.products
),

keys_repeated as (
    select
        product_id,
        count(*) as row_count,
        min(source_key) as least_key,
        max(source_key) as greatest_key
    from products
    group by product_id
    having count(*) > 1
)

select * from keys_repeated
