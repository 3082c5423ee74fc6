/* kam
description = "Every Northwind customer is an account."
feeds = "accounts"
*/
with

customers as (
    select * from staging.northwind_customers
),

accounts_fed as (
    select
        'northwind' as source_system,
        account_key as source_key,
        company_name as account_name,
        country,
        region,
        city,
        address,
        postal_code,
        phone
    from customers
)

select * from accounts_fed
