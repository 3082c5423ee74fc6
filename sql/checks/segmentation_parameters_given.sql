/* kam
description = "Parameters of value, class, tier and asset map that no row gives for a quarter."
severity = "block"
*/
with

score_bounds as (
    select * from conformed.score_bounds
),

quarters as (
    select * from run.quarters
),

parameters_missing as (
    select quarters.quarter
    from quarters
    left join score_bounds on quarters.quarter = score_bounds.quarter
    where
        score_bounds.percentile_least_count is null
        or score_bounds.revenue_low is null
        or score_bounds.revenue_high is null
        or score_bounds.contribution_low is null
        or score_bounds.contribution_high is null
        or score_bounds.growth_low is null
        or score_bounds.growth_high is null
        or score_bounds.margin_growth_low is null
        or score_bounds.margin_growth_high is null
        or score_bounds.prompt_low is null
        or score_bounds.prompt_high is null
        or score_bounds.least_coverage is null
        or score_bounds.low_cut is null
        or score_bounds.high_cut is null
        or score_bounds.hysteresis is null
        or score_bounds.core_revenue is null
        or score_bounds.value_cut is null
        or score_bounds.risk_cut is null
)

select * from parameters_missing
