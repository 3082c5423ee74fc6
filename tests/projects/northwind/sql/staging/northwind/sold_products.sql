/* kam
description = "Every Northwind product; categories are not landed, so it has no product line."
feeds = "products"
*/
with

products as (
    select * from staging.northwind_products
),

products_fed as (
    select
        'northwind' as source_system,
        product_key as source_key,
        product_name,
        unit_of_measure,
        list_price_amount,
        'USD' as currency,
        is_discontinued
    from products
)

select * from products_fed
