/* kam
description = "What was delivered, per extract: how fresh it is and what became of its rows."
*/
with

deliveries as (
    select * from run.deliveries
),

extracts_summed as (
    select
        deliveries."extract" as extract_name,
        cast(max(deliveries.known_from) as date) as known_from_date,
        count(*) as file_count,
        sum(deliveries.rows_read) as read_count,
        sum(deliveries.rows_landed) as landed_count,
        sum(deliveries.rows_rejected) as rejected_count,
        sum(deliveries.rows_unchanged) as unchanged_count
    from deliveries
    group by deliveries."extract"
)

select * from extracts_summed
order by extract_name
