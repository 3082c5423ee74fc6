/* kam
description = "Account keys on invoice lines that no account has: their revenue stands under UNRESOLVED."
severity = "warn"
*/
with

invoice_lines as (
    select * from conformed.invoice_lines
),

keys_unresolved as (
    select
        source_system,
        account_key,
        count(*) as line_count,
        sum(net_amount) as net_amount
    from invoice_lines
    where customer_id = 0
    group by source_system, account_key
)

select * from keys_unresolved
