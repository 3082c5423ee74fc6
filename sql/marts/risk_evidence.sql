/* kam
description = """
One row per thing behind a signal that has a score above zero, and behind the override: at most twenty of each customer, quarter and signal, the
gravest, then the latest, then by key. A margin has no rows of its own: its two years are `observed` and `expected` of `marts.risk_signals`,
its parts in `marts.profitability`."""
grain = ["customer_id", "quarter", "signal_id", "place"]

[columns]
customer_id   = { about = "The customer.", audience = "internal" }
quarter       = { about = "The quarter.", audience = "internal" }
signal_id     = { about = "The signal, or override.", audience = "internal" }
place         = { about = "1 the gravest.", audience = "internal" }
kind          = { about = "What it is: contract, complaint, late_ticket, overdue_receivable, late_payment, last_order, survey_answer, terminated_contract, or a sum over a quarter.", audience = "internal" }
source_system = { about = "The system of the row; empty of a sum.", audience = "internal" }
source_key    = { about = "Its key there; of a sum the quarter.", audience = "internal" }
evidence_date = { about = "Its day.", audience = "internal" }
amount        = { about = "What it says: an amount, a quantity, days, a severity or an answer, as its kind tells.", audience = "internal" }
*/
with

risk_signals as (
    select * from marts.risk_signals
),

risk_contributions as (
    select * from marts.risk_contributions
),

order_evidence as (
    select * from conformed.order_evidence
),

promise_evidence as (
    select * from conformed.promise_evidence
),

signals_speaking as (
    select
        customer_id,
        quarter,
        signal_id
    from risk_signals
    where score > 0
    union all
    select
        customer_id,
        quarter,
        signal_id
    from risk_contributions
    where signal_id = 'override'
),

evidence_listed as (
    select * from order_evidence
    union all
    select * from promise_evidence
),

evidence_ranked as (
    select
        evidence_listed.customer_id,
        evidence_listed.quarter,
        evidence_listed.signal_id,
        cast(row_number() over (
            partition by
                evidence_listed.customer_id, evidence_listed.quarter, evidence_listed.signal_id
            order by
                evidence_listed.gravity desc,
                evidence_listed.evidence_date desc,
                evidence_listed.kind asc,
                evidence_listed.source_system asc,
                evidence_listed.source_key asc
        ) as bigint) as place,
        evidence_listed.kind,
        evidence_listed.source_system,
        evidence_listed.source_key,
        evidence_listed.evidence_date,
        evidence_listed.amount
    from evidence_listed
    inner join signals_speaking
        on evidence_listed.customer_id = signals_speaking.customer_id
        and evidence_listed.quarter = signals_speaking.quarter
        and evidence_listed.signal_id = signals_speaking.signal_id
),

evidence_chosen as (
    select * from evidence_ranked
    where place <= 20
)

select * from evidence_chosen
