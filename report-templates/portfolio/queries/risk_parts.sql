/* kam
description = """
What the indices of `risks` are made of: their signals, the greatest first, that add up to each; what the index would be were one of them
calm, and the gravest three things behind each."""
*/
with

quarters as (
    select * from run.quarters
),

asset_map as (
    select * from marts.customer_asset_map
),

risk_relief as (
    select * from marts.risk_relief
),

risk_signals as (
    select * from marts.risk_signals
),

risk_evidence as (
    select * from marts.risk_evidence
),

evidence_counted as (
    select
        risk_evidence.customer_id,
        risk_evidence.quarter,
        risk_evidence.signal_id,
        count(*) as evidence_count,
        max(case when risk_evidence.place = 1 then risk_evidence.kind end) as kind,
        max(case when risk_evidence.place = 1 then risk_evidence.source_key end) as source_key,
        max(case when risk_evidence.place = 1 then risk_evidence.evidence_date end)
            as evidence_date,
        max(case when risk_evidence.place = 1 then risk_evidence.amount end) as amount
    from risk_evidence
    inner join quarters on risk_evidence.quarter = quarters.quarter
    group by risk_evidence.customer_id, risk_evidence.quarter, risk_evidence.signal_id
),

parts_listed as (
    select
        risk_relief.customer_id,
        risk_relief.signal_id,
        risk_relief.place,
        risk_relief.contribution_score,
        risk_relief.shown_score,
        risk_relief.calm_index_score,
        risk_relief.calm_level,
        risk_relief.is_level_left,
        risk_relief.calm_limit,
        risk_signals.score,
        risk_signals.level,
        risk_signals.observed,
        risk_signals.expected,
        risk_signals.note,
        risk_signals.first_seen,
        evidence_counted.evidence_count - 1 as more_count,
        evidence_counted.kind,
        evidence_counted.source_key,
        evidence_counted.evidence_date,
        evidence_counted.amount
    from risk_relief
    inner join quarters on risk_relief.quarter = quarters.quarter
    inner join asset_map
        on risk_relief.quarter = asset_map.quarter
        and risk_relief.customer_id = asset_map.customer_id
    left join risk_signals
        on risk_relief.quarter = risk_signals.quarter
        and risk_relief.customer_id = risk_signals.customer_id
        and risk_relief.signal_id = risk_signals.signal_id
    left join evidence_counted
        on risk_relief.quarter = evidence_counted.quarter
        and risk_relief.customer_id = evidence_counted.customer_id
        and risk_relief.signal_id = evidence_counted.signal_id
    where asset_map.risk_level <> 'low'
)

select * from parts_listed
order by customer_id, place
