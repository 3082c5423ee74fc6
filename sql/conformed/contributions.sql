/* kam
description = """
One row per customer, quarter and window: contribution, the margin less the lines of cost that are known. A line nobody sends is not
counted as 0: it is named in `unknown_lines`. Without the margin there is no contribution."""
grain = ["customer_id", "quarter", "window_id"]

[columns]
customer_id          = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter              = { about = "The quarter.", audience = "customer" }
window_id            = { about = "q, t12m or p12m.", audience = "internal" }
net_amount           = { unit = "currency", about = "Net revenue.", audience = "customer" }
margin_amount        = { unit = "currency", about = "Net revenue less the cost of the goods sold.", audience = "internal" }
margin_null_reason   = { about = "Why there is no margin, and so no contribution.", audience = "internal" }
service_amount       = { unit = "currency", about = "Cost to serve.", audience = "internal" }
service_null_reason  = { about = "Why it is NULL.", audience = "internal" }
carrying_amount      = { unit = "currency", about = "What the money bound in receivables cost.", audience = "internal" }
carrying_null_reason = { about = "Why it is NULL.", audience = "internal" }
contribution_amount  = { unit = "currency", about = "The margin less the two, as far as they are known.", audience = "internal" }
unknown_lines        = { about = "The lines left out because they are unknown, in order; NULL without contribution.", audience = "internal" }
*/
with

customers as (
    select * from conformed.customers
),

profit_spans as (
    select * from conformed.profit_spans
),

cost_windows as (
    select * from conformed.cost_windows
),

receivable_windows as (
    select * from conformed.receivable_windows
),

customers_listed as (
    select customer_id
    from customers
    union
    select customer_id
    from cost_windows
    union
    select customer_id
    from receivable_windows
),

lines_joined as (
    select
        customers_listed.customer_id,
        profit_spans.quarter,
        profit_spans.window_id,
        profit_spans.wacc_ratio,
        case
            when profit_spans.is_revenue_covered then coalesce(cost_windows.net_amount, 0)
        end as net_amount,
        coalesce(cost_windows.cost_amount, 0) as cost_amount,
        coalesce(cost_windows.service_amount, 0) as service_amount,
        coalesce(receivable_windows.day_amount, 0) as day_amount,
        case
            when not profit_spans.has_costs then 'source_missing'
            when not profit_spans.is_revenue_covered and profit_spans.window_id = 'q' then 'no_data'
            when not profit_spans.is_revenue_covered then 'insufficient_history'
            when cost_windows.uncosted_count > 0 then 'no_data'
        end as margin_null_reason,
        case
            when not profit_spans.has_service_costs then 'source_missing'
            when not profit_spans.is_service_covered or cost_windows.unpriced_count > 0
                then 'no_data'
        end as service_null_reason,
        case
            when not profit_spans.has_receivables then 'source_missing'
            when not profit_spans.is_receivables_covered then 'no_data'
        end as carrying_null_reason
    from customers_listed
    cross join profit_spans
    left join cost_windows
        on customers_listed.customer_id = cost_windows.customer_id
        and profit_spans.quarter = cost_windows.quarter
        and profit_spans.window_id = cost_windows.window_id
    left join receivable_windows
        on customers_listed.customer_id = receivable_windows.customer_id
        and profit_spans.quarter = receivable_windows.quarter
        and profit_spans.window_id = receivable_windows.window_id
),

lines_known as (
    select
        customer_id,
        quarter,
        window_id,
        cast(net_amount as decimal(18, 4)) as net_amount,
        cast(case
            when margin_null_reason is null then net_amount - cost_amount
        end as decimal(18, 4)) as margin_amount,
        margin_null_reason,
        cast(case when service_null_reason is null then service_amount end as decimal(18, 4))
            as service_amount,
        service_null_reason,
        case
            when carrying_null_reason is null
                then cast(ratio(day_amount * wacc_ratio, 365) as decimal(18, 4))
        end as carrying_amount,
        carrying_null_reason
    from lines_joined
),

contributions_summed as (
    select
        customer_id,
        quarter,
        window_id,
        net_amount,
        margin_amount,
        margin_null_reason,
        service_amount,
        service_null_reason,
        carrying_amount,
        carrying_null_reason,
        cast(
            margin_amount - coalesce(service_amount, 0) - coalesce(carrying_amount, 0)
            as decimal(18, 4)
        ) as contribution_amount,
        case when margin_amount is not null then concat(
                'rebates,',
                case when service_amount is null then 'cost_to_serve,' else '' end,
                'logistics,free_service,commission,',
                case when carrying_amount is null then 'ar_carrying_cost,' else '' end,
                'ecl_change,finance_income'
            )
        end as unknown_lines
    from lines_known
)

select * from contributions_summed
