/* kam
description = "Every product with its series and list price."
feeds = "products"
*/
with

products as (
    select * from staging.maven_products
),

products_fed as (
    select
        'maven' as source_system,
        product_key as source_key,
        product_key as product_name,
        product_line,
        list_price_amount,
        'USD' as currency
    from products
)

select * from products_fed
