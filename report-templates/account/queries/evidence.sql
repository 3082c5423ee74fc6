/* kam
description = "The rows behind each signal that scores: the five gravest of each customer and signal, and how many there are."
*/
with

quarters as (
    select * from run.quarters
),

risk_evidence as (
    select * from marts.risk_evidence
),

evidence_counted as (
    select
        risk_evidence.customer_id,
        risk_evidence.signal_id,
        risk_evidence.place,
        risk_evidence.kind,
        risk_evidence.source_system,
        risk_evidence.source_key,
        risk_evidence.evidence_date,
        risk_evidence.amount,
        count(*) over (
            partition by risk_evidence.customer_id, risk_evidence.signal_id
        ) as evidence_count
    from risk_evidence
    inner join quarters on risk_evidence.quarter = quarters.quarter
),

evidence_shown as (
    select * from evidence_counted
    where place <= 5
)

select * from evidence_shown
order by customer_id, signal_id, place
