/* kam
description = "Products, renamed and trimmed."
*/
with

products as (
    select * from raw.maven_products
),

products_renamed as (
    select
        trim(product) as product_key,
        trim(series) as product_line,
        sales_price as list_price_amount
    from products
)

select * from products_renamed
