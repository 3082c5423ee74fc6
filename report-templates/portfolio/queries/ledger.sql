/* kam
description = "What the deliveries add up to against the books: one row per system, account and month of the quarter."
*/
with

quarters as (
    select * from run.quarters
),

reconciliation as (
    select * from marts.reconciliation
),

months_compared as (
    select
        reconciliation.source_system,
        reconciliation.ledger_account,
        case reconciliation.ledger_account
            when 'revenue' then 1
            when 'cost' then 2
            when 'receivables' then 3
            else 4
        end as account_order,
        reconciliation.account_code,
        reconciliation.period,
        reconciliation.our_amount,
        reconciliation.ledger_amount,
        reconciliation.difference_amount,
        reconciliation.difference_null_reason,
        reconciliation.compared_count,
        reconciliation.differing_count
    from reconciliation
    inner join quarters on reconciliation.quarter = quarters.quarter
)

select * from months_compared
order by source_system, account_order, ledger_account, period
