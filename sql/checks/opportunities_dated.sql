/* kam
description = "Opportunities without the day they were opened, or decided without the day of it: they count in no quarter."
severity = "warn"
*/
with

opportunities as (
    select * from conformed.opportunities
),

opportunities_undated as (
    select
        source_system,
        outcome,
        count(*) as row_count
    from opportunities
    where created_date is null or (outcome <> 'open' and closed_date is null)
    group by source_system, outcome
)

select * from opportunities_undated
