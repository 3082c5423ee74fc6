/* kam
description = "How often activities were done, by the cost workbook."
feeds = "activity_counts"
*/
with

activity_counts as (
    select * from staging.kingdee_activity_counts_cleaned
),

counts_fed as (
    select
        'kingdee' as source_system,
        account_key || '/' || activity || '/' || cast(period_start as varchar) as source_key,
        account_key,
        activity,
        period_start,
        times as count,
        _delivery_id,
        _file,
        _member,
        _row_number
    from activity_counts
)

select * from counts_fed
