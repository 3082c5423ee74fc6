/* kam
description = "Customers, renamed."
*/
with

accounts as (
    select * from raw.ravenstack_accounts
),

accounts_renamed as (
    select
        account_id as account_key,
        trim(account_name) as account_name,
        trim(industry) as industry,
        country,
        signup_date,
        churn_flag as is_gone
    from accounts
)

select * from accounts_renamed
