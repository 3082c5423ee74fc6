/* kam
description = """
One row per customer, quarter and criterion that somebody judged before the quarter's end: the mean of every judge's latest score, 1 to 5,
as 0 to 100 (3.7 scorecard_qual: times 25 less 25)."""
grain = ["customer_id", "quarter", "criterion"]

[columns]
customer_id  = { about = "The customer.", audience = "internal" }
quarter      = { about = "The quarter.", audience = "internal" }
criterion    = { about = "own_margin, industry_importance, product_fit, cost_to_serve or team.", audience = "internal" }
expert_score = { unit = "points", about = "0 to 100.", measure = "scorecard_qual", audience = "internal" }
judge_count  = { unit = "people", about = "How many judged.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

expert_scores as (
    select * from given.expert_scores
),

customer_keys as (
    select * from conformed.customer_keys
),

scores_dated as (
    select
        customer_keys.customer_id,
        quarters.quarter,
        expert_scores.criterion,
        expert_scores.score,
        row_number() over (
            partition by
                customer_keys.customer_id, quarters.quarter,
                expert_scores.criterion, expert_scores.scored_by
            order by
                expert_scores.scored_date desc,
                expert_scores.source_system asc,
                expert_scores.source_key asc
        ) as place
    from expert_scores
    inner join customer_keys
        on expert_scores.source_system = customer_keys.source_system
        and expert_scores.source_key = customer_keys.source_key
    inner join quarters on expert_scores.scored_date < quarters.quarter_end
),

scores_averaged as (
    select
        customer_id,
        quarter,
        criterion,
        cast(25 * mean(sum(score), count(*)) - 25 as decimal(9, 4)) as expert_score,
        count(*) as judge_count
    from scores_dated
    where place = 1
    group by customer_id, quarter, criterion
)

select * from scores_averaged
