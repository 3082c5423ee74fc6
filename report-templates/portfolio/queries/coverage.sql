/* kam
description = """
How much is known of the customers who ever ordered: per attribute of the asset map, and per signal of risk, how many have a value, how many
need none, and how many are unknown; first what is known of some, then what is known of none."""
*/
with

quarters as (
    select * from run.quarters
),

asset_map as (
    select * from marts.customer_asset_map
),

risk_signals as (
    select * from marts.risk_signals
),

buyers as (
    select asset_map.*
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    where asset_map.customer_id <> 0 and not asset_map.is_customer_without_orders
),

attributes_counted as (
    select
        1 as subject_order,
        'attribute-net_revenue_t12m' as subject,
        count(net_revenue_t12m_amount) as known_count,
        count(*) as customer_count
    from buyers
    union all
    select
        2 as subject_order,
        'attribute-customer_contribution' as subject,
        count(customer_contribution_t12m_amount) as known_count,
        count(*) as customer_count
    from buyers
    union all
    select
        3 as subject_order,
        'attribute-value_contribution_index' as subject,
        count(value_contribution_index_score) as known_count,
        count(*) as customer_count
    from buyers
    union all
    select
        4 as subject_order,
        'attribute-impact_score' as subject,
        count(impact_score) as known_count,
        count(*) as customer_count
    from buyers
    union all
    select
        5 as subject_order,
        'attribute-strategic_score' as subject,
        count(strategic_score) as known_count,
        count(*) as customer_count
    from buyers
    union all
    select
        6 as subject_order,
        'attribute-tier' as subject,
        count(tier) as known_count,
        count(*) as customer_count
    from buyers
    union all
    select
        7 as subject_order,
        'attribute-risk_index' as subject,
        count(risk_index_score) as known_count,
        count(*) as customer_count
    from buyers
),

signals_counted as (
    select
        risk_signals.signal_id,
        count(risk_signals.score) as known_count,
        count(case when risk_signals.null_reason = 'not_applicable' then 1 end)
            as not_applicable_count,
        count(*) as customer_count
    from risk_signals
    inner join buyers
        on risk_signals.quarter = buyers.quarter
        and risk_signals.customer_id = buyers.customer_id
    group by risk_signals.signal_id
),

subjects_listed as (
    select
        subject_order,
        subject,
        known_count,
        cast(0 as bigint) as not_applicable_count,
        customer_count - known_count as unknown_count,
        customer_count
    from attributes_counted
    union all
    select
        8 as subject_order,
        'signal-' || signal_id as subject,
        known_count,
        not_applicable_count,
        customer_count - known_count - not_applicable_count as unknown_count,
        customer_count
    from signals_counted
),

subjects_weighed as (
    select
        *,
        case when known_count + not_applicable_count > 0 then 'some' else 'none' end as known_of,
        sum(not_applicable_count) over () as all_not_applicable_count
    from subjects_listed
)

select * from subjects_weighed
order by known_of desc, subject_order asc, subject asc
