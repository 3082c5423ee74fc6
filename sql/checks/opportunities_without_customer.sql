/* kam
description = "Account keys on opportunities that no account has: they stand under UNRESOLVED."
severity = "warn"
*/
with

opportunities as (
    select * from conformed.opportunities
),

keys_unresolved as (
    select
        source_system,
        account_key,
        count(*) as row_count
    from opportunities
    where customer_id = 0
    group by source_system, account_key
)

select * from keys_unresolved
