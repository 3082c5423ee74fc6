/* kam
description = "Every incident is a ticket; states 6, 7 and 8 are resolved, closed and cancelled."
feeds = "tickets"
*/
with

incidents as (
    select * from staging.servicenow_incidents_renamed
),

tickets_fed as (
    select
        'servicenow' as source_system,
        ticket_key as source_key,
        subject,
        'incident' as kind,
        severity,
        case incident_state
            when 1 then 'open'
            when 6 then 'resolved'
            when 7 then 'closed'
            when 8 then 'closed'
            else 'solving'
        end as status,
        opened_at,
        case when incident_state in (6, 7, 8) then changed_at end as resolved_at,
        case when incident_state in (7, 8) then changed_at end as closed_at
    from incidents
)

select * from tickets_fed
