/* kam
description = """
The customer asset map (客户资产地图): one row per customer and quarter, for every customer, with what is known of it and the names
of what is not. UNRESOLVED (customer 0) has a row while invoice lines name no known account. Dates are as of the quarter's end."""
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
quadrant                          = { about = "Value against risk: grow (high, low), protect (high, high), maintain (low, low) or limit (low, high). Value is high from map_value_cut on, risk from risk_level_high on; NULL if either is unknown.", measure = "asset_map", audience = "internal" }
is_key_account                    = { about = "Whether it gets a page of its own: tier strategic or core, class A by revenue, or a risk that is high or very high. UNRESOLVED never.", measure = "asset_map", audience = "internal" }
first_order_date                  = { about = "First invoice up to the quarter's end.", audience = "customer" }
last_order_date                   = { about = "Last invoice up to the quarter's end.", audience = "customer" }
known_count                       = { unit = "attributes", about = "Attributes of the map that have a value.", measure = "asset_map", audience = "internal" }
unknown_count                     = { unit = "attributes", about = "Attributes of the map that have none.", measure = "asset_map", audience = "internal" }
unknown_attributes                = { about = "Their ids, comma separated: columns of this table, then measures no source gives yet.", audience = "internal" }
is_customer_without_orders        = { about = "Whether nothing was invoiced up to the quarter's end.", audience = "internal" }
*/
with

customer_attributes as (
    select * from marts.customer_attributes
),

score_bounds as (
    select * from conformed.score_bounds
),

unknowns_listed as (
    select
        *,
        concat_ws(
            ',',
            case when country is null then 'country' end,
            case when city is null then 'city' end,
            case when abc_class is null then 'abc_class' end,
            case when net_revenue_t12m_amount is null then 'net_revenue_t12m' end,
            case when rank_revenue is null then 'rank_revenue' end,
            case when revenue_share_ratio is null then 'revenue_share' end,
            case when first_order_date is null then 'first_order_date' end,
            case when last_order_date is null then 'last_order_date' end,
            case when tier is null then 'tier' end,
            case when class_ae is null then 'class_ae' end,
            case when impact_score is null then 'impact_score' end,
            case when strategic_score is null then 'strategic_score' end,
            case when value_contribution_index_score is null then 'value_contribution_index' end,
            case when customer_contribution_t12m_amount is null then 'customer_contribution' end,
            case when whale_place is null then 'whale_curve' end,
            case when risk_index_score is null then 'risk_index' end,
            case when risk_level is null then 'risk_level' end,
            case when top_risks is null then 'risk_contribution' end,
            'health_score,health_trend,need_size_cell,coverage_model,owner,next_action',
            'demand_forecast_q,share_of_wallet'
        ) as unknown_attributes
    from customer_attributes
),

unknowns_counted as (
    select
        *,
        cast(
            1 + length(unknown_attributes) - length(replace(unknown_attributes, ',', '')) as bigint
        ) as unknown_count
    from unknowns_listed
),

-- 26 attributes: eighteen columns that may be empty, and eight measures to come.
customers_mapped as (
    select
        unknowns_counted.customer_id,
        unknowns_counted.quarter,
        unknowns_counted.customer_name,
        unknowns_counted.country,
        unknowns_counted.city,
        unknowns_counted.source_systems,
        unknowns_counted.abc_class,
        unknowns_counted.net_revenue_t12m_amount,
        unknowns_counted.rank_revenue,
        unknowns_counted.revenue_share_ratio,
        unknowns_counted.tier,
        unknowns_counted.class_ae,
        unknowns_counted.is_provisional,
        unknowns_counted.impact_score,
        unknowns_counted.strategic_score,
        unknowns_counted.value_contribution_index_score,
        unknowns_counted.customer_contribution_t12m_amount,
        unknowns_counted.whale_place,
        unknowns_counted.risk_index_score,
        unknowns_counted.risk_level,
        unknowns_counted.top_risks,
        unknowns_counted.movement,
        unknowns_counted.movement_reason,
        unknowns_counted.lifecycle_stage,
        case
            when
                unknowns_counted.value_contribution_index_score >= score_bounds.value_cut
                and unknowns_counted.risk_index_score >= score_bounds.risk_cut
                then 'protect'
            when
                unknowns_counted.value_contribution_index_score >= score_bounds.value_cut
                and unknowns_counted.risk_index_score < score_bounds.risk_cut
                then 'grow'
            when
                unknowns_counted.value_contribution_index_score < score_bounds.value_cut
                and unknowns_counted.risk_index_score >= score_bounds.risk_cut
                then 'limit'
            when
                unknowns_counted.value_contribution_index_score < score_bounds.value_cut
                and unknowns_counted.risk_index_score < score_bounds.risk_cut
                then 'maintain'
        end as quadrant,
        unknowns_counted.customer_id <> 0
        and (
            coalesce(unknowns_counted.tier, '') in ('strategic', 'core')
            or coalesce(unknowns_counted.abc_class, '') = 'A'
            or coalesce(unknowns_counted.risk_level, '') in ('high', 'very_high')
        ) as is_key_account,
        unknowns_counted.first_order_date,
        unknowns_counted.last_order_date,
        26 - unknowns_counted.unknown_count as known_count,
        unknowns_counted.unknown_count,
        unknowns_counted.unknown_attributes,
        unknowns_counted.first_order_date is null as is_customer_without_orders
    from unknowns_counted
    left join score_bounds on unknowns_counted.quarter = score_bounds.quarter
)

select * from customers_mapped
