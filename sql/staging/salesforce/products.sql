/* kam
description = "Products sales offers, as far as they are not deleted."
feeds = "products"
*/
with

products as (
    select * from staging.salesforce_products_cleaned
),

products_fed as (
    select
        'salesforce' as source_system,
        product_key as source_key,
        product_name,
        product_line,
        unit_of_measure,
        not is_active as is_discontinued
    from products
    where not is_deleted
)

select * from products_fed
