/* kam
description = "Audits of tickets, for the organization they name or else the one of the ticket."
feeds = "audits"
*/
with

audits as (
    select * from staging.udesk_audits_cleaned
),

tickets as (
    select * from staging.udesk_tickets_cleaned
),

audits_fed as (
    select
        'udesk' as source_system,
        audits.audit_key as source_key,
        coalesce(audits.account_key, tickets.account_key) as account_key,
        audits.ticket_key,
        audits.fields_checked,
        audits.fields_correct,
        audits.audited_date,
        audits._delivery_id,
        audits._file,
        audits._member,
        audits._row_number
    from audits
    left join tickets on audits.ticket_key = tickets.ticket_key
)

select * from audits_fed
