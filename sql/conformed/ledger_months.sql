/* kam
description = """
One row per ledger account, month and, where the ledger keeps customers apart, account: what the books say, all account codes together.
Receivables by what stands at the month's end, revenue, cost and write-offs by what the month added."""
grain = ["source_system", "ledger_account", "month_number", "account_key"]

[columns]
source_system  = { about = "The system that sent it.", audience = "internal" }
ledger_account = { about = "revenue, cost, receivables or write_offs.", audience = "internal" }
month_number   = { about = "The month's number.", audience = "internal" }
account_key    = { about = "The customer's account there; empty for the whole ledger account.", audience = "internal" }
account_code   = { about = "The codes in the books, in order.", audience = "internal" }
ledger_amount  = { unit = "currency", about = "What they say.", audience = "internal" }
*/
with

ledger_balances as (
    select * from entity.ledger_balances
),

months as (
    select * from run.months
),

days_placed as (
    select
        days_entered.period_start,
        months.number as month_number
    from (select distinct period_start from ledger_balances) as days_entered
    inner join months
        on days_entered.period_start >= months.month_start
        and days_entered.period_start < months.month_end
),

balances_placed as (
    select
        ledger_balances.source_system,
        ledger_balances.ledger_account,
        days_placed.month_number,
        coalesce(ledger_balances.account_key, '') as account_key,
        coalesce(ledger_balances.account_code, '') as account_code,
        case
            when ledger_balances.ledger_account = 'receivables' then ledger_balances.closing_amount
            else ledger_balances.movement_amount
        end as ledger_amount
    from ledger_balances
    inner join days_placed on ledger_balances.period_start = days_placed.period_start
),

months_summed as (
    select
        source_system,
        ledger_account,
        month_number,
        account_key,
        min(account_code) as first_code,
        max(account_code) as last_code,
        cast(coalesce(sum(ledger_amount), 0) as decimal(18, 4)) as ledger_amount
    from balances_placed
    group by source_system, ledger_account, month_number, account_key
),

-- Few have several codes; listing those of every row would take longer than all else here.
months_with_codes as (
    select
        source_system,
        ledger_account,
        month_number,
        account_key
    from months_summed
    where first_code <> last_code
),

codes_found as (
    select distinct
        balances_placed.source_system,
        balances_placed.ledger_account,
        balances_placed.month_number,
        balances_placed.account_key,
        balances_placed.account_code
    from months_with_codes
    inner join balances_placed
        on months_with_codes.source_system = balances_placed.source_system
        and months_with_codes.ledger_account = balances_placed.ledger_account
        and months_with_codes.month_number = balances_placed.month_number
        and months_with_codes.account_key = balances_placed.account_key
),

codes_listed as (
    select
        source_system,
        ledger_account,
        month_number,
        account_key,
        string_agg(account_code, ', ' order by account_code) as account_code
    from codes_found
    group by source_system, ledger_account, month_number, account_key
),

months_listed as (
    select
        months_summed.source_system,
        months_summed.ledger_account,
        months_summed.month_number,
        months_summed.account_key,
        coalesce(codes_listed.account_code, months_summed.first_code) as account_code,
        months_summed.ledger_amount
    from months_summed
    left join codes_listed
        on months_summed.source_system = codes_listed.source_system
        and months_summed.ledger_account = codes_listed.ledger_account
        and months_summed.month_number = codes_listed.month_number
        and months_summed.account_key = codes_listed.account_key
)

select * from months_listed
