/* kam
description = """
Every ticket belongs to the organization it names. The template tells what it is; it complains if its template or one of its tags says so
(given.ticket_kinds). Where the ticket does not say when it is due, its severity's minutes do (given.service_levels)."""
feeds = "tickets"
*/
with

tickets as (
    select * from staging.udesk_tickets_cleaned
),

ticket_kinds as (
    select * from given.ticket_kinds
    where source_system = 'udesk'
),

ticket_priorities as (
    select * from given.ticket_priorities
    where source_system = 'udesk'
),

service_levels as (
    select
        severity,
        cast(cast(response_minutes as varchar) || ' minutes' as interval) as respond_within,
        cast(cast(resolve_minutes as varchar) || ' minutes' as interval) as resolve_within
    from given.service_levels
),

tags as (
    select distinct tags from tickets
    where tags is not null
),

complaining_tags as (
    select distinct tags.tags
    from tags
    inner join ticket_kinds on strpos(',' || tags.tags || ',', ',' || ticket_kinds.code || ',') > 0
    where ticket_kinds.told_by = 'tag' and ticket_kinds.kind = 'complaint'
),

tickets_fed as (
    select
        'udesk' as source_system,
        tickets.ticket_key as source_key,
        tickets.account_key,
        tickets.contact_key,
        tickets.subject,
        coalesce(ticket_kinds.kind, 'other') as kind,
        ticket_priorities.severity,
        case tickets.status_id
            when 1 then 'open'
            when 2 then 'resolved'
            when 3 then 'closed'
            when 4 then 'solving'
        end as status,
        coalesce(ticket_kinds.kind = 'complaint', false) or complaining_tags.tags is not null
            as is_complaint,
        tickets.opened_at,
        tickets.first_response_at,
        coalesce(tickets.due_response_at, tickets.opened_at + service_levels.respond_within)
            as due_response_at,
        tickets.resolved_at,
        coalesce(tickets.due_resolve_at, tickets.opened_at + service_levels.resolve_within)
            as due_resolve_at,
        tickets.closed_at,
        case when tickets.reopened_at is not null then true end as is_reopened,
        tickets.root_cause
    from tickets
    left join ticket_kinds
        on tickets.template_name = ticket_kinds.code
        and ticket_kinds.told_by = 'template'
    left join ticket_priorities on tickets.priority_code = ticket_priorities.code
    left join service_levels on ticket_priorities.severity = service_levels.severity
    left join complaining_tags on tickets.tags = complaining_tags.tags
)

select * from tickets_fed
