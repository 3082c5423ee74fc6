/* kam
description = """
One row per customer and quarter, for every customer: its net revenue, growth, share, rank and class. UNRESOLVED (customer 0) has
revenue and share, so that shares add to one, but neither rank nor class. Equal revenues rank by customer id."""
grain = ["customer_id", "quarter"]

[columns]
customer_id                      = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                          = { about = "The quarter.", audience = "customer" }
currency                         = { about = "Currency of the amounts.", audience = "customer" }
net_revenue_q_amount             = { unit = "currency", about = "Net revenue of the quarter.", measure = "net_revenue_q", audience = "customer" }
net_revenue_q_null_reason        = { about = "Why it is NULL.", audience = "customer" }
net_revenue_t12m_amount          = { unit = "currency", about = "Net revenue of the four quarters ending here.", measure = "net_revenue_t12m", audience = "customer" }
net_revenue_t12m_null_reason     = { about = "Why it is NULL.", audience = "customer" }
net_revenue_p12m_amount          = { unit = "currency", about = "Net revenue of the four quarters before them.", audience = "customer" }
revenue_growth_yoy_ratio         = { unit = "ratio", about = "The quarter against the same one a year ago, less 1.", measure = "revenue_growth_yoy", audience = "customer" }
revenue_growth_yoy_null_reason   = { about = "Why it is NULL.", audience = "customer" }
revenue_growth_yoy_change_amount = { unit = "currency", about = "The same as a difference.", audience = "customer" }
revenue_share_ratio              = { unit = "ratio", about = "Its part of all trailing revenue.", measure = "revenue_share", audience = "internal" }
revenue_share_null_reason        = { about = "Why it is NULL.", audience = "internal" }
rank_revenue                     = { unit = "rank", about = "Place by trailing revenue, 1 the largest.", measure = "rank_revenue", audience = "internal" }
cumulative_share_ratio           = { unit = "ratio", about = "Share of the customers down to this one.", measure = "lorenz_curve", audience = "internal" }
cumulative_share_before_ratio    = { unit = "ratio", about = "Share of the customers before this one.", audience = "internal" }
abc_class                        = { about = "A, B or C by the share before.", measure = "abc_class", audience = "internal" }
abc_class_null_reason            = { about = "Why it is NULL.", audience = "internal" }
*/
with

revenue_windows as (
    select * from conformed.revenue_windows
),

revenue_shares as (
    select * from conformed.revenue_shares
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

cutoffs_given as (
    select
        quarter,
        max(case when param_id = 'abc_a_cutoff' then value end) as a_cutoff,
        max(case when param_id = 'abc_b_cutoff' then value end) as b_cutoff
    from parameters_in_force
    group by quarter
),

growth_measured as (
    select
        customer_id,
        quarter,
        currency,
        quarter_amount,
        t12m_amount,
        p12m_amount,
        case when quarter_amount is null then 'no_data' end as quarter_null_reason,
        cast(quarter_amount - year_ago_amount as decimal(18, 4)) as change_amount,
        case
            when year_ago_amount > 0 then ratio(quarter_amount - year_ago_amount, year_ago_amount)
        end as growth_ratio,
        case
            when quarter_amount is null then 'no_data'
            when year_ago_amount is null then 'insufficient_history'
            when year_ago_amount <= 0 then 'not_applicable'
        end as growth_null_reason
    from revenue_windows
),

customers_classed as (
    select
        growth_measured.customer_id,
        growth_measured.quarter,
        growth_measured.currency,
        growth_measured.quarter_amount as net_revenue_q_amount,
        growth_measured.quarter_null_reason as net_revenue_q_null_reason,
        growth_measured.t12m_amount as net_revenue_t12m_amount,
        revenue_shares.t12m_null_reason as net_revenue_t12m_null_reason,
        growth_measured.p12m_amount as net_revenue_p12m_amount,
        growth_measured.growth_ratio as revenue_growth_yoy_ratio,
        growth_measured.growth_null_reason as revenue_growth_yoy_null_reason,
        growth_measured.change_amount as revenue_growth_yoy_change_amount,
        revenue_shares.share_ratio as revenue_share_ratio,
        revenue_shares.share_null_reason as revenue_share_null_reason,
        revenue_shares.place as rank_revenue,
        revenue_shares.cumulative_ratio as cumulative_share_ratio,
        revenue_shares.cumulative_before_ratio as cumulative_share_before_ratio,
        case
            when revenue_shares.cumulative_before_ratio < cutoffs_given.a_cutoff then 'A'
            when revenue_shares.cumulative_before_ratio < cutoffs_given.b_cutoff then 'B'
            when revenue_shares.cumulative_before_ratio >= cutoffs_given.b_cutoff then 'C'
        end as abc_class,
        case
            when growth_measured.customer_id = 0 then 'not_applicable'
            else revenue_shares.share_null_reason
        end as abc_class_null_reason
    from growth_measured
    inner join revenue_shares
        on growth_measured.customer_id = revenue_shares.customer_id
        and growth_measured.quarter = revenue_shares.quarter
    left join cutoffs_given on growth_measured.quarter = cutoffs_given.quarter
)

select * from customers_classed
