/* kam
description = """
One row per customer and quarter, for every customer: the risk of losing it, 0 to 100, up is bad. It is the weighted mean of the signals that have
a score (C8), lifted by a terminated contract, and published only if enough is known (`marts.risk_coverage`).
UNRESOLVED (customer 0) has none."""
grain = ["customer_id", "quarter"]

[columns]
customer_id            = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
quarter                = { about = "The quarter.", audience = "internal" }
risk_index_score       = { unit = "points", about = "The sum of its contributions.", measure = "risk_index", audience = "internal" }
risk_index_null_reason = { about = "Why it is NULL.", audience = "internal" }
coverage_ratio         = { unit = "ratio", about = "Weight of the signals answered, of all weights.", measure = "risk_index", audience = "internal" }
scored_ratio           = { unit = "ratio", about = "Weight of the signals with a score, of all weights.", audience = "internal" }
is_overridden          = { about = "Whether a terminated contract lifted it.", audience = "internal" }
risk_level             = { about = "low, medium, high or very_high.", measure = "risk_level", audience = "internal" }
unknown_signals        = { about = "Signals with a weight and no answer, comma separated.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

risk_coverage as (
    select * from marts.risk_coverage
),

risk_contributions as (
    select * from marts.risk_contributions
),

risk_levels as (
    select * from marts.risk_levels
),

contributions_summed as (
    select
        customer_id,
        quarter,
        cast(sum(contribution_score) as decimal(9, 4)) as index_score,
        max(case when signal_id = 'override' then 1 else 0 end) = 1 as is_overridden
    from risk_contributions
    group by customer_id, quarter
),

index_published as (
    select
        customers.customer_id,
        quarters.quarter,
        contributions_summed.index_score as risk_index_score,
        case
            when contributions_summed.index_score is not null then null
            when customers.customer_id = 0 then 'not_applicable'
            else risk_coverage.null_reason
        end as risk_index_null_reason,
        risk_coverage.coverage_ratio,
        risk_coverage.scored_ratio,
        coalesce(contributions_summed.is_overridden, false) as is_overridden,
        risk_levels.risk_level,
        risk_coverage.unknown_signals
    from customers
    cross join quarters
    left join risk_coverage
        on customers.customer_id = risk_coverage.customer_id
        and quarters.quarter = risk_coverage.quarter
    left join contributions_summed
        on customers.customer_id = contributions_summed.customer_id
        and quarters.quarter = contributions_summed.quarter
    left join risk_levels
        on customers.customer_id = risk_levels.customer_id
        and quarters.quarter = risk_levels.quarter
)

select * from index_published
