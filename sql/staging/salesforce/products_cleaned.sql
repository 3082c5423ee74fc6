/* kam
description = "Products, renamed and trimmed."
*/
with

products as (
    select * from raw.salesforce_products
),

products_cleaned as (
    select
        "Id" as product_key,
        coalesce("IsDeleted", false) as is_deleted,
        trim("Name") as product_name,
        trim("Family") as product_line,
        trim("QuantityUnitOfMeasure") as unit_of_measure,
        "IsActive" as is_active
    from products
)

select * from products_cleaned
