/* kam
description = "Every stock code sold, under the last of its names in the order of letters."
feeds = "products"
*/
with

sales as (
    select * from staging.shop_sales
),

products_fed as (
    select
        'shop' as source_system,
        product_key as source_key,
        max(coalesce(product_name, product_key)) as product_name
    from sales
    group by product_key
)

select * from products_fed
