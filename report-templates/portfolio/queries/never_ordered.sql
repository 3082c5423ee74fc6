/* kam
description = """
Customers on file who have never ordered, and what is not known of them: the first 100.
Those of whom the same is unknown stand together."""
*/
with

quarters as (
    select * from run.quarters
),

asset_map as (
    select * from marts.customer_asset_map
),

customers_without_orders as (
    select
        asset_map.customer_id,
        asset_map.customer_name,
        asset_map.country,
        asset_map.city,
        coalesce(asset_map.unknown_attributes, '') as unknown_attributes,
        count(*) over () as listed_count
    from asset_map
    inner join quarters
        on quarters.quarter = asset_map.quarter
    where asset_map.is_customer_without_orders
)

select * from customers_without_orders
order by unknown_attributes, customer_name, customer_id
limit 100
