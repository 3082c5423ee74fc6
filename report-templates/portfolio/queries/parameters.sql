/* kam
description = "Every parameter in force at the quarter's end, by what it is for."
*/
with

quarters as (
    select * from run.quarters
),

parameters as (
    select * from marts.method_parameters
),

parameters_grouped as (
    select
        parameters.param_id,
        parameters.value,
        parameters.unit,
        parameters.source,
        parameters.valid_from,
        parameters.is_default,
        case
            when parameters.param_id like 'abc_%' or parameters.param_id like 'pareto_%'
                then 'value'
            when parameters.param_id like 'match_%' then 'identity'
            when parameters.param_id like 'risk_%'
                or parameters.param_id like 'plunge_%'
                or parameters.param_id like 'satvol_%'
                or parameters.param_id like 'silence_%'
                or parameters.param_id like 'contract_%'
                then 'risk'
            when parameters.param_id like 'complaint_%'
                or parameters.param_id like 'response_%'
                or parameters.param_id like 'audit_%'
                or parameters.param_id like 'shrinkage_%'
                then 'service'
            when parameters.param_id like 'funnel_%' then 'pipeline'
            when parameters.param_id in ('late_open_days', 'prompt_pay_grace_days')
                then 'receivables'
            when parameters.param_id = 'wacc_ratio' then 'profit'
            when parameters.param_id like 'vci_%' or parameters.param_id like 'value_%'
                then 'index'
            when parameters.param_id like 'impact_%'
                or parameters.param_id like 'strategic_%'
                or parameters.param_id like 'class_%'
                or parameters.param_id like 'tier_%'
                or parameters.param_id like 'map_%'
                or parameters.param_id like 'composite_%'
                or parameters.param_id like 'percentile_%'
                then 'tiers'
            else 'others'
        end as topic
    from parameters
    inner join quarters on parameters.quarter = quarters.quarter
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
