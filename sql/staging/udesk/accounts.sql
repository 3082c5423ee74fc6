/* kam
description = "Every organization is an account. Customers (客户) of Udesk are people: they are no accounts."
feeds = "accounts"
*/
with

organizations as (
    select * from staging.udesk_organizations_cleaned
),

accounts_fed as (
    select
        'udesk' as source_system,
        account_key as source_key,
        account_name,
        website
    from organizations
)

select * from accounts_fed
