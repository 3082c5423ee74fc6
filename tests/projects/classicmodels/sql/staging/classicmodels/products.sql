/* kam
description = "Products, renamed and trimmed."
*/
with

products as (
    select * from raw.classicmodels_products
),

products_renamed as (
    select
        trim("productCode") as product_key,
        trim("productName") as product_name,
        trim("productLine") as product_line,
        "buyPrice" as unit_cost_amount,
        "MSRP" as list_price_amount
    from products
)

select * from products_renamed
