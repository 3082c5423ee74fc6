/* kam
description = "Activities done for customers of which no standard says the pool and the minutes: they cost nobody anything."
severity = "warn"
*/
with

activity_counts as (
    select * from entity.activity_counts
),

activity_standards as (
    select * from entity.activity_standards
),

activities_unknown as (
    select
        activity_counts.source_system,
        activity_counts.activity,
        sum(activity_counts.count) as times_done
    from activity_counts
    left join activity_standards
        on activity_counts.source_system = activity_standards.source_system
        and activity_counts.activity = activity_standards.activity
    where activity_standards.activity is null
    group by activity_counts.source_system, activity_counts.activity
)

select * from activities_unknown
