/* kam
description = "Customers and quarters whose risk index is not exactly the sum of its contributions, is not the weighted mean of the signals but for their rounding, or lies outside 0 to 100."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

risk_index as (
    select * from marts.risk_index
),

risk_contributions as (
    select * from marts.risk_contributions
),

risk_signals as (
    select * from marts.risk_signals
),

contributions_summed as (
    select
        customer_id,
        quarter,
        sum(contribution_score) as contribution_score
    from risk_contributions
    group by customer_id, quarter
),

signals_summed as (
    select
        customer_id,
        quarter,
        ratio(
            sum(case when score is not null then weight * score end),
            sum(case when score is not null then weight end)
        ) as mean_score
    from risk_signals
    group by customer_id, quarter
),

indexes_amiss as (
    select
        risk_index.customer_id,
        risk_index.quarter,
        risk_index.risk_index_score,
        contributions_summed.contribution_score,
        signals_summed.mean_score
    from risk_index
    inner join quarters on risk_index.quarter = quarters.quarter
    left join contributions_summed
        on risk_index.customer_id = contributions_summed.customer_id
        and risk_index.quarter = contributions_summed.quarter
    left join signals_summed
        on risk_index.customer_id = signals_summed.customer_id
        and risk_index.quarter = signals_summed.quarter
    where
        (risk_index.risk_index_score is distinct from contributions_summed.contribution_score)
        or (
            not risk_index.is_overridden
            and abs(risk_index.risk_index_score - signals_summed.mean_score) > 0.001
        )
        or risk_index.risk_index_score < 0
        or risk_index.risk_index_score > 100
)

select * from indexes_amiss
