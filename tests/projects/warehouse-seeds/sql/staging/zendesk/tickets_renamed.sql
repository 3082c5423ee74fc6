/* kam
description = "Tickets, renamed."
*/
with

tickets as (
    select * from raw.zendesk_tickets
),

tickets_renamed as (
    select
        id as ticket_key,
        organization_id as account_key,
        requester_id as contact_key,
        trim(subject) as subject,
        type as ticket_type,
        priority,
        status,
        created_at,
        updated_at
    from tickets
)

select * from tickets_renamed
