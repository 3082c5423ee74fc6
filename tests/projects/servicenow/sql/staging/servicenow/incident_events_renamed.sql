/* kam
description = "Changes of incidents, renamed."
*/
with

incident_events as (
    select * from raw.servicenow_incident_events
),

events_renamed as (
    select
        number as incident_key,
        incident_state as state,
        sys_mod_count as change_number,
        sys_updated_at as changed_at,
        reopen_count,
        opened_at,
        resolved_at,
        closed_at,
        location,
        category,
        subcategory,
        cast(substr(priority, 1, 1) as bigint) as severity,
        closed_code,
        _row_number
    from incident_events
)

select * from events_renamed
