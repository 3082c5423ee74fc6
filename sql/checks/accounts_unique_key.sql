/* kam
description = "Account keys their system sends twice: joining on them would double revenue."
severity = "block"
*/
with

accounts as (
    select * from entity.accounts
),

keys_repeated as (
    select
        source_system,
        source_key,
        count(*) as row_count
    from accounts
    group by source_system, source_key
    having count(*) > 1
)

select * from keys_repeated
