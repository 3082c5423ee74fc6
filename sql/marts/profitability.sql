/* kam
description = """
One row per customer and quarter, for every customer: margin, cost to serve, the cost of money bound in receivables, and what remains. Lines
no source gives are named, not counted as 0: compare two windows only where the same lines are unknown. UNRESOLVED (customer 0) is part of
the total profit, so that shares add to one, but has no place."""
grain = ["customer_id", "quarter"]

[columns]
customer_id                              = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                                  = { about = "The quarter.", audience = "customer" }
gross_margin_q_amount                    = { unit = "currency", about = "Net revenue less cost of goods, the quarter.", measure = "gross_margin", audience = "internal" }
gross_margin_q_null_reason               = { about = "Why it is NULL.", audience = "internal" }
gross_margin_pct_q_ratio                 = { unit = "ratio", about = "Of net revenue.", measure = "gross_margin_pct", audience = "internal" }
gross_margin_t12m_amount                 = { unit = "currency", about = "The same of four quarters.", measure = "gross_margin", audience = "internal" }
gross_margin_t12m_null_reason            = { about = "Why it is NULL.", audience = "internal" }
gross_margin_pct_t12m_ratio              = { unit = "ratio", about = "Of net revenue.", measure = "gross_margin_pct", audience = "internal" }
cost_to_serve_q_amount                   = { unit = "currency", about = "Minutes of its activities at their pools' rates, the quarter.", measure = "cost_to_serve", audience = "internal" }
cost_to_serve_q_null_reason              = { about = "Why it is NULL.", audience = "internal" }
cost_to_serve_t12m_amount                = { unit = "currency", about = "The same of four quarters.", measure = "cost_to_serve", audience = "internal" }
cost_to_serve_t12m_null_reason           = { about = "Why it is NULL.", audience = "internal" }
ar_carrying_cost_q_amount                = { unit = "currency", about = "Average daily balance times wacc_ratio, by days of 365, the quarter.", measure = "ar_carrying_cost", audience = "internal" }
ar_carrying_cost_q_null_reason           = { about = "Why it is NULL.", audience = "internal" }
ar_carrying_cost_t12m_amount             = { unit = "currency", about = "The same of four quarters.", measure = "ar_carrying_cost", audience = "internal" }
ar_carrying_cost_t12m_null_reason        = { about = "Why it is NULL.", audience = "internal" }
customer_contribution_q_amount           = { unit = "currency", about = "What remains of the quarter's margin after the lines that are known.", measure = "customer_contribution", audience = "internal" }
customer_contribution_q_unknown_lines    = { about = "The lines that are not.", audience = "internal" }
customer_contribution_t12m_amount        = { unit = "currency", about = "The same of four quarters.", measure = "customer_contribution", audience = "internal" }
customer_contribution_t12m_unknown_lines = { about = "The lines that are not known.", audience = "internal" }
customer_contribution_t12m_null_reason   = { about = "Why it is NULL.", audience = "internal" }
customer_contribution_p12m_amount        = { unit = "currency", about = "The same of the four quarters before.", measure = "customer_contribution", audience = "internal" }
customer_contribution_p12m_unknown_lines = { about = "The lines that are not known.", audience = "internal" }
customer_contribution_p12m_null_reason   = { about = "Why it is NULL.", audience = "internal" }
contribution_pct_t12m_ratio              = { unit = "ratio", about = "Contribution of net revenue, four quarters.", audience = "internal" }
contribution_pct_p12m_ratio              = { unit = "ratio", about = "The same of the four before.", audience = "internal" }
profit_share_ratio                       = { unit = "ratio", about = "Its part of all contribution of four quarters.", measure = "profit_share", audience = "internal" }
profit_share_null_reason                 = { about = "Why it is NULL.", audience = "internal" }
rank_profit                              = { unit = "rank", about = "Place by contribution of four quarters, 1 the largest.", measure = "rank_profit", audience = "internal" }
unprofitable_key_account_flag            = { about = "Whether contribution of four quarters is below zero.", measure = "unprofitable_key_account_flag", audience = "internal" }
*/
with

contributions as (
    select * from conformed.contributions
),

windows_pivoted as (
    select
        customer_id,
        quarter,
        max(case when window_id = 'q' then net_amount end) as q_net_amount,
        max(case when window_id = 'q' then margin_amount end) as q_margin_amount,
        max(case when window_id = 'q' then margin_null_reason end) as q_margin_null_reason,
        max(case when window_id = 'q' then service_amount end) as q_service_amount,
        max(case when window_id = 'q' then service_null_reason end) as q_service_null_reason,
        max(case when window_id = 'q' then carrying_amount end) as q_carrying_amount,
        max(case when window_id = 'q' then carrying_null_reason end) as q_carrying_null_reason,
        max(case when window_id = 'q' then contribution_amount end) as q_contribution_amount,
        max(case when window_id = 'q' then unknown_lines end) as q_unknown_lines,
        max(case when window_id = 't12m' then net_amount end) as t12m_net_amount,
        max(case when window_id = 't12m' then margin_amount end) as t12m_margin_amount,
        max(case when window_id = 't12m' then margin_null_reason end) as t12m_margin_null_reason,
        max(case when window_id = 't12m' then service_amount end) as t12m_service_amount,
        max(case when window_id = 't12m' then service_null_reason end) as t12m_service_null_reason,
        max(case when window_id = 't12m' then carrying_amount end) as t12m_carrying_amount,
        max(case when window_id = 't12m' then carrying_null_reason end)
            as t12m_carrying_null_reason,
        max(case when window_id = 't12m' then contribution_amount end) as t12m_contribution_amount,
        max(case when window_id = 't12m' then unknown_lines end) as t12m_unknown_lines,
        max(case when window_id = 'p12m' then net_amount end) as p12m_net_amount,
        max(case when window_id = 'p12m' then margin_null_reason end) as p12m_margin_null_reason,
        max(case when window_id = 'p12m' then contribution_amount end) as p12m_contribution_amount,
        max(case when window_id = 'p12m' then unknown_lines end) as p12m_unknown_lines
    from contributions
    group by customer_id, quarter
),

customers_placed as (
    select
        *,
        sum(t12m_contribution_amount) over (partition by quarter) as total_amount,
        case
            when customer_id <> 0 and t12m_contribution_amount is not null
                then cast(row_number() over (
                    partition by quarter, customer_id = 0
                    order by t12m_contribution_amount desc nulls last, customer_id asc
                ) as bigint)
        end as rank_profit
    from windows_pivoted
),

profits_measured as (
    select
        customer_id,
        quarter,
        q_margin_amount as gross_margin_q_amount,
        q_margin_null_reason as gross_margin_q_null_reason,
        case when q_net_amount > 0 then ratio(q_margin_amount, q_net_amount) end
            as gross_margin_pct_q_ratio,
        t12m_margin_amount as gross_margin_t12m_amount,
        t12m_margin_null_reason as gross_margin_t12m_null_reason,
        case when t12m_net_amount > 0 then ratio(t12m_margin_amount, t12m_net_amount) end
            as gross_margin_pct_t12m_ratio,
        q_service_amount as cost_to_serve_q_amount,
        q_service_null_reason as cost_to_serve_q_null_reason,
        t12m_service_amount as cost_to_serve_t12m_amount,
        t12m_service_null_reason as cost_to_serve_t12m_null_reason,
        q_carrying_amount as ar_carrying_cost_q_amount,
        q_carrying_null_reason as ar_carrying_cost_q_null_reason,
        t12m_carrying_amount as ar_carrying_cost_t12m_amount,
        t12m_carrying_null_reason as ar_carrying_cost_t12m_null_reason,
        q_contribution_amount as customer_contribution_q_amount,
        q_unknown_lines as customer_contribution_q_unknown_lines,
        t12m_contribution_amount as customer_contribution_t12m_amount,
        t12m_unknown_lines as customer_contribution_t12m_unknown_lines,
        t12m_margin_null_reason as customer_contribution_t12m_null_reason,
        p12m_contribution_amount as customer_contribution_p12m_amount,
        p12m_unknown_lines as customer_contribution_p12m_unknown_lines,
        p12m_margin_null_reason as customer_contribution_p12m_null_reason,
        case when t12m_net_amount > 0 then ratio(t12m_contribution_amount, t12m_net_amount) end
            as contribution_pct_t12m_ratio,
        case when p12m_net_amount > 0 then ratio(p12m_contribution_amount, p12m_net_amount) end
            as contribution_pct_p12m_ratio,
        case when total_amount > 0 then ratio(t12m_contribution_amount, total_amount) end
            as profit_share_ratio,
        case
            when t12m_contribution_amount is null then t12m_margin_null_reason
            when total_amount = 0 then 'div_by_zero'
            when total_amount < 0 then 'not_applicable'
        end as profit_share_null_reason,
        rank_profit,
        t12m_contribution_amount < 0 as unprofitable_key_account_flag
    from customers_placed
)

select * from profits_measured
