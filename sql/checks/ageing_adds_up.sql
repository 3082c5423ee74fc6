/* kam
description = "Customers and quarters whose balance is not, to the cent, what its buckets and its credits add up to."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

receivables as (
    select * from marts.receivables
),

balances_amiss as (
    select
        receivables.customer_id,
        receivables.quarter,
        receivables.ar_balance_amount
    from receivables
    inner join quarters on receivables.quarter = quarters.quarter
    where
        receivables.ar_balance_amount
        <> receivables.ar_not_due_amount
        + receivables.ar_late_1_30_amount
        + receivables.ar_late_31_60_amount
        + receivables.ar_late_61_90_amount
        + receivables.ar_late_91_180_amount
        + receivables.ar_late_181_365_amount
        + receivables.ar_late_over_365_amount
        + receivables.ar_credits_amount
)

select * from balances_amiss
