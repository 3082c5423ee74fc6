/* kam
description = "The activities of the cost workbook."
feeds = "activity_standards"
*/
with

activity_standards as (
    select * from staging.kingdee_activity_standards_cleaned
),

standards_fed as (
    select
        'kingdee' as source_system,
        activity as source_key,
        activity,
        pool,
        minutes
    from activity_standards
)

select * from standards_fed
