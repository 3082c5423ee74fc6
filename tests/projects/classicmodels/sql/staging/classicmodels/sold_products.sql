/* kam
description = "Every product; the list price is the maker's suggested one."
feeds = "products"
*/
with

products as (
    select * from staging.classicmodels_products
),

products_fed as (
    select
        'classicmodels' as source_system,
        product_key as source_key,
        product_name,
        product_line,
        list_price_amount,
        unit_cost_amount,
        'USD' as currency
    from products
)

select * from products_fed
