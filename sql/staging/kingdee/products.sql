/* kam
description = "Every material; one that is disabled (已禁用) is no longer sold."
feeds = "products"
*/
with

materials as (
    select * from staging.kingdee_materials_cleaned
),

products_fed as (
    select
        'kingdee' as source_system,
        product_key as source_key,
        product_name,
        product_line,
        unit_of_measure,
        coalesce(forbid_status = 'B', false) as is_discontinued
    from materials
)

select * from products_fed
