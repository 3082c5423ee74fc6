/* kam
description = "Balances of the general ledger, renamed; the month as its first day."
*/
with

ledger_balances as (
    select * from raw.kingdee_ledger_balances
),

ledger_balances_cleaned as (
    select
        trim("account_code") as account_code,
        nullif(trim("customer_number"), '') as account_key,
        make_date("year", "period", 1) as period_start,
        trim("currency_name") as currency_code,
        cast("debit_amount" as decimal(18, 4)) as debit_amount,
        cast("credit_amount" as decimal(18, 4)) as credit_amount,
        cast("closing_amount" as decimal(18, 4)) as closing_amount,
        _delivery_id,
        _file,
        _member,
        _row_number
    from ledger_balances
)

select * from ledger_balances_cleaned
