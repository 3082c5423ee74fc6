/* kam
description = "Products, renamed and trimmed."
*/
with

products as (
    select * from raw.northwind_products
),

products_renamed as (
    select
        trim("ProductID") as product_key,
        trim("ProductName") as product_name,
        trim("QuantityPerUnit") as unit_of_measure,
        "UnitPrice" as list_price_amount,
        "Discontinued" as is_discontinued
    from products
)

select * from products_renamed
