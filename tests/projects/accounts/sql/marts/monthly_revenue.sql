/* kam
description = "One row per customer, quarter and month of it; a month without a sale is unknown here."
grain = ["customer_id", "quarter", "month_start"]
*/
with

quarters as (
    select * from run.quarters
),

months as (
    select * from run.months
),

revenue as (
    select * from marts.revenue
),

sales as (
    select * from conformed.sales
),

revenue_by_month as (
    select
        revenue.customer_id,
        revenue.quarter,
        months.month_start,
        cast(sum(sales.net_amount) as decimal(18, 4)) as net_revenue_amount
    from revenue
    inner join quarters on revenue.quarter = quarters.quarter
    inner join months on revenue.quarter = months.quarter
    left join sales
        on revenue.customer_id = sales.customer_id
        and sales.sold_date >= months.month_start
        and sales.sold_date < months.month_end
    group by revenue.customer_id, revenue.quarter, months.month_start
)

select * from revenue_by_month
