/* kam
description = "Incidents, renamed."
*/
with

incidents as (
    select * from raw.servicenow_incidents
),

incidents_renamed as (
    select
        sys_id as ticket_key,
        category as subject,
        incident_state,
        severity,
        sys_created_on as opened_at,
        sys_updated_on as changed_at
    from incidents
)

select * from incidents_renamed
