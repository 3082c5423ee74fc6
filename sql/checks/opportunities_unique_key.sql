/* kam
description = "Opportunity ids with more than one row: one sent twice, or two whose keys share a hash."
severity = "block"
*/
with

opportunities as (
    select * from conformed.opportunities
),

keys_repeated as (
    select
        opportunity_id,
        count(*) as row_count,
        min(source_key) as least_key,
        max(source_key) as greatest_key
    from opportunities
    group by opportunity_id
    having count(*) > 1
)

select * from keys_repeated
