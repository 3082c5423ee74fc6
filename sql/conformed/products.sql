/* kam
description = "One row per product of one system: products of several systems are not matched to each other."
grain = ["product_id"]

[columns]
product_id        = { about = "key64 of the system and its key.", audience = "public" }
source_system     = { about = "The system that sent it.", audience = "internal" }
source_key        = { about = "The system's own key.", audience = "internal" }
product_name      = { about = "The name to print.", audience = "public" }
product_line      = { about = "The line of business it belongs to.", audience = "public" }
unit_of_measure   = { about = "What one unit of sale is.", audience = "public" }
is_discontinued   = { about = "Whether it is no longer sold.", audience = "public" }
currency          = { about = "Currency of the amounts.", audience = "customer" }
list_price_amount = { unit = "currency", about = "List price of one unit today.", audience = "customer" }
unit_cost_amount  = { unit = "currency", about = "What one unit costs us today.", audience = "internal" }
*/
with

products as (
    select * from entity.products
),

products_keyed as (
    select
        key64(source_system, source_key) as product_id,
        source_system,
        source_key,
        product_name,
        product_line,
        unit_of_measure,
        is_discontinued,
        currency,
        list_price_amount,
        unit_cost_amount
    from products
)

select * from products_keyed
