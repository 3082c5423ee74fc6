/* kam
description = "One row per customer and quarter in which it bought."
grain = ["customer_id", "quarter"]
*/
with

quarters as (
    select * from run.quarters
),

sales as (
    select * from conformed.sales
),

revenue_summed as (
    select
        sales.customer_id,
        quarters.quarter,
        min(sales.customer_name) as customer_name,
        cast(sum(sales.net_amount) as decimal(18, 4)) as net_revenue_amount
    from sales
    inner join quarters
        on sales.sold_date >= quarters.quarter_start and sales.sold_date < quarters.quarter_end
    group by sales.customer_id, quarters.quarter
)

select * from revenue_summed
