/* kam
description = """
One row per customer and quarter: everything the asset map tells of it, gathered from the marts that measure it. Dates are as of the
quarter's end."""
grain = ["customer_id", "quarter"]

[columns]
customer_id                       = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                           = { about = "The quarter.", audience = "customer" }
customer_name                     = { about = "The name to print.", audience = "customer" }
country                           = { about = "Country.", audience = "customer" }
city                              = { about = "City.", audience = "customer" }
source_systems                    = { about = "The systems that know it.", audience = "internal" }
abc_class                         = { about = "A, B or C by trailing revenue.", measure = "abc_class", audience = "internal" }
net_revenue_t12m_amount           = { unit = "currency", about = "Net revenue of the four quarters ending here.", measure = "net_revenue_t12m", audience = "customer" }
rank_revenue                      = { unit = "rank", about = "Place by trailing revenue.", measure = "rank_revenue", audience = "internal" }
revenue_share_ratio               = { unit = "ratio", about = "Part of all trailing revenue.", measure = "revenue_share", audience = "internal" }
tier                              = { about = "strategic, core, growth or standard.", measure = "tier", audience = "internal" }
class_ae                          = { about = "A to E.", measure = "class_ae", audience = "internal" }
is_provisional                    = { about = "Whether inputs of class and tier are missing.", audience = "internal" }
impact_score                      = { unit = "points", about = "Impact.", measure = "impact_score", audience = "internal" }
strategic_score                   = { unit = "points", about = "Strategic relevance.", measure = "strategic_score", audience = "internal" }
value_contribution_index_score    = { unit = "points", about = "Its value as one number.", measure = "value_contribution_index", audience = "internal" }
customer_contribution_t12m_amount = { unit = "currency", about = "Trailing contribution, of the lines that are known.", measure = "customer_contribution", audience = "internal" }
whale_place                       = { unit = "rank", about = "Place by trailing contribution, 1 the largest.", measure = "whale_curve", audience = "internal" }
risk_index_score                  = { unit = "points", about = "Risk of losing it.", measure = "risk_index", audience = "internal" }
risk_level                        = { about = "low, medium, high or very_high.", measure = "risk_level", audience = "internal" }
top_risks                         = { about = "The three signals that add most to the risk, comma separated.", measure = "risk_contribution", audience = "internal" }
movement                          = { about = "Since the quarter before: new, up, down, same or lost.", measure = "tier_change_log", audience = "internal" }
movement_reason                   = { about = "Why the tier moved: value, risk, strategy or rule.", measure = "tier_change_log", audience = "internal" }
lifecycle_stage                   = { about = "develop, maintain, grow, retain, lost or won_back.", measure = "lifecycle_stage", audience = "internal" }
first_order_date                  = { about = "First invoice up to the quarter's end.", audience = "customer" }
last_order_date                   = { about = "Last invoice up to the quarter's end.", audience = "customer" }
*/
with

customers as (
    select * from conformed.customers
),

order_dates as (
    select * from conformed.order_dates
),

value_contribution as (
    select * from marts.value_contribution
),

value_contribution_index as (
    select * from marts.value_contribution_index
),

segmentation as (
    select * from marts.segmentation
),

tier_changes as (
    select * from marts.tier_changes
),

lifecycle_stages as (
    select * from marts.lifecycle_stages
),

profitability as (
    select * from marts.profitability
),

whale_curve as (
    select * from marts.whale_curve
),

risk_index as (
    select * from marts.risk_index
),

top_risks as (
    select * from marts.top_risks
),

attributes_gathered as (
    select
        value_contribution.customer_id,
        value_contribution.quarter,
        customers.customer_name,
        customers.country,
        customers.city,
        customers.source_systems,
        value_contribution.abc_class,
        value_contribution.net_revenue_t12m_amount,
        value_contribution.rank_revenue,
        value_contribution.revenue_share_ratio,
        segmentation.tier,
        segmentation.class_ae,
        segmentation.is_provisional,
        segmentation.impact_score,
        segmentation.strategic_score,
        value_contribution_index.value_contribution_index_score,
        profitability.customer_contribution_t12m_amount,
        whale_curve.place as whale_place,
        risk_index.risk_index_score,
        risk_index.risk_level,
        top_risks.top_risks,
        tier_changes.movement,
        tier_changes.reason as movement_reason,
        lifecycle_stages.lifecycle_stage,
        order_dates.first_order_date,
        order_dates.last_order_date
    from value_contribution
    inner join customers on value_contribution.customer_id = customers.customer_id
    left join order_dates
        on value_contribution.customer_id = order_dates.customer_id
        and value_contribution.quarter = order_dates.quarter
    left join value_contribution_index
        on value_contribution.customer_id = value_contribution_index.customer_id
        and value_contribution.quarter = value_contribution_index.quarter
    left join segmentation
        on value_contribution.customer_id = segmentation.customer_id
        and value_contribution.quarter = segmentation.quarter
    left join tier_changes
        on value_contribution.customer_id = tier_changes.customer_id
        and value_contribution.quarter = tier_changes.quarter
    left join lifecycle_stages
        on value_contribution.customer_id = lifecycle_stages.customer_id
        and value_contribution.quarter = lifecycle_stages.quarter
    left join profitability
        on value_contribution.customer_id = profitability.customer_id
        and value_contribution.quarter = profitability.quarter
    left join whale_curve
        on value_contribution.customer_id = whale_curve.customer_id
        and value_contribution.quarter = whale_curve.quarter
    left join risk_index
        on value_contribution.customer_id = risk_index.customer_id
        and value_contribution.quarter = risk_index.quarter
    left join top_risks
        on value_contribution.customer_id = top_risks.customer_id
        and value_contribution.quarter = top_risks.quarter
)

select * from attributes_gathered
