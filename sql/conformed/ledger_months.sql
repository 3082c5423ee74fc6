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

codes_summed as (
    select
        ledger_balances.source_system,
        ledger_balances.ledger_account,
        months.number as month_number,
        coalesce(ledger_balances.account_key, '') as account_key,
        coalesce(ledger_balances.account_code, '') as account_code,
        sum(case
            when ledger_balances.ledger_account = 'receivables' then ledger_balances.closing_amount
            else ledger_balances.movement_amount
        end) as ledger_amount
    from ledger_balances
    inner join months
        on ledger_balances.period_start >= months.month_start
        and ledger_balances.period_start < months.month_end
    group by
        ledger_balances.source_system,
        ledger_balances.ledger_account,
        months.number,
        coalesce(ledger_balances.account_key, ''),
        coalesce(ledger_balances.account_code, '')
),

months_summed as (
    select
        source_system,
        ledger_account,
        month_number,
        account_key,
        string_agg(account_code, ', ' order by account_code) as account_code,
        cast(coalesce(sum(ledger_amount), 0) as decimal(18, 4)) as ledger_amount
    from codes_summed
    group by source_system, ledger_account, month_number, account_key
)

select * from months_summed
