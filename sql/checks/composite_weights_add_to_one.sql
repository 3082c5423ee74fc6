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

weights_summed as (
    select
        quarters.quarter,
        sum(case when param_id like 'vci\_%\_weight' escape '\' then value else 0 end) as vci_weight,
        sum(case when param_id like 'impact\_%\_weight' escape '\' then value else 0 end)
            as impact_weight,
        sum(case when param_id like 'strategic\_%\_weight' escape '\' then value else 0 end)
            as strategic_weight
    from quarters
    left join parameters_in_force on quarters.quarter = parameters_in_force.quarter
    group by quarters.quarter
),

weights_amiss as (
    select
        quarter,
        vci_weight,
        impact_weight,
        strategic_weight
    from weights_summed
    where vci_weight <> 1 or impact_weight <> 1 or strategic_weight <> 1
)

select * from weights_amiss
