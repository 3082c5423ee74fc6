/* kam
description = "Tickets, renamed."
*/
with

support_tickets as (
    select * from raw.ravenstack_support_tickets
),

tickets_renamed as (
    select
        ticket_id as ticket_key,
        account_id as account_key,
        submitted_at,
        closed_at,
        priority
    from support_tickets
)

select * from tickets_renamed
