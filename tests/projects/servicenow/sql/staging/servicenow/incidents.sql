/* kam
description = """
Every incident as its last change left it: the one of the highest number, of those with one number the latest, and of those at one minute
the last in the file."""
*/
with

incident_events as (
    select * from raw.servicenow_incident_events
),

changes_counted as (
    select
        number as incident_key,
        row_number() over (
            partition by number
            order by sys_mod_count desc, sys_updated_at desc, _row_number desc
        ) as changes_since,
        incident_state as state,
        reopen_count,
        opened_at,
        resolved_at,
        closed_at,
        location,
        category,
        subcategory,
        cast(substr(priority, 1, 1) as bigint) as severity,
        closed_code
    from incident_events
),

incidents as (
    select * from changes_counted
    where changes_since = 1
)

select * from incidents
