/* kam
description = "Every organisation is an account."
feeds = "accounts"
*/
with

organizations as (
    select * from staging.zendesk_organizations_renamed
),

accounts_fed as (
    select
        'zendesk' as source_system,
        account_key as source_key,
        account_name
    from organizations
)

select * from accounts_fed
