/* kam
description = """
Contracts that are not deleted, no drafts and not still being approved. The end is the day after the last one, by the end date or, where the export has none, the
start and the term. Both have signed on the later of two signatures, or on the one that is known. Where no contract names the one that
follows it, that is the account's next, if it begins within 90 days of the end."""
feeds = "contracts"
*/
with

contracts as (
    select
        *,
        cast(cast(term_months as varchar) || ' months' as interval) as term
    from staging.salesforce_contracts_cleaned
),

accounts as (
    select * from staging.salesforce_accounts_cleaned
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'salesforce'
),

business_hours as (
    select * from given.business_hours
),

contracts_dated as (
    select
        contracts.*,
        coalesce(accounts.master_account_key, contracts.account_key) as owner_account_key,
        coalesce(contracts.currency_code, '(none)') as code,
        case
            when contracts.last_date is not null
                then cast(cast(contracts.last_date as timestamp) + interval '1 day' as date)
            else cast(cast(contracts.start_date as timestamp) + contracts.term as date)
        end as end_date
    from contracts
    left join accounts on contracts.account_key = accounts.account_key
    where
        not contracts.is_deleted
        and contracts.start_date is not null
        and contracts.status not in ('Draft', 'In Approval Process', 'InApproval')
),

contracts_followed as (
    select
        *,
        count(renewed_by_key) over () as renewals_named,
        lead(contract_key) over (
            partition by owner_account_key order by start_date, contract_key
        ) as next_key,
        days_between(
            end_date,
            lead(start_date) over (
                partition by owner_account_key order by start_date, contract_key
            )
        ) as days_until_next
    from contracts_dated
),

contracts_fed as (
    select
        'salesforce' as source_system,
        contracts_followed.contract_key as source_key,
        contracts_followed.owner_account_key as account_key,
        contracts_followed.contract_name,
        local_date(contracts_followed.created_at, business_hours.zone) as requested_date,
        greatest(
            coalesce(
                contracts_followed.company_signed_date, contracts_followed.customer_signed_date
            ),
            coalesce(
                contracts_followed.customer_signed_date, contracts_followed.company_signed_date
            )
        ) as signed_date,
        contracts_followed.start_date,
        contracts_followed.end_date,
        contracts_followed.notice_days,
        contracts_followed.annual_amount,
        coalesce(currency_codes.currency, contracts_followed.currency_code) as currency,
        contracts_followed.is_auto_renewed,
        case
            when contracts_followed.renewals_named > 0 then contracts_followed.renewed_by_key
            when contracts_followed.days_until_next between -90 and 90
                then contracts_followed.next_key
        end as renewed_by_key,
        contracts_followed.terminated_date
    from contracts_followed
    cross join business_hours
    left join currency_codes on contracts_followed.code = currency_codes.code
)

select * from contracts_fed
