/* kam
description = """
Where the deliveries and the ledger differ by a fen or more: by month, ledger account and, where the ledger keeps customers apart, account.
A row without account is the whole ledger account. A line missing from a delivery, sent twice or billed to another customer stands here."""
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

months as (
    select * from run.months
),

customer_keys as (
    select * from conformed.customer_keys
),

customers as (
    select * from conformed.customers
),

ledger_differences as (
    select * from conformed.ledger_differences
),

reconciliation as (
    select * from marts.reconciliation
),

differences_found as (
    select
        ledger_differences.ledger_account,
        ledger_differences.account_code,
        months.month as period,
        ledger_differences.source_system,
        ledger_differences.account_key,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        customers.customer_name,
        ledger_differences.our_amount,
        ledger_differences.ledger_amount,
        ledger_differences.difference_amount
    from ledger_differences
    inner join months on ledger_differences.month_number = months.number
    inner join quarters on ledger_differences.quarter = quarters.quarter
    left join customer_keys
        on ledger_differences.source_system = customer_keys.source_system
        and ledger_differences.account_key = customer_keys.source_key
    left join customers on customer_keys.customer_id = customers.customer_id
    union all
    select
        reconciliation.ledger_account,
        reconciliation.account_code,
        reconciliation.period,
        reconciliation.source_system,
        cast(null as varchar) as account_key,
        cast(null as bigint) as customer_id,
        cast(null as varchar) as customer_name,
        reconciliation.our_amount,
        reconciliation.ledger_amount,
        reconciliation.difference_amount
    from reconciliation
    inner join quarters on reconciliation.quarter = quarters.quarter
    where reconciliation.difference_amount <> 0
)

select * from differences_found
