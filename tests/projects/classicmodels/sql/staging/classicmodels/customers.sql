/* kam
description = "Dealers, renamed and trimmed."
*/
with

customers as (
    select * from raw.classicmodels_customers
),

customers_renamed as (
    select
        trim("customerNumber") as account_key,
        trim("customerName") as customer_name,
        trim("addressLine1") as address,
        trim("city") as city,
        trim("state") as region,
        trim("postalCode") as postal_code,
        trim("country") as country,
        trim("phone") as phone,
        trim("salesRepEmployeeNumber") as owner_key,
        "creditLimit" as credit_limit_amount
    from customers
)

select * from customers_renamed
