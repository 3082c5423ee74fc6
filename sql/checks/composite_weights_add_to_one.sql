/* kam
description = "Composites whose weights do not add up to one in a quarter: their scores would not lie between 0 and 100."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

weights_given as (
    select
        quarters.quarter,
        split_part(parameters_in_force.param_id, '_', 1) as composite,
        parameters_in_force.value
    from quarters
    left join parameters_in_force on quarters.quarter = parameters_in_force.quarter
    where ends_with(parameters_in_force.param_id, '_weight')
),

weights_summed as (
    select
        quarter,
        composite,
        sum(value) as weight
    from weights_given
    where composite in ('vci', 'impact', 'strategic')
    group by quarter, composite
),

weights_amiss as (
    select
        quarter,
        composite,
        weight
    from weights_summed
    where weight <> 1
)

select * from weights_amiss
