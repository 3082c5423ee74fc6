/* kam
description = "Tickets, renamed and trimmed."
*/
with

tickets as (
    select * from raw.udesk_tickets
),

tickets_cleaned as (
    select
        "id" as ticket_key,
        "organization_id" as account_key,
        "customer_id" as contact_key,
        trim("subject") as subject,
        "status_id" as status_id,
        cast("priority_id" as varchar) as priority_code,
        trim("template_name") as template_name,
        trim("all_tags") as tags,
        trim("satisfaction") as satisfaction,
        "created_at" as opened_at,
        "agent_replied_at" as first_response_at,
        "DateTimeField_5" as due_response_at,
        "resolved_at" as resolved_at,
        "solved_deadline" as due_resolve_at,
        "closed_at" as closed_at,
        "updated_at" as updated_at,
        "reopened_at" as reopened_at,
        trim("TextField_3") as root_cause,
        _delivery_id,
        _file,
        _member,
        _row_number
    from tickets
)

select * from tickets_cleaned
