/* kam
description = """
One row per customer and quarter: its value to us as one number, the weighted mean of what is known of revenue, contribution, growth,
potential and strategic extras (C8). It is published where the known components weigh at least `composite_least_coverage`. No source
tells potential (white space) yet; of the extras only payment quality is known. The parts add up to the index."""
grain = ["customer_id", "quarter"]

[columns]
customer_id                    = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                        = { about = "The quarter.", audience = "customer" }
value_contribution_index_score = { unit = "points", about = "0 to 100.", measure = "value_contribution_index", audience = "internal" }
null_reason                    = { about = "Why it is NULL.", audience = "internal" }
coverage_ratio                 = { unit = "share", about = "Weight of the known components.", audience = "internal" }
unknown_components             = { about = "Those without a score, comma separated.", audience = "internal" }
revenue_part_score             = { unit = "points", about = "What revenue adds.", audience = "internal" }
contribution_part_score        = { unit = "points", about = "What contribution adds.", audience = "internal" }
growth_part_score              = { unit = "points", about = "What growth adds.", audience = "internal" }
extras_part_score              = { unit = "points", about = "What strategic extras add.", audience = "internal" }
*/
with

value_scores as (
    select * from marts.value_scores
),

score_bounds as (
    select * from conformed.score_bounds
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

weights_given as (
    select
        quarter,
        max(case when param_id = 'vci_revenue_weight' then value end) as revenue_weight,
        max(case when param_id = 'vci_contribution_weight' then value end) as contribution_weight,
        max(case when param_id = 'vci_growth_weight' then value end) as growth_weight,
        max(case when param_id = 'vci_extras_weight' then value end) as extras_weight
    from parameters_in_force
    group by quarter
),

weights_known as (
    select
        value_scores.customer_id,
        value_scores.quarter,
        value_scores.is_buyer,
        value_scores.null_reason,
        value_scores.revenue_score,
        value_scores.contribution_score,
        value_scores.growth_score,
        value_scores.payment_score,
        case
            when value_scores.revenue_score is not null then weights_given.revenue_weight else 0
        end as revenue_weight,
        case
            when value_scores.contribution_score is not null then weights_given.contribution_weight
            else 0
        end as contribution_weight,
        case when value_scores.growth_score is not null then weights_given.growth_weight else 0 end
            as growth_weight,
        case when value_scores.payment_score is not null then weights_given.extras_weight else 0 end
            as extras_weight
    from value_scores
    left join weights_given on value_scores.quarter = weights_given.quarter
),

coverage_summed as (
    select
        weights_known.*,
        score_bounds.least_coverage,
        weights_known.revenue_weight + weights_known.contribution_weight
        + weights_known.growth_weight + weights_known.extras_weight as coverage
    from weights_known
    left join score_bounds on weights_known.quarter = score_bounds.quarter
),

parts_weighted as (
    select
        customer_id,
        quarter,
        is_buyer,
        null_reason,
        coverage,
        is_buyer and revenue_score is not null and coverage >= least_coverage as is_published,
        concat_ws(
            ',',
            case when revenue_score is null then 'revenue' end,
            case when contribution_score is null then 'contribution' end,
            case when growth_score is null then 'growth' end,
            'potential',
            case when payment_score is null then 'extras' end
        ) as unknown_components,
        cast(ratio(revenue_score * revenue_weight, coverage) as decimal(9, 4)) as revenue_part,
        cast(ratio(contribution_score * contribution_weight, coverage) as decimal(9, 4))
            as contribution_part,
        cast(ratio(growth_score * growth_weight, coverage) as decimal(9, 4)) as growth_part,
        cast(ratio(payment_score * extras_weight, coverage) as decimal(9, 4)) as extras_part
    from coverage_summed
),

-- The index is the sum of its rounded parts, so that what is printed adds up.
index_summed as (
    select
        customer_id,
        quarter,
        case
            when is_published then cast(
                coalesce(revenue_part, 0) + coalesce(contribution_part, 0)
                + coalesce(growth_part, 0) + coalesce(extras_part, 0) as decimal(9, 4)
            )
        end as value_contribution_index_score,
        case
            when is_published then null
            else coalesce(null_reason, 'source_missing')
        end as null_reason,
        cast(coverage as decimal(9, 6)) as coverage_ratio,
        unknown_components,
        case when is_published then revenue_part end as revenue_part_score,
        case when is_published then contribution_part end as contribution_part_score,
        case when is_published then growth_part end as growth_part_score,
        case when is_published then extras_part end as extras_part_score
    from parts_weighted
)

select * from index_summed
