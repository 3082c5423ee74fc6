/* kam
description = "One row per customer and quarter by whose end it had ordered: its first and last order so far, credit notes aside."
grain = ["customer_id", "quarter"]

[columns]
customer_id      = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter          = { about = "The quarter; nothing after its end counts.", audience = "customer" }
first_order_date = { about = "The first.", audience = "customer" }
last_order_date  = { about = "The last.", audience = "customer" }
*/
with

quarters as (
    select * from run.quarters
),

quarterly_revenue as (
    select * from conformed.quarterly_revenue
),

orders_dated as (
    select
        quarterly_revenue.customer_id,
        quarters.quarter,
        min(quarterly_revenue.first_order_date) as first_order_date,
        max(quarterly_revenue.last_order_date) as last_order_date
    from quarterly_revenue
    inner join quarters on quarterly_revenue.quarter_end <= quarters.quarter_end
    where quarterly_revenue.first_order_date is not null
    group by quarterly_revenue.customer_id, quarters.quarter
)

select * from orders_dated
