/* kam
description = "Audits of tickets, renamed; the day is the one in China."
*/
with

audits as (
    select * from raw.udesk_audits
),

audits_cleaned as (
    select
        "id" as audit_key,
        "ticket_id" as ticket_key,
        "organization_id" as account_key,
        "fields_checked" as fields_checked,
        "fields_correct" as fields_correct,
        local_date("audited_at", 'Asia/Shanghai') as audited_date,
        _delivery_id,
        _file,
        _member,
        _row_number
    from audits
)

select * from audits_cleaned
