/* kam
description = "Organizations, renamed and trimmed."
*/
with

organizations as (
    select * from raw.udesk_organizations
),

organizations_cleaned as (
    select
        "id" as account_key,
        trim("name") as account_name,
        trim("domains") as website
    from organizations
)

select * from organizations_cleaned
