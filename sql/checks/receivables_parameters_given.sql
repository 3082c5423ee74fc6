/* kam
description = "Parameters receivables and profit need that no row gives for a quarter."
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
    select 'late_open_days' as param_id
    union all
    select 'prompt_pay_grace_days' as param_id
    union all
    select 'wacc_ratio' as param_id
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
