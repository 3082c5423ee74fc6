/* kam
description = "Companies, renamed and trimmed."
*/
with

accounts as (
    select * from raw.maven_accounts
),

accounts_renamed as (
    select
        trim(account) as account_key,
        trim(sector) as sector,
        trim(office_location) as country,
        trim(subsidiary_of) as parent_key,
        employees as employee_count,
        revenue as revenue_millions
    from accounts
)

select * from accounts_renamed
