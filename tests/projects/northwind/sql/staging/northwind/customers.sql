/* kam
description = "Customers, renamed and trimmed."
*/
with

customers as (
    select * from raw.northwind_customers
),

customers_renamed as (
    select
        trim("CustomerID") as account_key,
        trim("CompanyName") as company_name,
        trim("Address") as address,
        trim("City") as city,
        trim("Region") as region,
        trim("PostalCode") as postal_code,
        trim("Country") as country,
        trim("Phone") as phone
    from customers
)

select * from customers_renamed
