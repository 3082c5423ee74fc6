/* kam
description = """
One row per customer, quarter and signal that tickets give: sig_complaint, sig_sla_breach. A customer without complaints, where tickets are
delivered, scores 0; one of severity 1 open since before the quarter's last day scores 100. Without tickets due, no promise of service
could be broken: not_applicable."""
grain = ["customer_id", "quarter", "signal_id"]

[columns]
customer_id = { about = "The customer.", audience = "internal" }
quarter     = { about = "The quarter.", audience = "internal" }
signal_id   = { about = "The signal.", audience = "internal" }
score       = { unit = "points", about = "0 to 100, up is bad.", audience = "internal" }
observed    = { about = "Complaint points per 100 orders; part of the tickets due that was late.", audience = "internal" }
expected    = { about = "Median complaint points per 100 orders of its own history.", audience = "internal" }
z           = { unit = "z", about = "Robust z of complaints.", audience = "internal" }
note        = { about = "open_crisis if that is what scores.", audience = "internal" }
null_reason = { about = "Why there is no score.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

complaint_rates as (
    select * from conformed.complaint_rates
),

quarterly_complaints as (
    select * from conformed.quarterly_complaints
),

quarterly_tickets as (
    select * from conformed.quarterly_tickets
),

tickets as (
    select * from conformed.tickets
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

bounds_given as (
    select
        quarter,
        max(case when param_id = 'risk_breach_lowest' then value end) as lowest,
        max(case when param_id = 'risk_breach_highest' then value end) as highest
    from parameters_in_force
    group by quarter
),

tickets_begun as (
    select min(number) as first_number
    from quarterly_tickets
),

customers_quartered as (
    select
        customers.customer_id,
        quarters.quarter,
        quarters.number,
        case
            when tickets_begun.first_number is null then 'source_missing'
            when tickets_begun.first_number > quarters.number then 'no_data'
        end as tickets_null_reason
    from customers
    cross join quarters
    cross join tickets_begun
    where customers.customer_id <> 0
),

crises_open as (
    select
        tickets.customer_id,
        quarters.quarter
    from tickets
    inner join quarters on tickets.opened_date < quarters.as_of
    where
        tickets.is_complaint
        and tickets.severity = 1
        and coalesce(tickets.resolved_date, quarters.quarter_end) >= quarters.quarter_end
    group by tickets.customer_id, quarters.quarter
),

complaints_judged as (
    select
        customers_quartered.customer_id,
        customers_quartered.quarter,
        'sig_complaint' as signal_id,
        case
            when customers_quartered.tickets_null_reason is not null then null
            when crises_open.quarter is not null then 100
            when quarterly_complaints.customer_id is null then 0
            when complaint_rates.complaint_z is not null
                then 100 * greatest(0, 2 * logistic(1.702 * complaint_rates.complaint_z) - 1)
        end as score,
        complaint_rates.complaint_rate as observed,
        complaint_rates.own_median as expected,
        complaint_rates.complaint_z as z,
        case when crises_open.quarter is not null then 'open_crisis' end as note,
        coalesce(customers_quartered.tickets_null_reason, 'insufficient_history') as why
    from customers_quartered
    left join complaint_rates
        on customers_quartered.customer_id = complaint_rates.customer_id
        and customers_quartered.quarter = complaint_rates.quarter
    left join quarterly_complaints
        on customers_quartered.customer_id = quarterly_complaints.customer_id
        and customers_quartered.number = quarterly_complaints.number
    left join crises_open
        on customers_quartered.customer_id = crises_open.customer_id
        and customers_quartered.quarter = crises_open.quarter
),

breaches_judged as (
    select
        customers_quartered.customer_id,
        customers_quartered.quarter,
        'sig_sla_breach' as signal_id,
        case
            when quarterly_tickets.customer_id is not null then 100 * greatest(0, least(1, ratio(
                ratio(quarterly_tickets.breached_count, quarterly_tickets.due_count)
                - bounds_given.lowest,
                bounds_given.highest - bounds_given.lowest
            )))
        end as score,
        ratio(quarterly_tickets.breached_count, quarterly_tickets.due_count) as observed,
        cast(null as decimal(18, 6)) as expected,
        cast(null as decimal(18, 6)) as z,
        cast(null as varchar) as note,
        coalesce(customers_quartered.tickets_null_reason, 'not_applicable') as why
    from customers_quartered
    inner join bounds_given on customers_quartered.quarter = bounds_given.quarter
    left join quarterly_tickets
        on customers_quartered.customer_id = quarterly_tickets.customer_id
        and customers_quartered.number = quarterly_tickets.number
        and quarterly_tickets.due_count > 0
),

signals_listed as (
    select * from complaints_judged
    union all
    select * from breaches_judged
),

signals_typed as (
    select
        customer_id,
        quarter,
        signal_id,
        cast(score as decimal(9, 4)) as score,
        cast(observed as decimal(18, 6)) as observed,
        cast(expected as decimal(18, 6)) as expected,
        cast(z as decimal(18, 6)) as z,
        note,
        case when score is null then why end as null_reason
    from signals_listed
)

select * from signals_typed
