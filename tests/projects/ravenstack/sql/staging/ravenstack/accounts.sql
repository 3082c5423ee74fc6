/* kam
description = "Every customer is an account."
feeds = "accounts"
*/
with

accounts as (
    select * from staging.ravenstack_accounts_renamed
),

accounts_fed as (
    select
        'ravenstack' as source_system,
        account_key as source_key,
        account_name,
        country,
        industry,
        signup_date as relation_start_date
    from accounts
)

select * from accounts_fed
