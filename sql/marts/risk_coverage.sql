/* kam
description = """
One row per customer and quarter: how much of the risk index is known. Coverage is the weight of the signals that are answered, by a score or by
not_applicable: knowing that a customer has no contract is knowledge, so such a signal leaves the mean, but is no gap. Gaps are signals
no source gives, too little history, and no data; those of signals kam does not build yet stay gaps for everybody. `scored_ratio` is the
stricter number, of scores alone."""
grain = ["customer_id", "quarter"]

[columns]
customer_id       = { about = "The customer.", audience = "internal" }
quarter           = { about = "The quarter.", audience = "internal" }
scored_weight     = { unit = "share", about = "Weight of the signals with a score.", audience = "internal" }
scored_ratio      = { unit = "ratio", about = "The same of all weights.", audience = "internal" }
coverage_ratio    = { unit = "ratio", about = "Weight of the signals answered, of all weights.", audience = "internal" }
is_covered        = { about = "Whether that is enough to publish an index (C8), and anything has a score.", audience = "internal" }
unknown_signals   = { about = "Signals with a weight and no answer, comma separated, those not built last; NULL if none.", audience = "internal" }
null_reason       = { about = "What would have to be known most of all; NULL if covered.", audience = "internal" }
floor_score       = { unit = "points", about = "What the index is lifted to: a contract was terminated of late and none is in force; else NULL.", audience = "internal" }
*/
with

parameters_in_force as (
    select * from conformed.parameters_in_force
),

risk_signals as (
    select * from marts.risk_signals
),

contract_expiries as (
    select * from conformed.contract_expiries
),

signals_built as (
    select
        quarter,
        signal_id
    from risk_signals
    group by quarter, signal_id
),

weights_given as (
    select
        parameters_in_force.quarter,
        sum(parameters_in_force.value) as total_weight,
        string_agg(
            case
                when signals_built.signal_id is null and parameters_in_force.value > 0
                    then substr(parameters_in_force.param_id, length('risk_weight_') + 1)
            end,
            ',' order by parameters_in_force.param_id
        ) as unbuilt_signals
    from parameters_in_force
    left join signals_built
        on parameters_in_force.quarter = signals_built.quarter
        and parameters_in_force.param_id = 'risk_weight_' || signals_built.signal_id
    where parameters_in_force.param_id like 'risk_weight_%'
    group by parameters_in_force.quarter
),

limits_given as (
    select
        quarter,
        max(case when param_id = 'risk_coverage_least' then value end) as coverage_least,
        max(case when param_id = 'risk_floor_terminated' then value end) as floor_score
    from parameters_in_force
    group by quarter
),

-- Signals are few and customers many: a signal's place in the list stands in for sorting the list of every customer.
signals_placed as (
    select
        quarter,
        signal_id,
        row_number() over (partition by quarter order by signal_id) as place
    from signals_built
),

signals_weighed as (
    select
        risk_signals.customer_id,
        risk_signals.quarter,
        risk_signals.score,
        risk_signals.null_reason,
        risk_signals.weight,
        signals_placed.place,
        case
            when risk_signals.score is null and risk_signals.null_reason <> 'not_applicable'
                then risk_signals.signal_id
        end as unanswered_signal
    from risk_signals
    inner join signals_placed
        on risk_signals.quarter = signals_placed.quarter
        and risk_signals.signal_id = signals_placed.signal_id
    where risk_signals.weight > 0
),

weights_summed as (
    select
        customer_id,
        quarter,
        sum(case when score is not null then weight else 0 end) as scored_weight,
        sum(case when score is not null or null_reason = 'not_applicable' then weight else 0 end)
            as answered_weight,
        sum(case when null_reason = 'insufficient_history' then weight else 0 end)
            as short_weight,
        sum(case when null_reason = 'no_data' then weight else 0 end) as empty_weight,
        nullif(concat_ws(
            ',',
            max(case when place = 1 then unanswered_signal end),
            max(case when place = 2 then unanswered_signal end),
            max(case when place = 3 then unanswered_signal end),
            max(case when place = 4 then unanswered_signal end),
            max(case when place = 5 then unanswered_signal end),
            max(case when place = 6 then unanswered_signal end),
            max(case when place = 7 then unanswered_signal end),
            max(case when place = 8 then unanswered_signal end),
            max(case when place = 9 then unanswered_signal end),
            max(case when place = 10 then unanswered_signal end),
            max(case when place = 11 then unanswered_signal end),
            max(case when place = 12 then unanswered_signal end)
        ), '') as unanswered_signals
    from signals_weighed
    group by customer_id, quarter
),

contracts_summed as (
    select
        customer_id,
        quarter
    from contract_expiries
    group by customer_id, quarter
    having
        max(case when is_terminated then 1 else 0 end) = 1
        and max(case when is_in_force then 1 else 0 end) = 0
),

coverage_measured as (
    select
        weights_summed.*,
        ratio(weights_summed.scored_weight, weights_given.total_weight) as scored_ratio,
        ratio(weights_summed.answered_weight, weights_given.total_weight) as coverage_ratio,
        weights_given.total_weight * limits_given.coverage_least as needed_weight,
        weights_given.unbuilt_signals,
        case when contracts_summed.quarter is not null then limits_given.floor_score end
            as floor_score
    from weights_summed
    inner join weights_given on weights_summed.quarter = weights_given.quarter
    inner join limits_given on weights_summed.quarter = limits_given.quarter
    left join contracts_summed
        on weights_summed.customer_id = contracts_summed.customer_id
        and weights_summed.quarter = contracts_summed.quarter
),

coverage_judged as (
    select
        customer_id,
        quarter,
        cast(scored_weight as decimal(18, 6)) as scored_weight,
        scored_ratio,
        coverage_ratio,
        answered_weight >= needed_weight and scored_weight > 0 as is_covered,
        nullif(concat_ws(',', unanswered_signals, unbuilt_signals), '') as unknown_signals,
        case
            when answered_weight >= needed_weight and scored_weight > 0 then null
            when answered_weight >= needed_weight then 'not_applicable'
            when answered_weight + short_weight >= needed_weight then 'insufficient_history'
            when answered_weight + short_weight + empty_weight >= needed_weight then 'no_data'
            else 'source_missing'
        end as null_reason,
        cast(floor_score as decimal(9, 4)) as floor_score
    from coverage_measured
)

select * from coverage_judged
