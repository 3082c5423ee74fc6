/* kam
description = "Account keys on tickets that no account has: they stand under UNRESOLVED."
severity = "warn"
*/
with

tickets as (
    select * from conformed.tickets
),

keys_unresolved as (
    select
        source_system,
        account_key,
        count(*) as row_count
    from tickets
    where customer_id = 0
    group by source_system, account_key
)

select * from keys_unresolved
