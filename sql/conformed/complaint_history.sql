/* kam
description = """
One row per customer that has ordered, quarter being built, and quarter of its history from which on tickets are delivered: complaints weighed
by severity per hundred orders. A quarter without orders counts as one order."""
grain = ["customer_id", "quarter", "quarters_back"]

[columns]
customer_id    = { about = "The customer.", audience = "internal" }
quarter        = { about = "The quarter being built.", audience = "internal" }
quarters_back  = { unit = "quarters", about = "How long ago: 0 is the quarter itself.", audience = "internal" }
complaint_rate = { unit = "points per 100 orders", about = "Complaints of that quarter, weighed.", audience = "internal" }
unit_rate      = { unit = "points per 100 orders", about = "What one point of severity would have made.", audience = "internal" }
*/
with

order_history as (
    select * from conformed.order_history
),

quarterly_complaints as (
    select * from conformed.quarterly_complaints
),

quarterly_tickets as (
    select * from conformed.quarterly_tickets
),

tickets_begun as (
    select min(number) as first_number
    from quarterly_tickets
),

rates_measured as (
    select
        order_history.customer_id,
        order_history.quarter,
        order_history.quarters_back,
        ratio(
            100 * coalesce(quarterly_complaints.severity_weighted, 0),
            greatest(order_history.order_count, 1)
        ) as complaint_rate,
        ratio(100, greatest(order_history.order_count, 1)) as unit_rate
    from order_history
    inner join tickets_begun on order_history.before_number >= tickets_begun.first_number
    left join quarterly_complaints
        on order_history.customer_id = quarterly_complaints.customer_id
        and order_history.before_number = quarterly_complaints.number
)

select * from rates_measured
