/* kam
description = "Activities and the minutes they take, renamed."
*/
with

activity_standards as (
    select * from raw.kingdee_activity_standards
),

activity_standards_cleaned as (
    select
        trim("activity") as activity,
        trim("pool") as pool,
        cast("minutes" as decimal(18, 4)) as minutes
    from activity_standards
)

select * from activity_standards_cleaned
