/* kam
description = "One row per customer, UNRESOLVED (customer 0) too: who it is, as the systems know it today."
grain = ["customer_id"]

[columns]
customer_id    = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
customer_name  = { about = "The name to print.", audience = "customer" }
uscc           = { about = "Unified social credit code.", audience = "internal" }
country        = { about = "Country.", audience = "customer" }
region         = { about = "Province or state.", audience = "customer" }
city           = { about = "City.", audience = "customer" }
industry       = { about = "Industry.", audience = "customer" }
source_systems = { about = "The systems that know it, in order.", audience = "internal" }
account_count  = { unit = "accounts", about = "Live accounts that stand for it.", audience = "internal" }
is_live        = { about = "Whether any system still has it.", audience = "internal" }
*/
with

customers as (
    select * from conformed.customers
),

customers_shown as (
    select
        customer_id,
        customer_name,
        uscc,
        country,
        region,
        city,
        industry,
        source_systems,
        account_count,
        is_live
    from customers
)

select * from customers_shown
