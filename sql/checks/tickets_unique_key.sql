/* kam
description = "Ticket ids with more than one row: one sent twice, or two whose keys share a hash."
severity = "block"
*/
with

tickets as (
    select * from conformed.tickets
),

keys_repeated as (
    select
        ticket_id,
        count(*) as row_count,
        min(source_key) as least_key,
        max(source_key) as greatest_key
    from tickets
    group by ticket_id
    having count(*) > 1
)

select * from keys_repeated
