/* kam
description = "One row per customer and quarter: what it bought."
grain = ["account_key", "quarter"]
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
        sales.account_key,
        quarters.quarter,
        cast(sum(sales.net_amount) as decimal(18, 4)) as net_revenue_amount
    from sales
    inner join quarters
        on sales.sold_date >= quarters.quarter_start and sales.sold_date < quarters.quarter_end
    group by sales.account_key, quarters.quarter
)

select * from revenue_summed
