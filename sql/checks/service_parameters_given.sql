/* kam
description = "Parameters the measures of service need that no row gives for a quarter."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

parameters_needed as (
    select 'audit_least_count' as param_id
    union all
    select 'complaint_weight_1' as param_id
    union all
    select 'complaint_weight_2' as param_id
    union all
    select 'complaint_weight_3' as param_id
    union all
    select 'complaint_weight_4' as param_id
    union all
    select 'response_floor_hours' as param_id
    union all
    select 'response_target_1_hours' as param_id
    union all
    select 'response_target_2_hours' as param_id
    union all
    select 'response_target_3_hours' as param_id
    union all
    select 'response_target_4_hours' as param_id
    union all
    select 'shrinkage_answer_count' as param_id
),

parameters_missing as (
    select
        quarters.quarter,
        parameters_needed.param_id
    from quarters
    cross join parameters_needed
    left join parameters_in_force
        on quarters.quarter = parameters_in_force.quarter
        and parameters_needed.param_id = parameters_in_force.param_id
    where parameters_in_force.param_id is null
)

select * from parameters_missing
