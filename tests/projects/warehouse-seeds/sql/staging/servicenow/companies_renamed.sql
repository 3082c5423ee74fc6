/* kam
description = "Companies, renamed."
*/
with

companies as (
    select * from raw.servicenow_companies
),

companies_renamed as (
    select
        sys_id as account_key,
        trim(name) as account_name,
        country
    from companies
)

select * from companies_renamed
