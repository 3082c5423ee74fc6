/* kam
description = "Changes of an incident that bear one number and differ: the later one is believed."
severity = "warn"
*/
with

incident_events as (
    select * from staging.servicenow_incident_events_renamed
),

numbers_given_again as (
    select
        incident_key,
        change_number,
        count(*) as change_count
    from incident_events
    group by incident_key, change_number
    having count(*) > 1
)

select * from numbers_given_again
