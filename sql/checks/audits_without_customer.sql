/* kam
description = "Account keys on audits that no account has: they stand under UNRESOLVED."
severity = "warn"
*/
with

audits as (
    select * from conformed.audits
),

keys_unresolved as (
    select
        source_system,
        account_key,
        count(*) as row_count
    from audits
    where customer_id = 0
    group by source_system, account_key
)

select * from keys_unresolved
