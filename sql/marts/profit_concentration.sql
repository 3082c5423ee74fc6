/* kam
description = """
One row per quarter: profit in all, how much of it few customers earn, and how much others lose again. The head is counted as for revenue,
among the customers with positive trailing revenue; the base is the profit of all customers, so shares can be above one."""
grain = ["quarter"]

[columns]
quarter                      = { about = "The quarter.", audience = "internal" }
customer_count               = { unit = "customers", about = "Customers whose contribution of four quarters is known.", audience = "internal" }
unprofitable_customer_count  = { unit = "customers", about = "Of them below zero.", audience = "internal" }
gross_margin_q_amount        = { unit = "currency", about = "Margin of the quarter, all customers and UNRESOLVED.", measure = "gross_margin", audience = "internal" }
customer_contribution_amount = { unit = "currency", about = "Contribution of four quarters, all customers and UNRESOLVED.", measure = "customer_contribution", audience = "internal" }
whale_peak_pct_ratio         = { unit = "ratio", about = "Highest point of the whale curve.", measure = "whale_peak_pct", audience = "internal" }
whale_erosion_pct_ratio      = { unit = "ratio", about = "What is lost again from there to the end.", measure = "whale_erosion_pct", audience = "internal" }
pareto_profit_top20_ratio    = { unit = "ratio", about = "Share of the first fifth, rounded up.", measure = "pareto_profit_top20", audience = "internal" }
pareto_profit_top10_ratio    = { unit = "ratio", about = "Share of the first tenth, rounded up.", measure = "pareto_profit_top10", audience = "internal" }
profit_null_reason           = { about = "Why the ratios are NULL.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

profitability as (
    select * from marts.profitability
),

whale_curve as (
    select * from marts.whale_curve
),

revenue_inequality as (
    select * from conformed.revenue_inequality
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

heads_given as (
    select
        quarter,
        max(case when param_id = 'pareto_share_top20' then value end) as top20_share,
        max(case when param_id = 'pareto_share_top10' then value end) as top10_share
    from parameters_in_force
    group by quarter
),

profits_summed as (
    select
        quarter,
        cast(sum(gross_margin_q_amount) as decimal(18, 4)) as gross_margin_q_amount,
        cast(sum(customer_contribution_t12m_amount) as decimal(18, 4))
            as customer_contribution_amount,
        max(profit_share_null_reason) as profit_null_reason
    from profitability
    group by quarter
),

-- The i-th place is within ceil(x n) when i - 1 < x n.
places_summed as (
    select
        whale_curve.quarter,
        count(*) as customer_count,
        count(case when whale_curve.customer_contribution_amount < 0 then 1 end)
            as unprofitable_count,
        max(whale_curve.cumulative_ratio) as peak_ratio,
        max(case
            when
                whale_curve.place - 1 < heads_given.top20_share * revenue_inequality.customer_count
                then whale_curve.place
        end) as top20_place,
        max(case
            when
                whale_curve.place - 1 < heads_given.top10_share * revenue_inequality.customer_count
                then whale_curve.place
        end) as top10_place
    from whale_curve
    left join heads_given on whale_curve.quarter = heads_given.quarter
    left join revenue_inequality on whale_curve.quarter = revenue_inequality.quarter
    group by whale_curve.quarter
),

quarters_measured as (
    select
        quarters.quarter,
        coalesce(places_summed.customer_count, 0) as customer_count,
        coalesce(places_summed.unprofitable_count, 0) as unprofitable_customer_count,
        profits_summed.gross_margin_q_amount,
        profits_summed.customer_contribution_amount,
        places_summed.peak_ratio as whale_peak_pct_ratio,
        cast(places_summed.peak_ratio - 1 as decimal(18, 6)) as whale_erosion_pct_ratio,
        top20.cumulative_ratio as pareto_profit_top20_ratio,
        top10.cumulative_ratio as pareto_profit_top10_ratio,
        case
            when places_summed.customer_count is null
                then coalesce(profits_summed.profit_null_reason, 'no_data')
            when places_summed.peak_ratio is null then 'not_applicable'
        end as profit_null_reason
    from quarters
    left join profits_summed on quarters.quarter = profits_summed.quarter
    left join places_summed on quarters.quarter = places_summed.quarter
    left join whale_curve as top20
        on places_summed.quarter = top20.quarter
        and places_summed.top20_place = top20.place
    left join whale_curve as top10
        on places_summed.quarter = top10.quarter
        and places_summed.top10_place = top10.place
)

select * from quarters_measured
