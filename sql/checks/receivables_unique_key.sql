/* kam
description = "Receivable ids with more than one row: a receivable sent twice, or two whose keys share a hash."
severity = "block"
*/
with

receivable_items as (
    select * from conformed.receivable_items
),

keys_repeated as (
    select
        receivable_id,
        count(*) as row_count,
        min(source_key) as least_key,
        max(source_key) as greatest_key
    from receivable_items
    group by receivable_id
    having count(*) > 1
)

select * from keys_repeated
