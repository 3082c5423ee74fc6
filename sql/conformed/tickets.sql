/* kam
description = """
One row per service ticket, with the customer it is for; one that names no known account goes to customer 0, UNRESOLVED. Days are local
to the service desk. A ticket closed without a time of solution counts as solved when it was closed."""
grain = ["ticket_id"]

[columns]
ticket_id          = { about = "key64 of the system and the ticket's key.", audience = "customer" }
customer_id        = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
source_system      = { about = "The system that sent it.", audience = "internal" }
source_key         = { about = "The ticket's key there.", audience = "customer" }
account_key        = { about = "The account's key there.", audience = "internal" }
subject            = { about = "What it is about.", audience = "customer" }
kind               = { about = "question, incident, complaint, request or other.", audience = "customer" }
severity           = { about = "1 the gravest to 4 the lightest; NULL if not graded.", audience = "customer" }
is_complaint       = { about = "Whether it complains: said so, or of that kind.", audience = "customer" }
is_reopened        = { about = "Whether it was opened again; no system says when.", audience = "customer" }
root_cause         = { about = "What was behind it.", audience = "internal" }
opened_at          = { about = "When it was opened.", audience = "customer" }
first_response_at  = { about = "When a person first answered.", audience = "customer" }
due_response_at    = { about = "When one should have.", audience = "customer" }
resolved_at        = { about = "When it was solved, or closed.", audience = "customer" }
due_resolve_at     = { about = "When it should have been.", audience = "customer" }
opened_date        = { about = "Local day it was opened.", audience = "customer" }
answered_date      = { about = "Local day of the first answer.", audience = "customer" }
resolved_date      = { about = "Local day it was solved.", audience = "customer" }
due_date           = { about = "Local day it should have been solved by.", audience = "customer" }
response_minutes   = { unit = "minutes", about = "Business minutes to the first answer.", measure = "first_response_time", audience = "customer" }
resolution_minutes = { unit = "minutes", about = "Business minutes to the solution.", measure = "resolution_time", audience = "customer" }
*/
with

tickets as (
    select * from entity.tickets
),

customer_keys as (
    select * from conformed.customer_keys
),

business_hours as (
    select * from conformed.business_hours
),

tickets_keyed as (
    select
        key64(tickets.source_system, tickets.source_key) as ticket_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        tickets.source_system,
        tickets.source_key,
        tickets.account_key,
        tickets.subject,
        tickets.kind,
        case when tickets.severity between 1 and 4 then tickets.severity end as severity,
        coalesce(tickets.is_complaint, tickets.kind = 'complaint', false) as is_complaint,
        coalesce(tickets.is_reopened, false) as is_reopened,
        tickets.root_cause,
        tickets.opened_at,
        tickets.first_response_at,
        tickets.due_response_at,
        coalesce(tickets.resolved_at, tickets.closed_at) as resolved_at,
        tickets.due_resolve_at
    from tickets
    left join customer_keys
        on tickets.source_system = customer_keys.source_system
        and tickets.account_key = customer_keys.source_key
),

tickets_timed as (
    select
        tickets_keyed.*,
        local_date(tickets_keyed.opened_at, business_hours.zone) as opened_date,
        local_date(tickets_keyed.first_response_at, business_hours.zone) as answered_date,
        local_date(tickets_keyed.resolved_at, business_hours.zone) as resolved_date,
        local_date(tickets_keyed.due_resolve_at, business_hours.zone) as due_date,
        business_minutes_between(
            tickets_keyed.opened_at,
            tickets_keyed.first_response_at,
            business_hours.zone,
            business_hours.opens_minute,
            business_hours.closes_minute
        ) as response_minutes,
        business_minutes_between(
            tickets_keyed.opened_at,
            tickets_keyed.resolved_at,
            business_hours.zone,
            business_hours.opens_minute,
            business_hours.closes_minute
        ) as resolution_minutes
    from tickets_keyed
    cross join business_hours
)

select * from tickets_timed
