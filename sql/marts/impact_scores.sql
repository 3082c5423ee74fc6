/* kam
description = """
One row per customer and quarter: the impact axis of its class (R423 to R425): how much revenue it brings and how fast that grows, how much
contribution and how fast its rate grows. The weighted mean of what is known (C8), once trailing revenue is; `coverage_ratio` says how
much that is."""
grain = ["customer_id", "quarter"]

[columns]
customer_id               = { about = "The customer.", audience = "internal" }
quarter                   = { about = "The quarter.", audience = "internal" }
impact_score              = { unit = "points", about = "0 to 100; NULL without trailing revenue.", measure = "impact_score", audience = "internal" }
coverage_ratio            = { unit = "share", about = "Weight of the known components.", audience = "internal" }
revenue_score             = { unit = "points", about = "Trailing revenue.", audience = "internal" }
growth_score              = { unit = "points", about = "Its growth.", audience = "internal" }
contribution_score        = { unit = "points", about = "Trailing contribution.", audience = "internal" }
contribution_growth_score = { unit = "points", about = "Growth of contribution per revenue.", audience = "internal" }
*/
with

value_scores as (
    select * from marts.value_scores
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

weights_given as (
    select
        quarter,
        max(case when param_id = 'impact_revenue_weight' then value end) as revenue_weight,
        max(case when param_id = 'impact_growth_weight' then value end) as growth_weight,
        max(case when param_id = 'impact_contribution_weight' then value end)
            as contribution_weight,
        max(case when param_id = 'impact_contribution_growth_weight' then value end)
            as contribution_growth_weight
    from parameters_in_force
    group by quarter
),

weights_joined as (
    select
        value_scores.*,
        weights_given.revenue_weight,
        weights_given.growth_weight,
        weights_given.contribution_weight,
        weights_given.contribution_growth_weight
    from value_scores
    left join weights_given on value_scores.quarter = weights_given.quarter
    where value_scores.is_buyer
),

scores_weighted as (
    select
        *,
        coalesce(revenue_score * revenue_weight, 0)
        + coalesce(growth_score * growth_weight, 0)
        + coalesce(contribution_score * contribution_weight, 0)
        + coalesce(contribution_growth_score * contribution_growth_weight, 0) as weighted_score,
        case when revenue_score is not null then revenue_weight else 0 end
        + case when growth_score is not null then growth_weight else 0 end
        + case when contribution_score is not null then contribution_weight else 0 end
        + case when contribution_growth_score is not null then contribution_growth_weight else 0 end
            as coverage
    from weights_joined
),

axis_measured as (
    select
        customer_id,
        quarter,
        case
            when revenue_score is not null
                then cast(ratio(weighted_score, coverage) as decimal(9, 4))
        end as impact_score,
        cast(coverage as decimal(9, 6)) as coverage_ratio,
        revenue_score,
        growth_score,
        contribution_score,
        contribution_growth_score
    from scores_weighted
)

select * from axis_measured
