/* kam
description = """
One row per customer and quarter: where it stands in its life as a customer, as of the quarter's end. The first that holds: develop
(nothing ordered yet, or first less than lifecycle_new_days ago), lost (no order in the four quarters ending here), won_back (none in the
four before them, but earlier), retain (risk from risk_level_high on), grow (trailing revenue up by lifecycle_growth), maintain."""
grain = ["customer_id", "quarter"]

[columns]
customer_id                 = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                     = { about = "The quarter.", audience = "customer" }
lifecycle_stage             = { about = "develop, maintain, grow, retain, lost or won_back.", measure = "lifecycle_stage", audience = "internal" }
lifecycle_stage_null_reason = { about = "Why it is NULL.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

score_bounds as (
    select * from conformed.score_bounds
),

order_dates as (
    select * from conformed.order_dates
),

value_contribution as (
    select * from marts.value_contribution
),

risk_index as (
    select * from marts.risk_index
),

lives_gathered as (
    select
        value_contribution.customer_id,
        quarters.quarter,
        quarters.as_of,
        quarters.t12m_start,
        quarters.p12m_start,
        value_contribution.net_revenue_t12m_amount as t12m_amount,
        value_contribution.net_revenue_p12m_amount as p12m_amount,
        value_contribution.net_revenue_t12m_null_reason as t12m_null_reason,
        order_dates.first_order_date,
        order_dates.last_order_date,
        risk_index.risk_index_score,
        risk_index.risk_index_null_reason,
        score_bounds.risk_cut,
        score_bounds.new_days,
        score_bounds.growth_cut
    from value_contribution
    inner join quarters on value_contribution.quarter = quarters.quarter
    left join score_bounds on value_contribution.quarter = score_bounds.quarter
    left join order_dates
        on value_contribution.customer_id = order_dates.customer_id
        and value_contribution.quarter = order_dates.quarter
    left join risk_index
        on value_contribution.customer_id = risk_index.customer_id
        and value_contribution.quarter = risk_index.quarter
),

stages_decided as (
    select
        customer_id,
        quarter,
        case
            when customer_id = 0 then null
            when first_order_date is null then 'develop'
            when days_between(first_order_date, as_of) < new_days then 'develop'
            when t12m_amount is null then null
            when last_order_date < t12m_start then 'lost'
            when p12m_amount = 0 and first_order_date < p12m_start then 'won_back'
            when risk_index_score is null then null
            when risk_index_score >= risk_cut then 'retain'
            when p12m_amount is null and first_order_date < t12m_start then null
            when p12m_amount > 0 and ratio(t12m_amount, p12m_amount) >= 1 + growth_cut then 'grow'
            else 'maintain'
        end as lifecycle_stage,
        case
            when customer_id = 0 then 'not_applicable'
            when t12m_amount is null then t12m_null_reason
            when risk_index_score is null then risk_index_null_reason
            else 'insufficient_history'
        end as possible_reason
    from lives_gathered
),

stages_reasoned as (
    select
        customer_id,
        quarter,
        lifecycle_stage,
        case when lifecycle_stage is null then possible_reason end as lifecycle_stage_null_reason
    from stages_decided
)

select * from stages_reasoned
