/* kam
description = """
One row per quarter and ticket it concerns: opened, due or solved in it, or open at its end. What came after the quarter is not known yet.
Late and breached are as in `marts.service`: late is solved after it was due, or open past it; breached is that, or answered late."""
grain = ["quarter", "ticket_id"]

[columns]
quarter       = { about = "The quarter.", audience = "customer" }
ticket_id     = { about = "The ticket.", audience = "customer" }
customer_id   = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
source_system = { about = "The system that sent it.", audience = "internal" }
source_key    = { about = "Its key there.", audience = "customer" }
subject       = { about = "What it is about.", audience = "customer" }
kind          = { about = "question, incident, complaint, request or other.", audience = "customer" }
severity      = { about = "1 the gravest to 4 the lightest; NULL if not graded.", audience = "customer" }
is_complaint  = { about = "Whether it complains.", audience = "customer" }
opened_date   = { about = "Local day it was opened.", audience = "customer" }
due_date      = { about = "Local day it should have been solved by.", audience = "customer" }
resolved_date = { about = "Local day it was solved; NULL if later than the quarter.", audience = "customer" }
is_open       = { about = "Whether it was open at the quarter's end.", audience = "customer" }
is_late       = { about = "Whether it was solved late, or is open past its day; NULL if it is not due yet.", audience = "customer" }
is_breached   = { about = "Whether it was late, or first answered late; NULL if it is not due yet.", audience = "internal" }
age_days      = { unit = "days", about = "From opening to solution, or to the quarter's last day.", audience = "customer" }
*/
with

quarters as (
    select * from run.quarters
),

tickets as (
    select * from conformed.tickets
),

ticket_events as (
    select * from conformed.ticket_events
),

promises_judged as (
    select
        ticket_id,
        is_met,
        is_breached
    from ticket_events
    where event = 'due'
),

tickets_quartered as (
    select
        quarters.quarter,
        quarters.quarter_start,
        quarters.quarter_end,
        quarters.as_of,
        tickets.*,
        coalesce(tickets.resolved_date >= quarters.quarter_end, true) as is_open
    from tickets
    inner join quarters
        on tickets.opened_date < quarters.quarter_end
        and (
            tickets.opened_date >= quarters.quarter_start
            or coalesce(tickets.resolved_date >= quarters.quarter_start, true)
            or (
                tickets.due_date >= quarters.quarter_start
                and tickets.due_date < quarters.quarter_end
            )
        )
),

tickets_judged as (
    select
        tickets_quartered.quarter,
        tickets_quartered.ticket_id,
        tickets_quartered.customer_id,
        tickets_quartered.source_system,
        tickets_quartered.source_key,
        tickets_quartered.subject,
        tickets_quartered.kind,
        tickets_quartered.severity,
        tickets_quartered.is_complaint,
        tickets_quartered.opened_date,
        tickets_quartered.due_date,
        case when not tickets_quartered.is_open then tickets_quartered.resolved_date end
            as resolved_date,
        tickets_quartered.is_open,
        case
            when tickets_quartered.due_date < tickets_quartered.quarter_end
                then not promises_judged.is_met
        end as is_late,
        case
            when tickets_quartered.due_date < tickets_quartered.quarter_end
                then promises_judged.is_breached
        end as is_breached,
        days_between(
            tickets_quartered.opened_date,
            case
                when tickets_quartered.is_open then tickets_quartered.as_of
                else tickets_quartered.resolved_date
            end
        ) as age_days
    from tickets_quartered
    left join promises_judged on tickets_quartered.ticket_id = promises_judged.ticket_id
)

select * from tickets_judged
