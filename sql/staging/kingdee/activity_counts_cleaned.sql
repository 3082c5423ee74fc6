/* kam
description = "How often an activity was done for a customer, renamed; the month as its first day."
*/
with

activity_counts as (
    select * from raw.kingdee_activity_counts
),

activity_counts_cleaned as (
    select
        trim("customer_number") as account_key,
        trim("activity") as activity,
        make_date("year", "period", 1) as period_start,
        cast("count" as decimal(18, 4)) as times,
        _delivery_id,
        _file,
        _member,
        _row_number
    from activity_counts
)

select * from activity_counts_cleaned
