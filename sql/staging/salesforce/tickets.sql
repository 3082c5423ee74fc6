/* kam
description = """
Cases that are not deleted are service tickets. Salesforce's own fields do not tell when a person first answered, so neither is said when one
should have; a case is due by its severity's minutes (given.service_levels) and counts as solved when it was closed."""
feeds = "tickets"
*/
with

cases as (
    select * from staging.salesforce_cases_cleaned
),

accounts as (
    select * from staging.salesforce_accounts_cleaned
),

ticket_kinds as (
    select * from given.ticket_kinds
    where source_system = 'salesforce' and told_by = 'type'
),

ticket_priorities as (
    select * from given.ticket_priorities
    where source_system = 'salesforce'
),

service_levels as (
    select
        severity,
        cast(cast(resolve_minutes as varchar) || ' minutes' as interval) as resolve_within
    from given.service_levels
),

tickets_fed as (
    select
        'salesforce' as source_system,
        cases.case_key as source_key,
        coalesce(accounts.master_account_key, cases.account_key) as account_key,
        cases.contact_key,
        cases.subject,
        coalesce(ticket_kinds.kind, 'other') as kind,
        ticket_priorities.severity,
        case
            when cases.is_closed then 'closed'
            when cases.status in ('New', '新建') then 'open'
            else 'solving'
        end as status,
        coalesce(ticket_kinds.kind = 'complaint', false) as is_complaint,
        cases.opened_at,
        cases.closed_at as resolved_at,
        cases.opened_at + service_levels.resolve_within as due_resolve_at,
        cases.closed_at,
        cases.root_cause
    from cases
    left join accounts on cases.account_key = accounts.account_key
    left join ticket_kinds on cases.case_type = ticket_kinds.code
    left join ticket_priorities on cases.priority = ticket_priorities.code
    left join service_levels on ticket_priorities.severity = service_levels.severity
    where not cases.is_deleted
)

select * from tickets_fed
