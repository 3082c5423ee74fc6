/* kam
description = """
One row per customer, quarter and signal with a score, where the risk index is covered: what the signal adds to it, weight times score by the
weights of all scores, to four places. The index is the sum of these rows, so they add up to it exactly. `override` is what a terminated
contract adds to reach its floor; that needs no coverage, and without coverage is the only row."""
grain = ["customer_id", "quarter", "signal_id"]

[columns]
customer_id        = { about = "The customer.", audience = "internal" }
quarter            = { about = "The quarter.", audience = "internal" }
signal_id          = { about = "The signal, or override.", audience = "internal" }
score              = { unit = "points", about = "Its score; of override the floor.", audience = "internal" }
weight             = { unit = "share", about = "Its weight among the signals with a score; NULL of override.", audience = "internal" }
contribution_score = { unit = "points", about = "What it adds to the index.", measure = "risk_contribution", audience = "internal" }
*/
with

risk_signals as (
    select * from marts.risk_signals
),

risk_coverage as (
    select * from marts.risk_coverage
),

signals_weighed as (
    select
        risk_signals.customer_id,
        risk_signals.quarter,
        risk_signals.signal_id,
        risk_signals.score,
        ratio(risk_signals.weight, risk_coverage.scored_weight) as weight,
        cast(
            ratio(risk_signals.weight * risk_signals.score, risk_coverage.scored_weight)
            as decimal(9, 4)
        ) as contribution_score
    from risk_signals
    inner join risk_coverage
        on risk_signals.customer_id = risk_coverage.customer_id
        and risk_signals.quarter = risk_coverage.quarter
    where risk_coverage.is_covered and risk_signals.weight > 0 and risk_signals.score is not null
),

customers_summed as (
    select
        customer_id,
        quarter,
        sum(contribution_score) as index_score
    from signals_weighed
    group by customer_id, quarter
),

floors_reached as (
    select
        risk_coverage.customer_id,
        risk_coverage.quarter,
        'override' as signal_id,
        risk_coverage.floor_score as score,
        cast(null as decimal(18, 6)) as weight,
        cast(
            risk_coverage.floor_score - coalesce(customers_summed.index_score, 0) as decimal(9, 4)
        ) as contribution_score
    from risk_coverage
    left join customers_summed
        on risk_coverage.customer_id = customers_summed.customer_id
        and risk_coverage.quarter = customers_summed.quarter
    where risk_coverage.floor_score > coalesce(customers_summed.index_score, 0)
),

contributions_listed as (
    select * from signals_weighed
    union all
    select * from floors_reached
)

select * from contributions_listed
