/* kam
description = "Every company of the CRM is an account; sectors as they are meant, revenue in dollars."
feeds = "accounts"
*/
with

accounts as (
    select * from staging.maven_accounts
),

spellings as (
    select * from given.spellings
),

accounts_fed as (
    select
        'maven' as source_system,
        accounts.account_key as source_key,
        accounts.account_key as account_name,
        accounts.parent_key,
        accounts.country,
        coalesce(spellings.meant, accounts.sector) as industry,
        accounts.employee_count,
        cast(1000000 * accounts.revenue_millions as decimal(18, 4)) as annual_revenue_amount,
        'USD' as currency
    from accounts
    left join spellings on accounts.sector = spellings.written and spellings.kind = 'sector'
)

select * from accounts_fed
