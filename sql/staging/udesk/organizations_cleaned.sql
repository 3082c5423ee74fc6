/* kam
description = "Organizations, renamed and trimmed; of several domains, listed or in brackets, the first."
*/
with

organizations as (
    select * from raw.udesk_organizations
),

organizations_cleaned as (
    select
        "id" as account_key,
        trim("name") as account_name,
        trim(split_part(translate("domains", '[]"', ''), ',', 1)) as website
    from organizations
)

select * from organizations_cleaned
