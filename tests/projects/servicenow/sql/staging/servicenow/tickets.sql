/* kam
description = """
Every incident is a ticket in its current state. A state no form of the desk shows, -100, counts as being solved, as those do that wait for
somebody."""
feeds = "tickets"
*/
with

incidents as (
    select * from staging.servicenow_incidents
),

tickets_fed as (
    select
        'servicenow' as source_system,
        incident_key as source_key,
        location as account_key,
        category || ', ' || subcategory as subject,
        'incident' as kind,
        severity,
        case state
            when 'New' then 'open'
            when 'Resolved' then 'resolved'
            when 'Closed' then 'closed'
            else 'solving'
        end as status,
        opened_at,
        case when state in ('Resolved', 'Closed') then resolved_at end as resolved_at,
        case when state = 'Closed' then closed_at end as closed_at,
        reopen_count > 0 as is_reopened,
        closed_code as root_cause
    from incidents
)

select * from tickets_fed
