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

evidence_now as (
    select
        risk_evidence.customer_id,
        risk_evidence.signal_id,
        risk_evidence.place,
        risk_evidence.kind,
        risk_evidence.source_system,
        risk_evidence.source_key,
        risk_evidence.evidence_date,
        risk_evidence.amount
    from risk_evidence
    inner join quarters on risk_evidence.quarter = quarters.quarter
),

evidence_counted as (
    select
        customer_id,
        signal_id,
        count(*) as evidence_count
    from evidence_now
    group by customer_id, signal_id
),

evidence_shown as (
    select
        evidence_now.*,
        evidence_counted.evidence_count
    from evidence_now
    inner join evidence_counted
        on evidence_now.customer_id = evidence_counted.customer_id
        and evidence_now.signal_id = evidence_counted.signal_id
    where evidence_now.place <= 5
)

select * from evidence_shown
order by customer_id, signal_id, place
