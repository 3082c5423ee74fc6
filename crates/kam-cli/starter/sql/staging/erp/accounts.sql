/* kam
description = "Every customer of the ERP is an account."
feeds = "accounts"
*/
with

customers as (
    select * from staging.erp_customers
),

accounts_fed as (
    select
        'erp' as source_system,
        account_key as source_key,
        customer_name as account_name,
        city,
        country
    from customers
)

select * from accounts_fed
