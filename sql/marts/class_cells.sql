/* kam
description = """
One row per buyer and quarter: its cell in the matrix of impact and strategic relevance (R423), before what held last quarter is looked
at. Each axis is low, mid or high by two cuts. The margin is the distance of either score to its nearest cut."""
grain = ["customer_id", "quarter"]

[columns]
customer_id              = { about = "The customer.", audience = "internal" }
quarter                  = { about = "The quarter.", audience = "internal" }
impact_score             = { unit = "points", about = "Impact.", measure = "impact_score", audience = "internal" }
strategic_score          = { unit = "points", about = "Strategic relevance.", measure = "strategic_score", audience = "internal" }
retention_score          = { unit = "points", about = "The part of it that says whether it will stay.", audience = "internal" }
impact_coverage_ratio    = { unit = "share", about = "Weight of what is known of impact.", audience = "internal" }
strategic_coverage_ratio = { unit = "share", about = "Weight of what is known of relevance.", audience = "internal" }
impact_level             = { about = "low, mid or high.", audience = "internal" }
strategic_level          = { about = "low, mid or high.", audience = "internal" }
cell_class               = { about = "A to E; NULL if an axis is unknown.", audience = "internal" }
margin_score             = { unit = "points", about = "Distance to the nearest cut.", audience = "internal" }
is_provisional           = { about = "Whether less than composite_least_coverage of an axis is known.", audience = "internal" }
*/
with

impact_scores as (
    select * from marts.impact_scores
),

strategic_scores as (
    select * from marts.strategic_scores
),

score_bounds as (
    select * from conformed.score_bounds
),

axes_joined as (
    select
        impact_scores.customer_id,
        impact_scores.quarter,
        impact_scores.impact_score,
        strategic_scores.strategic_score,
        strategic_scores.retention_score,
        impact_scores.coverage_ratio as impact_coverage_ratio,
        strategic_scores.coverage_ratio as strategic_coverage_ratio,
        score_bounds.low_cut,
        score_bounds.high_cut,
        case
            when impact_scores.impact_score < score_bounds.low_cut then 'low'
            when impact_scores.impact_score < score_bounds.high_cut then 'mid'
            when impact_scores.impact_score >= score_bounds.high_cut then 'high'
        end as impact_level,
        case
            when strategic_scores.strategic_score < score_bounds.low_cut then 'low'
            when strategic_scores.strategic_score < score_bounds.high_cut then 'mid'
            when strategic_scores.strategic_score >= score_bounds.high_cut then 'high'
        end as strategic_level,
        impact_scores.coverage_ratio < score_bounds.least_coverage
        or strategic_scores.coverage_ratio < score_bounds.least_coverage as is_provisional
    from impact_scores
    inner join strategic_scores
        on impact_scores.customer_id = strategic_scores.customer_id
        and impact_scores.quarter = strategic_scores.quarter
    left join score_bounds on impact_scores.quarter = score_bounds.quarter
),

cells_named as (
    select
        *,
        impact_level || ' ' || strategic_level as cell
    from axes_joined
),

cells_read as (
    select
        customer_id,
        quarter,
        impact_score,
        strategic_score,
        retention_score,
        impact_coverage_ratio,
        strategic_coverage_ratio,
        impact_level,
        strategic_level,
        case cell
            when 'high high' then 'A'
            when 'high mid' then 'B'
            when 'mid high' then 'B'
            when 'high low' then 'C'
            when 'mid mid' then 'C'
            when 'low high' then 'C'
            when 'mid low' then 'D'
            when 'low mid' then 'D'
            when 'low low' then 'E'
        end as cell_class,
        cast(least(
            abs(impact_score - low_cut),
            abs(impact_score - high_cut),
            abs(strategic_score - low_cut),
            abs(strategic_score - high_cut)
        ) as decimal(9, 4)) as margin_score,
        is_provisional
    from cells_named
)

select * from cells_read
