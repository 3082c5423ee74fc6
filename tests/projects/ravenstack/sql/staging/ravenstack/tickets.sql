/* kam
description = "Every ticket, all of them closed; what a ticket is about the desk does not say."
feeds = "tickets"
*/
with

support_tickets as (
    select * from staging.ravenstack_support_tickets_renamed
),

tickets_fed as (
    select
        'ravenstack' as source_system,
        ticket_key as source_key,
        account_key,
        'other' as kind,
        cast(case priority
            when 'urgent' then 1
            when 'high' then 2
            when 'medium' then 3
            when 'low' then 4
        end as bigint) as severity,
        case when closed_at is null then 'open' else 'closed' end as status,
        submitted_at as opened_at,
        closed_at as resolved_at,
        closed_at
    from support_tickets
)

select * from tickets_fed
