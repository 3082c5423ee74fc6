/* kam
description = """
One row per customer that has ordered, quarter being built, and quarter of its history (itself and up to eight before): what it ordered then,
0 if nothing. A customer's history begins with the quarter of its first order, and no earlier than orders are delivered."""
grain = ["customer_id", "quarter", "before_number"]

[columns]
customer_id   = { about = "The customer.", audience = "internal" }
quarter       = { about = "The quarter being built.", audience = "internal" }
before_number = { about = "Number of the quarter of its history.", audience = "internal" }
quarters_back = { unit = "quarters", about = "How long ago: 0 is the quarter itself.", audience = "internal" }
net_amount    = { unit = "currency", about = "What it ordered then.", audience = "internal" }
quantity      = { unit = "units of sale", about = "How much; NULL if any line does not say.", audience = "internal" }
order_count   = { unit = "orders", about = "Orders.", audience = "internal" }
*/
with

quarterly_orders as (
    select * from conformed.quarterly_orders
),

order_coverage as (
    select * from conformed.order_coverage
),

quarters_before as (
    select * from conformed.quarters_before
),

customers_begun as (
    select
        customer_id,
        min(number) as first_number
    from quarterly_orders
    where customer_id <> 0 and order_count > 0
    group by customer_id
),

quarters_listed as (
    select
        customers_begun.customer_id,
        quarters_before.quarter,
        quarters_before.before_number,
        quarters_before.quarters_back
    from customers_begun
    cross join quarters_before
    inner join order_coverage on quarters_before.quarter = order_coverage.quarter
    where
        quarters_before.before_number >= customers_begun.first_number
        and quarters_before.before_number >= order_coverage.first_number
        and quarters_before.before_number <= order_coverage.last_number
),

quarters_ordered as (
    select
        quarters_listed.customer_id,
        quarters_listed.quarter,
        quarters_listed.before_number,
        quarters_listed.quarters_back,
        cast(coalesce(quarterly_orders.net_amount, 0) as decimal(18, 4)) as net_amount,
        cast(case
            when quarterly_orders.customer_id is null then 0
            else quarterly_orders.quantity
        end as decimal(18, 4)) as quantity,
        coalesce(quarterly_orders.order_count, 0) as order_count
    from quarters_listed
    left join quarterly_orders
        on quarters_listed.customer_id = quarterly_orders.customer_id
        and quarters_listed.before_number = quarterly_orders.number
)

select * from quarters_ordered
