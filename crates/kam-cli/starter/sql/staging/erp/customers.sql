/* kam
description = "Customers, renamed and trimmed."
*/
with

customers as (
    select * from raw.erp_customers
),

customers_renamed as (
    select
        trim(customer) as account_key,
        trim(name) as customer_name,
        trim(city) as city,
        trim(country) as country
    from customers
)

select * from customers_renamed
