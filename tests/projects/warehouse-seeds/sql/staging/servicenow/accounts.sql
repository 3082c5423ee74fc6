/* kam
description = "Every company is an account."
feeds = "accounts"
*/
with

companies as (
    select * from staging.servicenow_companies_renamed
),

accounts_fed as (
    select
        'servicenow' as source_system,
        account_key as source_key,
        account_name,
        country
    from companies
)

select * from accounts_fed
