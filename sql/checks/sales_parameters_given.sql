/* kam
description = "Parameters the measures of sales need that no row gives for a quarter."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

parameters_missing as (
    select
        quarters.quarter,
        'funnel_horizon_days' as param_id
    from quarters
    left join parameters_in_force
        on quarters.quarter = parameters_in_force.quarter
        and parameters_in_force.param_id = 'funnel_horizon_days'
    where parameters_in_force.param_id is null
)

select * from parameters_missing
