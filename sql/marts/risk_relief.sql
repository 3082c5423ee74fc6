/* kam
description = """
One row per customer, quarter and signal that adds to the risk index: what the index and its level would be if that signal alone were calm
(scored 0), and, where one number decides, what would have to be observed for the signal to be green. A level is left only
`risk_level_hysteresis` below its border. Where a terminated contract lifts the index, calming another signal leaves it at its floor."""
grain = ["customer_id", "quarter", "signal_id"]

[columns]
customer_id        = { about = "The customer.", audience = "internal" }
quarter            = { about = "The quarter.", audience = "internal" }
signal_id          = { about = "The signal, or override.", audience = "internal" }
place              = { unit = "rank", about = "Place by what it adds, 1 the most.", audience = "internal" }
contribution_score = { unit = "points", about = "What it adds to the index.", audience = "internal" }
shown_score        = { unit = "points", about = "The same to a tenth, by largest remainder, so that what is printed adds up to the printed index (C7).", measure = "risk_contribution", audience = "internal" }
calm_index_score   = { unit = "points", about = "The index if it were calm.", audience = "internal" }
calm_level         = { about = "The level then: low, medium, high or very_high.", audience = "internal" }
is_warning         = { about = "Whether it is amber, red or the override.", audience = "internal" }
is_level_left      = { about = "Whether that is a lower level than now.", audience = "internal" }
calm_limit         = { about = "What would have to be observed for it to be green: orders at least, days of silence, part overdue, part breached at most, margin at least. NULL where no one number decides, or it is green.", audience = "internal" }
*/
with

parameters_in_force as (
    select * from conformed.parameters_in_force
),

risk_signals as (
    select * from marts.risk_signals
),

risk_contributions as (
    select * from marts.risk_contributions
),

risk_printed as (
    select * from marts.risk_printed
),

risk_coverage as (
    select * from marts.risk_coverage
),

risk_levels as (
    select * from marts.risk_levels
),

bounds_given as (
    select
        quarter,
        max(case when param_id = 'risk_level_medium' then value end)
        - max(case when param_id = 'risk_level_hysteresis' then value end) as medium_kept,
        max(case when param_id = 'risk_level_high' then value end)
        - max(case when param_id = 'risk_level_hysteresis' then value end) as high_kept,
        max(case when param_id = 'risk_level_very_high' then value end)
        - max(case when param_id = 'risk_level_hysteresis' then value end) as very_high_kept,
        max(case when param_id = 'risk_overdue_30_lowest' then value end) as overdue_lowest,
        max(case when param_id = 'risk_overdue_30_highest' then value end) as overdue_highest,
        max(case when param_id = 'risk_plunge_drop_lowest' then value end) as plunge_lowest,
        max(case when param_id = 'risk_plunge_drop_highest' then value end) as plunge_highest,
        max(case when param_id = 'risk_silence_lowest' then value end) as silence_lowest,
        max(case when param_id = 'risk_silence_highest' then value end) as silence_highest,
        max(case when param_id = 'risk_margin_drop_lowest' then value end) as margin_lowest,
        max(case when param_id = 'risk_margin_drop_highest' then value end) as margin_highest,
        max(case when param_id = 'risk_breach_lowest' then value end) as breach_lowest,
        max(case when param_id = 'risk_breach_highest' then value end) as breach_highest
    from parameters_in_force
    group by quarter
),

limits_given as (
    select
        quarter,
        substr(param_id, length('risk_amber_') + 1) as signal_id,
        ratio(value, 100) as amber_ratio
    from parameters_in_force
    where param_id like 'risk_amber_%'
),

signals_calmed as (
    select
        risk_contributions.customer_id,
        risk_contributions.quarter,
        risk_contributions.signal_id,
        risk_contributions.contribution_score,
        risk_printed.shown_score,
        risk_levels.level_number,
        risk_printed.index_score,
        cast(row_number() over (
            partition by risk_contributions.customer_id, risk_contributions.quarter
            order by risk_contributions.contribution_score desc, risk_contributions.signal_id asc
        ) as bigint) as place,
        cast(
            case
                when risk_contributions.signal_id = 'override'
                    then risk_printed.index_score - risk_contributions.contribution_score
                else greatest(
                        risk_printed.index_score - risk_contributions.contribution_score,
                        coalesce(risk_coverage.floor_score, 0)
                    )
            end as decimal(9, 4)
        ) as calm_index_score
    from risk_contributions
    inner join risk_printed
        on risk_contributions.customer_id = risk_printed.customer_id
        and risk_contributions.quarter = risk_printed.quarter
        and risk_contributions.signal_id = risk_printed.signal_id
    inner join risk_coverage
        on risk_contributions.customer_id = risk_coverage.customer_id
        and risk_contributions.quarter = risk_coverage.quarter
    inner join risk_levels
        on risk_contributions.customer_id = risk_levels.customer_id
        and risk_contributions.quarter = risk_levels.quarter
    where risk_contributions.contribution_score > 0
),

levels_calmed as (
    select
        signals_calmed.*,
        least(
            signals_calmed.level_number,
            case
                when signals_calmed.calm_index_score >= bounds_given.very_high_kept then 4
                when signals_calmed.calm_index_score >= bounds_given.high_kept then 3
                when signals_calmed.calm_index_score >= bounds_given.medium_kept then 2
                else 1
            end
        ) as calm_level_number
    from signals_calmed
    inner join bounds_given on signals_calmed.quarter = bounds_given.quarter
),

limits_reckoned as (
    select
        levels_calmed.customer_id,
        levels_calmed.quarter,
        levels_calmed.signal_id,
        levels_calmed.place,
        levels_calmed.contribution_score,
        levels_calmed.shown_score,
        levels_calmed.calm_index_score,
        case levels_calmed.calm_level_number
            when 4 then 'very_high'
            when 3 then 'high'
            when 2 then 'medium'
            else 'low'
        end as calm_level,
        levels_calmed.signal_id = 'override'
        or coalesce(risk_signals.level, '') in ('amber', 'red') as is_warning,
        levels_calmed.calm_level_number < levels_calmed.level_number as is_level_left,
        cast(
            case
                when risk_signals.level not in ('amber', 'red') then null
                when
                    levels_calmed.signal_id = 'sig_payment_delay'
                    and risk_signals.note = 'overdue_30'
                    then
                    bounds_given.overdue_lowest
                    + limits_given.amber_ratio
                    * (bounds_given.overdue_highest - bounds_given.overdue_lowest)
                when levels_calmed.signal_id = 'sig_order_plunge'
                    then risk_signals.expected * (
                        1
                        - bounds_given.plunge_lowest
                        - limits_given.amber_ratio
                        * (bounds_given.plunge_highest - bounds_given.plunge_lowest)
                    )
                when levels_calmed.signal_id = 'sig_freq_drop'
                    then risk_signals.expected * (
                        bounds_given.silence_lowest
                        + limits_given.amber_ratio
                        * (bounds_given.silence_highest - bounds_given.silence_lowest)
                    )
                when levels_calmed.signal_id = 'sig_margin_erosion'
                    then
                    risk_signals.expected
                    - bounds_given.margin_lowest
                    - limits_given.amber_ratio
                    * (bounds_given.margin_highest - bounds_given.margin_lowest)
                when levels_calmed.signal_id = 'sig_sla_breach'
                    then
                    bounds_given.breach_lowest
                    + limits_given.amber_ratio
                    * (bounds_given.breach_highest - bounds_given.breach_lowest)
            end as decimal(18, 6)
        ) as calm_limit
    from levels_calmed
    inner join bounds_given on levels_calmed.quarter = bounds_given.quarter
    left join risk_signals
        on levels_calmed.customer_id = risk_signals.customer_id
        and levels_calmed.quarter = risk_signals.quarter
        and levels_calmed.signal_id = risk_signals.signal_id
    left join limits_given
        on levels_calmed.quarter = limits_given.quarter
        and levels_calmed.signal_id = limits_given.signal_id
)

select * from limits_reckoned
