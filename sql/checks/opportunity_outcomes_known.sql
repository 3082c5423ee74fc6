/* kam
description = "Outcomes of opportunities other than open, won, lost and no_decision."
severity = "block"
*/
with

opportunities as (
    select * from conformed.opportunities
),

outcomes_unknown as (
    select
        source_system,
        outcome,
        count(*) as row_count
    from opportunities
    where outcome not in ('open', 'won', 'lost', 'no_decision')
    group by source_system, outcome
)

select * from outcomes_unknown
