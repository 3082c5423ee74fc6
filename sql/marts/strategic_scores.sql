/* kam
description = """
One row per customer and quarter: the strategic axis of its class (R423 to R427). Half is priority: will it stay (100 less the risk index), its
own margin, the weight of its industry; half is our ability: product fit, cost to serve, the team, past service. What no system knows
comes from `given.expert_scores`. The weighted mean of what is known (C8); `coverage_ratio` says how much that is."""
grain = ["customer_id", "quarter"]

[columns]
customer_id               = { about = "The customer.", audience = "internal" }
quarter                   = { about = "The quarter.", audience = "internal" }
strategic_score           = { unit = "points", about = "0 to 100; NULL if nothing is known.", measure = "strategic_score", audience = "internal" }
coverage_ratio            = { unit = "share", about = "Weight of the known components.", audience = "internal" }
retention_score           = { unit = "points", about = "100 less the risk index.", audience = "internal" }
own_margin_score          = { unit = "points", about = "By expert judgement.", audience = "internal" }
industry_importance_score = { unit = "points", about = "By expert judgement.", audience = "internal" }
product_fit_score         = { unit = "points", about = "By expert judgement.", audience = "internal" }
cost_to_serve_score       = { unit = "points", about = "By expert judgement.", audience = "internal" }
team_score                = { unit = "points", about = "By expert judgement.", audience = "internal" }
performance_score         = { unit = "points", about = "Collaboration efficiency, or else tickets on time.", audience = "internal" }
*/
with

value_scores as (
    select * from marts.value_scores
),

risk_index as (
    select * from marts.risk_index
),

service as (
    select * from marts.service
),

expert_judgements as (
    select * from conformed.expert_judgements
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

weights_given as (
    select
        quarter,
        max(case when param_id = 'strategic_retention_weight' then value end) as retention_weight,
        max(case when param_id = 'strategic_own_margin_weight' then value end) as own_margin_weight,
        max(case when param_id = 'strategic_industry_weight' then value end) as industry_weight,
        max(case when param_id = 'strategic_product_fit_weight' then value end) as fit_weight,
        max(case when param_id = 'strategic_cost_to_serve_weight' then value end) as cost_weight,
        max(case when param_id = 'strategic_team_weight' then value end) as team_weight,
        max(case when param_id = 'strategic_performance_weight' then value end)
            as performance_weight
    from parameters_in_force
    group by quarter
),

judgements_pivoted as (
    select
        customer_id,
        quarter,
        max(case when criterion = 'own_margin' then expert_score end) as own_margin_score,
        max(case when criterion = 'industry_importance' then expert_score end) as industry_score,
        max(case when criterion = 'product_fit' then expert_score end) as fit_score,
        max(case when criterion = 'cost_to_serve' then expert_score end) as cost_score,
        max(case when criterion = 'team' then expert_score end) as team_score
    from expert_judgements
    group by customer_id, quarter
),

scores_gathered as (
    select
        value_scores.customer_id,
        value_scores.quarter,
        cast(100 - risk_index.risk_index_score as decimal(9, 4)) as retention_score,
        judgements_pivoted.own_margin_score,
        judgements_pivoted.industry_score,
        judgements_pivoted.fit_score,
        judgements_pivoted.cost_score,
        judgements_pivoted.team_score,
        coalesce(
            service.cei_score, cast(100 * service.on_time_ticket_ratio as decimal(9, 4))
        ) as performance_score
    from value_scores
    left join risk_index
        on value_scores.customer_id = risk_index.customer_id
        and value_scores.quarter = risk_index.quarter
    left join service
        on value_scores.customer_id = service.customer_id
        and value_scores.quarter = service.quarter
    left join judgements_pivoted
        on value_scores.customer_id = judgements_pivoted.customer_id
        and value_scores.quarter = judgements_pivoted.quarter
    where value_scores.is_buyer
),

weights_joined as (
    select
        scores_gathered.*,
        weights_given.retention_weight,
        weights_given.own_margin_weight,
        weights_given.industry_weight,
        weights_given.fit_weight,
        weights_given.cost_weight,
        weights_given.team_weight,
        weights_given.performance_weight
    from scores_gathered
    left join weights_given on scores_gathered.quarter = weights_given.quarter
),

scores_weighted as (
    select
        *,
        coalesce(retention_score * retention_weight, 0)
        + coalesce(own_margin_score * own_margin_weight, 0)
        + coalesce(industry_score * industry_weight, 0)
        + coalesce(fit_score * fit_weight, 0)
        + coalesce(cost_score * cost_weight, 0)
        + coalesce(team_score * team_weight, 0)
        + coalesce(performance_score * performance_weight, 0) as weighted_score,
        case when retention_score is not null then retention_weight else 0 end
        + case when own_margin_score is not null then own_margin_weight else 0 end
        + case when industry_score is not null then industry_weight else 0 end
        + case when fit_score is not null then fit_weight else 0 end
        + case when cost_score is not null then cost_weight else 0 end
        + case when team_score is not null then team_weight else 0 end
        + case when performance_score is not null then performance_weight else 0 end as coverage
    from weights_joined
),

axis_measured as (
    select
        customer_id,
        quarter,
        cast(ratio(weighted_score, coverage) as decimal(9, 4)) as strategic_score,
        cast(coverage as decimal(9, 6)) as coverage_ratio,
        retention_score,
        own_margin_score,
        industry_score as industry_importance_score,
        fit_score as product_fit_score,
        cost_score as cost_to_serve_score,
        team_score,
        performance_score
    from scores_weighted
)

select * from axis_measured
