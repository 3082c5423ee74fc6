/* kam
description = "Every product an item names; the system delivers no names of products."
feeds = "products"
*/
with

order_items as (
    select * from staging.sap_order_items_renamed
),

products_fed as (
    select
        'sap' as source_system,
        product_key as source_key,
        product_key as product_name,
        max(unit_of_measure) as unit_of_measure
    from order_items
    group by product_key
)

select * from products_fed
