/* kam
description = "One row per quarter: the bounds and weights of value, class, tier and stage of life, as parameters give them."
grain = ["quarter"]

[columns]
quarter                = { about = "The quarter.", audience = "internal" }
percentile_least_count = { unit = "customers", about = "Fewer are placed between bounds instead of ranked (N2).", audience = "internal" }
revenue_low            = { unit = "currency", about = "Trailing revenue that scores 0.", audience = "internal" }
revenue_high           = { unit = "currency", about = "Trailing revenue that scores 100.", audience = "internal" }
contribution_low       = { unit = "currency", about = "Trailing contribution that scores 0.", audience = "internal" }
contribution_high      = { unit = "currency", about = "Trailing contribution that scores 100.", audience = "internal" }
growth_low             = { unit = "ratio", about = "Growth that scores 0.", audience = "internal" }
growth_high            = { unit = "ratio", about = "Growth that scores 100.", audience = "internal" }
margin_growth_low      = { unit = "ratio", about = "Change of contribution per revenue that scores 0.", audience = "internal" }
margin_growth_high     = { unit = "ratio", about = "Change that scores 100.", audience = "internal" }
prompt_low             = { unit = "ratio", about = "Prompt payment that scores 0.", audience = "internal" }
prompt_high            = { unit = "ratio", about = "Prompt payment that scores 100.", audience = "internal" }
least_coverage         = { unit = "share", about = "Weight of known components below which a composite is provisional or not published (C8).", audience = "internal" }
low_cut                = { unit = "points", about = "An axis is low below this.", audience = "internal" }
high_cut               = { unit = "points", about = "An axis is high from this on.", audience = "internal" }
hysteresis             = { unit = "points", about = "Points by which a new cell must hold at once.", audience = "internal" }
core_revenue           = { unit = "currency", about = "Trailing revenue from which class C is core.", audience = "internal" }
value_cut              = { unit = "points", about = "The asset map calls a value high from this on.", audience = "internal" }
risk_cut               = { unit = "points", about = "It calls a risk high from this on: where the level high begins.", audience = "internal" }
new_days               = { unit = "days", about = "A customer is being developed for so long after its first order.", audience = "internal" }
growth_cut             = { unit = "ratio", about = "Growth of trailing revenue from which a customer is called growing.", audience = "internal" }
*/
with

parameters_in_force as (
    select * from conformed.parameters_in_force
),

bounds_pivoted as (
    select
        quarter,
        max(case when param_id = 'percentile_least_count' then value end) as percentile_least_count,
        max(case when param_id = 'value_revenue_low' then value end) as revenue_low,
        max(case when param_id = 'value_revenue_high' then value end) as revenue_high,
        max(case when param_id = 'value_contribution_low' then value end) as contribution_low,
        max(case when param_id = 'value_contribution_high' then value end) as contribution_high,
        max(case when param_id = 'value_growth_low' then value end) as growth_low,
        max(case when param_id = 'value_growth_high' then value end) as growth_high,
        max(case when param_id = 'value_margin_growth_low' then value end) as margin_growth_low,
        max(case when param_id = 'value_margin_growth_high' then value end) as margin_growth_high,
        max(case when param_id = 'value_prompt_pay_low' then value end) as prompt_low,
        max(case when param_id = 'value_prompt_pay_high' then value end) as prompt_high,
        max(case when param_id = 'composite_least_coverage' then value end) as least_coverage,
        max(case when param_id = 'class_low_cut' then value end) as low_cut,
        max(case when param_id = 'class_high_cut' then value end) as high_cut,
        max(case when param_id = 'class_hysteresis' then value end) as hysteresis,
        max(case when param_id = 'tier_core_revenue' then value end) as core_revenue,
        max(case when param_id = 'map_value_cut' then value end) as value_cut,
        max(case when param_id = 'risk_level_high' then value end) as risk_cut,
        max(case when param_id = 'lifecycle_new_days' then value end) as new_days,
        max(case when param_id = 'lifecycle_growth' then value end) as growth_cut
    from parameters_in_force
    group by quarter
)

select * from bounds_pivoted
