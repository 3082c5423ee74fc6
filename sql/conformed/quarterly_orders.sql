/* kam
description = """
One row per customer and fiscal quarter in which it ordered, of all history: a quarter without a row had no orders. Where a system delivers
no orders, its invoices stand for them (`conformed.order_days`)."""
grain = ["customer_id", "number"]

[columns]
customer_id     = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter         = { about = "The fiscal quarter of the orders.", audience = "customer" }
number          = { about = "Its number; the next quarter's is one more.", audience = "internal" }
net_amount      = { unit = "currency", about = "What was ordered, without VAT.", audience = "customer" }
quantity        = { unit = "units of sale", about = "How much; NULL if any line does not say.", audience = "customer" }
order_count     = { unit = "orders", about = "Orders.", audience = "customer" }
order_day_count = { unit = "days", about = "Days on which it ordered.", audience = "customer" }
first_date      = { about = "The first day with an order or a credit note.", audience = "customer" }
last_date       = { about = "The last day with an order.", audience = "customer" }
*/
with

order_days as (
    select * from conformed.order_days
),

calendar as (
    select * from run.calendar
),

days_seen as (
    select ordered_date
    from order_days
    group by ordered_date
),

days_in_quarters as (
    select
        days_seen.ordered_date,
        calendar.quarter,
        calendar.number
    from days_seen
    inner join calendar
        on days_seen.ordered_date >= calendar.quarter_start
        and days_seen.ordered_date < calendar.quarter_end
),

quarters_summed as (
    select
        order_days.customer_id,
        days_in_quarters.quarter,
        days_in_quarters.number,
        cast(sum(order_days.net_amount) as decimal(18, 4)) as net_amount,
        cast(case
            when count(order_days.quantity) = count(*) then sum(order_days.quantity)
        end as decimal(18, 4)) as quantity,
        cast(sum(order_days.order_count) as bigint) as order_count,
        count(case when order_days.order_count > 0 then 1 end) as order_day_count,
        min(order_days.ordered_date) as first_date,
        max(case when order_days.order_count > 0 then order_days.ordered_date end) as last_date
    from order_days
    inner join days_in_quarters on order_days.ordered_date = days_in_quarters.ordered_date
    group by order_days.customer_id, days_in_quarters.quarter, days_in_quarters.number
)

select * from quarters_summed
