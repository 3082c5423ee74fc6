/* kam
description = "Audit ids with more than one row: one sent twice, or two whose keys share a hash."
severity = "block"
*/
with

audits as (
    select * from conformed.audits
),

keys_repeated as (
    select
        audit_id,
        count(*) as row_count,
        min(source_key) as least_key,
        max(source_key) as greatest_key
    from audits
    group by audit_id
    having count(*) > 1
)

select * from keys_repeated
