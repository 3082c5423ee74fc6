/* kam
description = """
Accounts that are neither deleted nor merged into another. The one that won a merge stands for both: what still names the loser is given to it
(one merge deep), as Salesforce itself moves a loser's records."""
feeds = "accounts"
*/
with

accounts as (
    select * from staging.salesforce_accounts_cleaned
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'salesforce'
),

accounts_standing as (
    select
        accounts.*,
        coalesce(accounts.currency_code, '(none)') as code
    from accounts
    where not accounts.is_deleted and accounts.master_account_key is null
),

accounts_fed as (
    select
        'salesforce' as source_system,
        accounts_standing.account_key as source_key,
        accounts_standing.account_name,
        accounts_standing.uscc,
        coalesce(parents.master_account_key, accounts_standing.parent_key) as parent_key,
        accounts_standing.country,
        accounts_standing.region,
        accounts_standing.city,
        accounts_standing.address,
        accounts_standing.postal_code,
        accounts_standing.phone,
        accounts_standing.website,
        accounts_standing.industry,
        accounts_standing.employee_count,
        accounts_standing.annual_revenue_amount,
        coalesce(currency_codes.currency, accounts_standing.currency_code) as currency,
        accounts_standing.ownership = 'Public' as is_listed,
        accounts_standing.account_type in (
            'Channel Partner / Reseller', 'Reseller', 'Distributor', '经销商'
        ) as is_distributor,
        accounts_standing.owner_key
    from accounts_standing
    left join currency_codes on accounts_standing.code = currency_codes.code
    left join accounts as parents on accounts_standing.parent_key = parents.account_key
)

select * from accounts_fed
