/* kam
description = "Surveys, renamed and trimmed."
*/
with

satisfaction as (
    select * from raw.udesk_satisfaction
),

satisfaction_cleaned as (
    select
        "id" as answer_key,
        "ticket_id" as ticket_key,
        "customer_id" as contact_key,
        "organization_id" as account_key,
        trim("option_name") as option_name,
        "sent_at" as sent_at,
        "answered_at" as answered_at,
        _delivery_id,
        _file,
        _member,
        _row_number
    from satisfaction
)

select * from satisfaction_cleaned
