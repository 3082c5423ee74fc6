/* kam
description = """
The accounts of given.ledger_accounts, per customer where the row names one. Revenue moves by its credits: at the month's end its debits
only carry it to profit, and credit notes are negative credits. The others move by their debits."""
feeds = "ledger_balances"
*/
with

ledger_balances as (
    select * from staging.kingdee_ledger_balances_cleaned
),

ledger_accounts as (
    select * from given.ledger_accounts
    where source_system = 'kingdee'
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'kingdee'
),

balances_coded as (
    select
        ledger_balances.*,
        coalesce(ledger_balances.currency_code, '(none)') as code
    from ledger_balances
),

balances_fed as (
    select
        'kingdee' as source_system,
        balances_coded.account_code || '/' || coalesce(balances_coded.account_key, '') || '/'
        || cast(balances_coded.period_start as varchar) as source_key,
        ledger_accounts.ledger_account,
        balances_coded.account_code,
        balances_coded.account_key,
        balances_coded.period_start,
        case
            when ledger_accounts.ledger_account = 'revenue' then balances_coded.credit_amount
            else balances_coded.debit_amount
        end as movement_amount,
        balances_coded.closing_amount,
        coalesce(currency_codes.currency, balances_coded.currency_code) as currency,
        balances_coded._delivery_id,
        balances_coded._file,
        balances_coded._member,
        balances_coded._row_number
    from balances_coded
    inner join ledger_accounts on balances_coded.account_code = ledger_accounts.account_code
    left join currency_codes on balances_coded.code = currency_codes.code
)

select * from balances_fed
