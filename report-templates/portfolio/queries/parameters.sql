/* kam
description = """
Every parameter in force at the quarter's end, by what it is for. A message is called by `name_id`: one for each signal share one, and
`signal_id` says which. Beside each stand the values that the formulas name."""
*/
with

quarters as (
    select * from run.quarters
),

parameters as (
    select * from marts.method_parameters
),

parameters_now as (
    select parameters.*
    from parameters
    inner join quarters on parameters.quarter = quarters.quarter
),

values_named as (
    select
        quarter,
        max(case when param_id = 'abc_a_cutoff' then value end) as abc_a_cutoff,
        max(case when param_id = 'abc_b_cutoff' then value end) as abc_b_cutoff,
        max(case when param_id = 'wacc_ratio' then value end) as wacc_ratio,
        max(case when param_id = 'late_open_days' then value end) as late_open_days,
        max(case when param_id = 'prompt_pay_grace_days' then value end) as prompt_pay_grace_days,
        max(case when param_id = 'funnel_horizon_days' then value end) as funnel_horizon_days,
        max(case when param_id = 'composite_least_coverage' then value end)
            as composite_least_coverage,
        max(case when param_id = 'class_low_cut' then value end) as class_low_cut,
        max(case when param_id = 'class_high_cut' then value end) as class_high_cut,
        max(case when param_id = 'class_hysteresis' then value end) as class_hysteresis,
        max(case when param_id = 'tier_core_revenue' then value end) as tier_core_revenue,
        max(case when param_id = 'map_value_cut' then value end) as map_value_cut,
        max(case when param_id = 'lifecycle_new_days' then value end) as lifecycle_new_days,
        max(case when param_id = 'lifecycle_growth' then value end) as lifecycle_growth,
        max(case when param_id = 'risk_level_medium' then value end) as risk_level_medium,
        max(case when param_id = 'risk_level_high' then value end) as risk_level_high,
        max(case when param_id = 'risk_level_very_high' then value end) as risk_level_very_high,
        max(case when param_id = 'risk_level_hysteresis' then value end) as risk_level_hysteresis,
        max(case when param_id = 'risk_coverage_least' then value end) as risk_coverage_least,
        max(case when param_id = 'risk_floor_terminated' then value end) as risk_floor_terminated
    from parameters_now
    group by quarter
),

parameters_grouped as (
    select
        parameters_now.param_id,
        parameters_now.value,
        parameters_now.unit,
        parameters_now.source,
        parameters_now.valid_from,
        parameters_now.is_default,
        case
            when parameters_now.param_id like 'risk_weight_sig_%' then 'risk_weight'
            when parameters_now.param_id like 'risk_red_sig_%' then 'risk_red'
            when parameters_now.param_id like 'risk_amber_sig_%' then 'risk_amber'
            else parameters_now.param_id
        end as name_id,
        case
            when parameters_now.param_id like 'risk_weight_sig_%'
                then replace(parameters_now.param_id, 'risk_weight_', '')
            when parameters_now.param_id like 'risk_red_sig_%'
                then replace(parameters_now.param_id, 'risk_red_', '')
            when parameters_now.param_id like 'risk_amber_sig_%'
                then replace(parameters_now.param_id, 'risk_amber_', '')
        end as signal_id,
        case
            when parameters_now.param_id like 'abc_%' or parameters_now.param_id like 'pareto_%'
                then 'value'
            when parameters_now.param_id like 'match_%' then 'identity'
            when parameters_now.param_id like 'risk_%'
                or parameters_now.param_id like 'plunge_%'
                or parameters_now.param_id like 'satvol_%'
                or parameters_now.param_id like 'silence_%'
                or parameters_now.param_id like 'contract_%'
                then 'risk'
            when parameters_now.param_id like 'complaint_%'
                or parameters_now.param_id like 'response_%'
                or parameters_now.param_id like 'audit_%'
                or parameters_now.param_id like 'shrinkage_%'
                then 'service'
            when parameters_now.param_id like 'funnel_%' then 'pipeline'
            when parameters_now.param_id in ('late_open_days', 'prompt_pay_grace_days')
                then 'receivables'
            when parameters_now.param_id = 'wacc_ratio' then 'profit'
            when parameters_now.param_id like 'vci_%' or parameters_now.param_id like 'value_%'
                then 'index'
            when parameters_now.param_id like 'impact_%'
                or parameters_now.param_id like 'strategic_%'
                or parameters_now.param_id like 'class_%'
                or parameters_now.param_id like 'tier_%'
                or parameters_now.param_id like 'map_%'
                or parameters_now.param_id like 'lifecycle_%'
                or parameters_now.param_id like 'composite_%'
                or parameters_now.param_id like 'percentile_%'
                then 'tiers'
            else 'others'
        end as topic,
        values_named.abc_a_cutoff,
        values_named.abc_b_cutoff,
        values_named.wacc_ratio,
        values_named.late_open_days,
        values_named.prompt_pay_grace_days,
        values_named.funnel_horizon_days,
        values_named.composite_least_coverage,
        values_named.class_low_cut,
        values_named.class_high_cut,
        values_named.class_hysteresis,
        values_named.tier_core_revenue,
        values_named.map_value_cut,
        values_named.lifecycle_new_days,
        values_named.lifecycle_growth,
        values_named.risk_level_medium,
        values_named.risk_level_high,
        values_named.risk_level_very_high,
        values_named.risk_level_hysteresis,
        values_named.risk_coverage_least,
        values_named.risk_floor_terminated
    from parameters_now
    inner join values_named on parameters_now.quarter = values_named.quarter
),

parameters_ordered as (
    select
        *,
        case topic
            when 'value' then 1
            when 'profit' then 2
            when 'receivables' then 3
            when 'service' then 4
            when 'pipeline' then 5
            when 'index' then 6
            when 'tiers' then 7
            when 'risk' then 8
            when 'identity' then 9
            else 10
        end as topic_order
    from parameters_grouped
)

select * from parameters_ordered
order by topic_order, param_id
