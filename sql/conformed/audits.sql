/* kam
description = "One row per ticket or record looked through, with the customer it is about: how many of its fields were right."
grain = ["audit_id"]

[columns]
audit_id       = { about = "key64 of the system and the audit's key.", audience = "internal" }
customer_id    = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
source_system  = { about = "The system that sent it.", audience = "internal" }
source_key     = { about = "The audit's key there.", audience = "internal" }
account_key    = { about = "The account's key there.", audience = "internal" }
ticket_key     = { about = "The ticket looked through.", audience = "internal" }
audited_date   = { about = "When.", audience = "internal" }
fields_checked = { unit = "fields", about = "Fields looked at.", audience = "internal" }
fields_correct = { unit = "fields", about = "Those that were right.", audience = "internal" }
_delivery_id   = { about = "The delivery it came in.", audience = "internal" }
_file          = { about = "The file.", audience = "internal" }
_member        = { about = "The member of an archive, or sheet.", audience = "internal" }
_row_number    = { about = "The row there.", audience = "internal" }
*/
with

audits as (
    select * from entity.audits
),

customer_keys as (
    select * from conformed.customer_keys
),

audits_keyed as (
    select
        key64(audits.source_system, audits.source_key) as audit_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        audits.source_system,
        audits.source_key,
        audits.account_key,
        audits.ticket_key,
        audits.audited_date,
        audits.fields_checked,
        audits.fields_correct,
        audits._delivery_id,
        audits._file,
        audits._member,
        audits._row_number
    from audits
    left join customer_keys
        on audits.source_system = customer_keys.source_system
        and audits.account_key = customer_keys.source_key
)

select * from audits_keyed
