/* kam
description = "Organisations, renamed."
*/
with

organizations as (
    select * from raw.zendesk_organizations
),

organizations_renamed as (
    select
        id as account_key,
        trim(name) as account_name
    from organizations
)

select * from organizations_renamed
