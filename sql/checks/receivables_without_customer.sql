/* kam
description = "Account keys on receivables that no account has: what they owe stands under UNRESOLVED."
severity = "warn"
*/
with

receivable_items as (
    select * from conformed.receivable_items
),

keys_unresolved as (
    select
        source_system,
        account_key,
        count(*) as receivable_count,
        sum(gross_amount) as gross_amount
    from receivable_items
    where customer_id = 0
    group by source_system, account_key
)

select * from keys_unresolved
