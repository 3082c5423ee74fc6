/* kam
description = "Tickets, renamed; every one is an incident."
feeds = "tickets"
*/
select
    'desk' as source_system,
    id as source_key,
    account as account_key,
    subject,
    'incident' as kind,
    severity,
    'open' as status,
    opened_at
from raw.desk_tickets
