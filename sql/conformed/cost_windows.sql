/* kam
description = """
One row per customer, quarter and window with invoice lines or activities: revenue, cost of goods and of service added up, and how many of
the rows do not say what they cost."""
grain = ["customer_id", "quarter", "window_id"]

[columns]
customer_id    = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter        = { about = "The quarter.", audience = "customer" }
window_id      = { about = "q, t12m or p12m.", audience = "internal" }
net_amount     = { unit = "currency", about = "Net revenue.", audience = "customer" }
cost_amount    = { unit = "currency", about = "Cost of the goods sold, of the lines that say it.", audience = "internal" }
uncosted_count = { unit = "lines", about = "Lines that do not.", audience = "internal" }
service_amount = { unit = "currency", about = "Cost to serve, of the activities whose pool is known.", audience = "internal" }
unpriced_count = { unit = "rows", about = "Pools and quarters of which it is not.", audience = "internal" }
*/
with

profit_spans as (
    select * from conformed.profit_spans
),

monthly_sales as (
    select * from conformed.monthly_sales
),

service_costs as (
    select * from conformed.service_costs
),

calendar as (
    select * from run.calendar
),

sales_summed as (
    select
        customer_id,
        billed_quarter,
        sum(net_amount) as net_amount,
        sum(cost_amount) as cost_amount,
        sum(line_count - cost_count) as uncosted_count
    from monthly_sales
    group by customer_id, billed_quarter
),

quarters_listed as (
    select
        sales_summed.customer_id,
        calendar.number,
        cast(sales_summed.net_amount as decimal(18, 4)) as net_amount,
        cast(sales_summed.cost_amount as decimal(18, 4)) as cost_amount,
        cast(sales_summed.uncosted_count as bigint) as uncosted_count,
        cast(0 as decimal(18, 4)) as service_amount,
        cast(0 as bigint) as unpriced_count
    from sales_summed
    inner join calendar on sales_summed.billed_quarter = calendar.quarter
    union all
    select
        customer_id,
        number,
        cast(0 as decimal(18, 4)) as net_amount,
        cast(0 as decimal(18, 4)) as cost_amount,
        cast(0 as bigint) as uncosted_count,
        coalesce(cost_amount, cast(0 as decimal(18, 4))) as service_amount,
        cast(case when cost_amount is null then 1 else 0 end as bigint) as unpriced_count
    from service_costs
),

windows_summed as (
    select
        quarters_listed.customer_id,
        profit_spans.quarter,
        profit_spans.window_id,
        cast(sum(quarters_listed.net_amount) as decimal(18, 4)) as net_amount,
        cast(sum(quarters_listed.cost_amount) as decimal(18, 4)) as cost_amount,
        cast(sum(quarters_listed.uncosted_count) as bigint) as uncosted_count,
        cast(sum(quarters_listed.service_amount) as decimal(18, 4)) as service_amount,
        cast(sum(quarters_listed.unpriced_count) as bigint) as unpriced_count
    from quarters_listed
    inner join profit_spans
        on quarters_listed.number >= profit_spans.first_number
        and quarters_listed.number <= profit_spans.last_number
    group by quarters_listed.customer_id, profit_spans.quarter, profit_spans.window_id
)

select * from windows_summed
