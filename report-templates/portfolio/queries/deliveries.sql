/* kam
description = """
What was delivered, per extract: how fresh it is and what became of its rows. An extract whose newest delivery is of before the quarter's
last day misses the days between."""
*/
with

quarters as (
    select * from run.quarters
),

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
),

extracts_dated as (
    select
        extracts_summed.*,
        greatest(
            cast(0 as bigint), days_between(extracts_summed.known_from_date, quarters.as_of)
        ) as stale_days,
        sum(extracts_summed.read_count) over () as all_read_count,
        sum(extracts_summed.landed_count) over () as all_landed_count,
        sum(extracts_summed.rejected_count) over () as all_rejected_count,
        sum(extracts_summed.unchanged_count) over () as all_unchanged_count
    from extracts_summed
    cross join quarters
)

select * from extracts_dated
order by extract_name
