/* kam
description = "Customers that are not marked to be deleted."
feeds = "accounts"
*/
with

customers as (
    select * from staging.sap_customers_renamed
),

accounts_fed as (
    select
        'sap' as source_system,
        account_key as source_key,
        account_name,
        country,
        region,
        city,
        address,
        postal_code,
        phone
    from customers
    where not is_to_be_deleted
)

select * from accounts_fed
