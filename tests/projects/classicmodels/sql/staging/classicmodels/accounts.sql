/* kam
description = "Every dealer is an account, and resells what it buys."
feeds = "accounts"
*/
with

customers as (
    select * from staging.classicmodels_customers
),

accounts_fed as (
    select
        'classicmodels' as source_system,
        account_key as source_key,
        customer_name as account_name,
        country,
        region,
        city,
        address,
        postal_code,
        phone,
        credit_limit_amount,
        'USD' as currency,
        true as is_distributor,
        owner_key
    from customers
)

select * from accounts_fed
