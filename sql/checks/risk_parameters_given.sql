/* kam
description = "Quarters in which a threshold of risk has no value, or the weights of the risk index do not add to one."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

parameters_counted as (
    select
        quarter,
        sum(case when param_id like 'risk_weight_%' then value end) as weight_sum,
        count(case when param_id like 'risk_red_%' then 1 end) as red_count,
        count(case when param_id like 'risk_amber_%' then 1 end) as amber_count,
        count(case when param_id like 'contract_step_%' then 1 end) as step_count,
        count(case
            when
                param_id in (
                    'plunge_red_z', 'plunge_trend_lowest', 'plunge_trend_highest',
                    'risk_plunge_drop_lowest', 'risk_plunge_drop_highest',
                    'risk_overdue_30_lowest', 'risk_overdue_30_highest',
                    'risk_silence_lowest', 'risk_silence_highest',
                    'risk_margin_drop_lowest', 'risk_margin_drop_highest',
                    'risk_breach_lowest', 'risk_breach_highest',
                    'risk_history_least_count', 'silence_least_gap_count',
                    'satvol_volume_share', 'satvol_satisfaction_share', 'satvol_both_share',
                    'satvol_down_z', 'contract_auto_renewed_share', 'contract_lapsed_days',
                    'risk_coverage_least', 'risk_floor_terminated', 'risk_level_medium',
                    'risk_level_high', 'risk_level_very_high', 'risk_level_hysteresis'
                )
                then 1
        end) as other_count
    from parameters_in_force
    group by quarter
),

quarters_amiss as (
    select
        quarters.quarter,
        parameters_counted.weight_sum,
        parameters_counted.red_count,
        parameters_counted.amber_count,
        parameters_counted.step_count,
        parameters_counted.other_count
    from quarters
    left join parameters_counted on quarters.quarter = parameters_counted.quarter
    where
        coalesce(parameters_counted.weight_sum, 0) <> 1
        or coalesce(parameters_counted.red_count, 0) <> 8
        or coalesce(parameters_counted.amber_count, 0) <> 8
        or coalesce(parameters_counted.step_count, 0) <> 10
        or coalesce(parameters_counted.other_count, 0) <> 27
)

select * from quarters_amiss
