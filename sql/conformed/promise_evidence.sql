/* kam
description = """
One row per customer, quarter, signal and row behind what contracts, tickets and receivables say: contracts near or past their end or
terminated, complaints of the quarter and open crises, tickets due in the quarter and late, receivables more than 30 days late and
cash of the quarter that came late."""
grain = ["customer_id", "quarter", "signal_id", "kind", "source_system", "source_key"]

[columns]
customer_id   = { about = "The customer.", audience = "internal" }
quarter       = { about = "The quarter.", audience = "internal" }
signal_id     = { about = "The signal, or override of a terminated contract.", audience = "internal" }
kind          = { about = "contract, terminated_contract, complaint, late_ticket, overdue_receivable or late_payment.", audience = "internal" }
source_system = { about = "The system of the row.", audience = "internal" }
source_key    = { about = "Its key there.", audience = "internal" }
evidence_date = { about = "The end, the day it was opened, due or paid.", audience = "internal" }
amount        = { about = "Worth of a year; severity; what is open, or was paid.", audience = "internal" }
gravity       = { about = "The greater, the graver, within a signal.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

contracts as (
    select * from conformed.contracts
),

contract_expiries as (
    select * from conformed.contract_expiries
),

tickets as (
    select * from conformed.tickets
),

ticket_events as (
    select * from conformed.ticket_events
),

receivable_items as (
    select * from conformed.receivable_items
),

receivable_applications as (
    select * from conformed.receivable_applications
),

open_items as (
    select * from conformed.open_items
),

days_paid as (
    select applied_date
    from receivable_applications
    group by applied_date
),

days_in_quarters as (
    select
        days_paid.applied_date,
        quarters.quarter
    from days_paid
    inner join quarters
        on days_paid.applied_date >= quarters.quarter_start
        and days_paid.applied_date < quarters.quarter_end
),

evidence_listed as (
    select
        contract_expiries.customer_id,
        contract_expiries.quarter,
        case when contract_expiries.is_terminated then 'override' else 'sig_contract_expiry' end
            as signal_id,
        case when contract_expiries.is_terminated then 'terminated_contract' else 'contract' end
            as kind,
        contracts.source_system,
        contracts.source_key,
        case
            when contract_expiries.is_terminated then contracts.terminated_date
            else contracts.end_date
        end as evidence_date,
        contracts.annual_amount as amount,
        coalesce(contract_expiries.expiry_score, 100) as gravity
    from contract_expiries
    inner join contracts on contract_expiries.contract_id = contracts.contract_id
    where contract_expiries.is_terminated or contract_expiries.expiry_score > 0
    union all
    select
        tickets.customer_id,
        quarters.quarter,
        'sig_complaint' as signal_id,
        'complaint' as kind,
        tickets.source_system,
        tickets.source_key,
        tickets.opened_date as evidence_date,
        tickets.severity as amount,
        -coalesce(tickets.severity, 3) as gravity
    from tickets
    inner join calendar
        on tickets.opened_date >= calendar.quarter_start
        and tickets.opened_date < calendar.quarter_end
    inner join quarters
        on calendar.number = quarters.number
        or (
            calendar.number < quarters.number
            and tickets.severity = 1
            and coalesce(tickets.resolved_date, quarters.quarter_end) >= quarters.quarter_end
        )
    where tickets.is_complaint and tickets.customer_id <> 0
    union all
    select
        ticket_events.customer_id,
        ticket_events.quarter,
        'sig_sla_breach' as signal_id,
        'late_ticket' as kind,
        tickets.source_system,
        tickets.source_key,
        ticket_events.event_date as evidence_date,
        ticket_events.severity as amount,
        -coalesce(ticket_events.severity, 3) as gravity
    from ticket_events
    inner join quarters on ticket_events.number = quarters.number
    inner join tickets on ticket_events.ticket_id = tickets.ticket_id
    where
        ticket_events.event = 'due'
        and ticket_events.is_breached
        and ticket_events.customer_id <> 0
    union all
    select
        open_items.customer_id,
        open_items.quarter,
        'sig_payment_delay' as signal_id,
        'overdue_receivable' as kind,
        receivable_items.source_system,
        receivable_items.source_key,
        open_items.due_date as evidence_date,
        open_items.open_amount as amount,
        open_items.open_amount as gravity
    from open_items
    inner join receivable_items on open_items.receivable_id = receivable_items.receivable_id
    where
        open_items.days_past_due > 30
        and open_items.open_amount > 0
        and open_items.customer_id <> 0
    union all
    select
        receivable_applications.customer_id,
        days_in_quarters.quarter,
        'sig_payment_delay' as signal_id,
        'late_payment' as kind,
        receivable_applications.source_system,
        receivable_applications.source_key,
        receivable_applications.applied_date as evidence_date,
        receivable_applications.amount,
        receivable_applications.amount as gravity
    from receivable_applications
    inner join days_in_quarters
        on receivable_applications.applied_date = days_in_quarters.applied_date
    where
        receivable_applications.kind = 'cash'
        and receivable_applications.amount > 0
        and receivable_applications.applied_date > receivable_applications.due_date
        and receivable_applications.customer_id <> 0
),

evidence_typed as (
    select
        customer_id,
        quarter,
        signal_id,
        kind,
        source_system,
        source_key,
        evidence_date,
        cast(amount as decimal(18, 4)) as amount,
        cast(gravity as decimal(18, 4)) as gravity
    from evidence_listed
)

select * from evidence_typed
