/* kam
description = "Tickets that are not deleted; when one was solved or closed is told by its last change."
feeds = "tickets"
*/
with

tickets as (
    select * from staging.zendesk_tickets_renamed
),

tickets_fed as (
    select
        'zendesk' as source_system,
        ticket_key as source_key,
        account_key,
        contact_key,
        subject,
        case ticket_type
            when 'question' then 'question'
            when 'incident' then 'incident'
            when 'problem' then 'incident'
            when 'task' then 'request'
        end as kind,
        cast(case priority
            when 'urgent' then 1
            when 'high' then 2
            when 'normal' then 3
            when 'low' then 4
        end as bigint) as severity,
        case status
            when 'new' then 'open'
            when 'solved' then 'resolved'
            when 'closed' then 'closed'
            else 'solving'
        end as status,
        created_at as opened_at,
        case when status in ('solved', 'closed') then updated_at end as resolved_at,
        case when status = 'closed' then updated_at end as closed_at
    from tickets
    where status <> 'deleted'
)

select * from tickets_fed
