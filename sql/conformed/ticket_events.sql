/* kam
description = """
One row per thing that befell a ticket, in the quarter it befell: opened, answered, due, solved. Each event counts in one quarter only and
tells nothing later than its own day: a ticket due in a quarter is on time if it was solved before it was due, whatever came after."""
grain = ["ticket_id", "event"]

[columns]
ticket_id   = { about = "The ticket.", audience = "internal" }
customer_id = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
event       = { about = "opened, answered, due or solved.", audience = "internal" }
event_date  = { about = "Its local day.", audience = "internal" }
quarter     = { about = "The fiscal quarter of that day.", audience = "internal" }
number      = { about = "Its number.", audience = "internal" }
severity    = { about = "1 the gravest to 4 the lightest; NULL if not graded.", audience = "internal" }
minutes     = { unit = "minutes", about = "Business minutes from opening: of an answer or a solution.", audience = "internal" }
is_met      = { about = "Due: solved in time. Solved: never opened again.", audience = "internal" }
is_breached = { about = "Due: the solution or the first answer came late or not at all.", audience = "internal" }
*/
with

tickets as (
    select * from conformed.tickets
),

calendar as (
    select * from run.calendar
),

events_dated as (
    select
        ticket_id,
        customer_id,
        'opened' as event,
        opened_date as event_date,
        severity,
        cast(null as bigint) as minutes,
        cast(null as boolean) as is_met,
        cast(null as boolean) as is_breached
    from tickets
    union all
    select
        ticket_id,
        customer_id,
        'answered' as event,
        answered_date as event_date,
        severity,
        response_minutes as minutes,
        cast(null as boolean) as is_met,
        cast(null as boolean) as is_breached
    from tickets
    where answered_date is not null
    union all
    select
        ticket_id,
        customer_id,
        'due' as event,
        due_date as event_date,
        severity,
        cast(null as bigint) as minutes,
        coalesce(resolved_at <= due_resolve_at, false) as is_met,
        not coalesce(resolved_at <= due_resolve_at, false)
        or (
            due_response_at <= due_resolve_at
            and not coalesce(coalesce(first_response_at, resolved_at) <= due_response_at, false)
        ) as is_breached
    from tickets
    where due_date is not null
    union all
    select
        ticket_id,
        customer_id,
        'solved' as event,
        resolved_date as event_date,
        severity,
        resolution_minutes as minutes,
        not is_reopened as is_met,
        cast(null as boolean) as is_breached
    from tickets
    where resolved_date is not null
),

days_seen as (
    select opened_date as event_date
    from tickets
    union
    select answered_date as event_date
    from tickets
    union
    select due_date as event_date
    from tickets
    union
    select resolved_date as event_date
    from tickets
),

days_in_quarters as (
    select
        days_seen.event_date,
        calendar.quarter,
        calendar.number
    from days_seen
    inner join calendar
        on days_seen.event_date >= calendar.quarter_start
        and days_seen.event_date < calendar.quarter_end
),

events_in_quarters as (
    select
        events_dated.ticket_id,
        events_dated.customer_id,
        events_dated.event,
        events_dated.event_date,
        days_in_quarters.quarter,
        days_in_quarters.number,
        events_dated.severity,
        events_dated.minutes,
        events_dated.is_met,
        coalesce(events_dated.is_breached, false) as is_breached
    from events_dated
    inner join days_in_quarters on events_dated.event_date = days_in_quarters.event_date
)

select * from events_in_quarters
