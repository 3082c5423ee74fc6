/* kam
description = "Customers that are not deleted."
feeds = "accounts"
*/
with

customers as (
    select * from staging.netsuite_customers_renamed
),

accounts_fed as (
    select
        'netsuite' as source_system,
        account_key as source_key,
        account_name,
        phone
    from customers
    where not is_deleted
)

select * from accounts_fed
