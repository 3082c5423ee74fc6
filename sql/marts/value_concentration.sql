/* kam
description = """
One row per quarter: all revenue, its change, and how much of it few customers hold. The head of the customers is counted among those
with positive trailing revenue (N); Gini and HHI are over the same. UNRESOLVED (customer 0) is in the amounts and in no count."""
grain = ["quarter"]

[columns]
quarter                             = { about = "The quarter.", audience = "internal" }
currency                            = { about = "Currency of the amounts.", audience = "internal" }
customer_count                      = { unit = "customers", about = "All customers.", audience = "internal" }
active_customer_count               = { unit = "customers", about = "With positive trailing revenue (N).", audience = "internal" }
net_revenue_q_amount                = { unit = "currency", about = "Net revenue of the quarter.", measure = "net_revenue_q", audience = "internal" }
previous_quarter_net_revenue_amount = { unit = "currency", about = "Of the quarter before.", audience = "internal" }
net_revenue_change_amount           = { unit = "currency", about = "The difference.", audience = "internal" }
net_revenue_change_ratio            = { unit = "ratio", about = "The difference against the quarter before.", audience = "internal" }
net_revenue_change_null_reason      = { about = "Why it is NULL.", audience = "internal" }
gross_revenue_q_amount              = { unit = "currency", about = "The quarter at list price; NULL if a line does not say.", audience = "internal" }
net_revenue_t12m_amount             = { unit = "currency", about = "Net revenue of the four quarters ending here.", measure = "net_revenue_t12m", audience = "internal" }
pareto_share_top20_ratio            = { unit = "ratio", about = "Share of the first fifth of N, rounded up.", measure = "pareto_share_top20", audience = "internal" }
pareto_share_null_reason            = { about = "Why the Pareto shares, Gini and HHI are NULL.", audience = "internal" }
pareto_share_top10_ratio            = { unit = "ratio", about = "Share of the first tenth of N, rounded up.", measure = "pareto_share_top10", audience = "internal" }
gini_revenue                        = { unit = "0 to 1", about = "0 all equal.", measure = "gini_revenue", audience = "internal" }
gini_corrected                      = { unit = "0 to 1", about = "Times n / (n - 1); NULL for one customer.", measure = "gini_revenue", audience = "internal" }
hhi_revenue                         = { unit = "0 to 10000", about = "Sum of squared shares in percent.", measure = "hhi_revenue", audience = "internal" }
excluded_negative_count             = { unit = "customers", about = "Left out of Gini and HHI for negative trailing revenue.", audience = "internal" }
*/
with

revenue_totals as (
    select * from conformed.revenue_totals
),

revenue_inequality as (
    select * from conformed.revenue_inequality
),

value_contribution as (
    select * from marts.value_contribution
),

customers_summed as (
    select
        quarter,
        count(case when customer_id <> 0 then 1 end) as customer_count,
        count(case when customer_id <> 0 and net_revenue_t12m_amount < 0 then 1 end)
            as negative_count,
        sum(net_revenue_t12m_amount) as t12m_amount,
        max(revenue_share_null_reason) as share_null_reason
    from value_contribution
    group by quarter
),

quarters_measured as (
    select
        revenue_totals.quarter,
        revenue_totals.currency,
        coalesce(customers_summed.customer_count, 0) as customer_count,
        coalesce(revenue_inequality.customer_count, 0) as active_customer_count,
        revenue_totals.net_amount as net_revenue_q_amount,
        revenue_totals.previous_net_amount as previous_quarter_net_revenue_amount,
        cast(revenue_totals.net_amount - revenue_totals.previous_net_amount as decimal(18, 4))
            as net_revenue_change_amount,
        case
            when revenue_totals.previous_net_amount > 0 then ratio(
                revenue_totals.net_amount - revenue_totals.previous_net_amount,
                revenue_totals.previous_net_amount
            )
        end as net_revenue_change_ratio,
        revenue_totals.change_null_reason as net_revenue_change_null_reason,
        revenue_totals.gross_amount as gross_revenue_q_amount,
        cast(customers_summed.t12m_amount as decimal(18, 4)) as net_revenue_t12m_amount,
        case
            when customers_summed.t12m_amount > 0
                then ratio(revenue_inequality.top20_amount, customers_summed.t12m_amount)
        end as pareto_share_top20_ratio,
        customers_summed.share_null_reason as pareto_share_null_reason,
        case
            when customers_summed.t12m_amount > 0
                then ratio(revenue_inequality.top10_amount, customers_summed.t12m_amount)
        end as pareto_share_top10_ratio,
        ratio(
            revenue_inequality.spread_amount,
            revenue_inequality.customer_count * revenue_inequality.positive_amount
        ) as gini_revenue,
        ratio(
            revenue_inequality.spread_amount,
            (revenue_inequality.customer_count - 1) * revenue_inequality.positive_amount
        ) as gini_corrected,
        ratio(
            10000 * revenue_inequality.squared_amount,
            revenue_inequality.positive_amount * revenue_inequality.positive_amount
        ) as hhi_revenue,
        coalesce(customers_summed.negative_count, 0) as excluded_negative_count
    from revenue_totals
    left join revenue_inequality on revenue_totals.quarter = revenue_inequality.quarter
    left join customers_summed on revenue_totals.quarter = customers_summed.quarter
)

select * from quarters_measured
