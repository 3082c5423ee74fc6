/* kam
description = """
Every signal of risk of every customer: its score or why there is none, what it adds to the index, how that has changed since the quarter
before, and what the index would be were it calm. What they add up to is the index."""
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

risk_signals as (
    select * from marts.risk_signals
),

risk_contributions as (
    select * from marts.risk_contributions
),

risk_relief as (
    select * from marts.risk_relief
),

signals_now as (
    select
        risk_signals.customer_id,
        risk_signals.quarter,
        risk_signals.signal_id,
        risk_signals.score,
        risk_signals.null_reason,
        risk_signals.level,
        risk_signals.weight,
        risk_signals.first_seen,
        risk_signals.observed,
        risk_signals.expected,
        risk_signals.note
    from risk_signals
    inner join quarters on risk_signals.quarter = quarters.quarter
    union all
    select
        risk_contributions.customer_id,
        risk_contributions.quarter,
        risk_contributions.signal_id,
        risk_contributions.score,
        cast(null as varchar) as null_reason,
        'red' as level,
        cast(null as decimal(18, 6)) as weight,
        cast(null as varchar) as first_seen,
        cast(null as decimal(18, 6)) as observed,
        cast(null as decimal(18, 6)) as expected,
        cast(null as varchar) as note
    from risk_contributions
    inner join quarters on risk_contributions.quarter = quarters.quarter
    where risk_contributions.signal_id = 'override'
),

signals_compared as (
    select
        signals_now.*,
        risk_contributions.weight as index_weight,
        risk_contributions.contribution_score,
        contribution_before.contribution_score as previous_contribution_score,
        case
            when risk_contributions.contribution_score is not null
                and contribution_before.contribution_score is not null
                then
                risk_contributions.contribution_score
                - contribution_before.contribution_score
        end as contribution_change_score,
        risk_relief.place as relief_place,
        risk_relief.shown_score,
        risk_relief.calm_index_score,
        risk_relief.calm_level,
        risk_relief.is_level_left,
        risk_relief.calm_limit
    from signals_now
    inner join quarters on signals_now.quarter = quarters.quarter
    left join calendar on quarters.number - 1 = calendar.number
    left join risk_contributions
        on signals_now.quarter = risk_contributions.quarter
        and signals_now.customer_id = risk_contributions.customer_id
        and signals_now.signal_id = risk_contributions.signal_id
    left join risk_contributions as contribution_before
        on calendar.quarter = contribution_before.quarter
        and signals_now.customer_id = contribution_before.customer_id
        and signals_now.signal_id = contribution_before.signal_id
    left join risk_relief
        on signals_now.quarter = risk_relief.quarter
        and signals_now.customer_id = risk_relief.customer_id
        and signals_now.signal_id = risk_relief.signal_id
)

select * from signals_compared
order by
    customer_id asc,
    contribution_score desc nulls last,
    score desc nulls last,
    signal_id asc
