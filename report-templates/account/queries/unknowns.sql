/* kam
description = """
What is not known of a customer and why: one row per customer and thing, attributes as `attribute-…`, signals of risk as `signal-…`."""
*/
with

quarters as (
    select * from run.quarters
),

profiles as (
    select * from marts.customer_profiles
),

contribution as (
    select * from marts.value_contribution
),

segmentation as (
    select * from marts.segmentation
),

value_index as (
    select * from marts.value_contribution_index
),

risk_index as (
    select * from marts.risk_index
),

risk_signals as (
    select * from marts.risk_signals
),

profitability as (
    select * from marts.profitability
),

receivables as (
    select * from marts.receivables
),

service as (
    select * from marts.service
),

customer_pipeline as (
    select * from marts.customer_pipeline
),

things_listed as (
    select
        profiles.customer_id,
        1 as thing_order,
        'attribute-uscc' as thing,
        'no_data' as null_reason
    from profiles
    where profiles.uscc is null
    union all
    select
        profiles.customer_id,
        2 as thing_order,
        'attribute-industry' as thing,
        'no_data' as null_reason
    from profiles
    where profiles.industry is null
    union all
    select
        profiles.customer_id,
        3 as thing_order,
        'attribute-city' as thing,
        'no_data' as null_reason
    from profiles
    where profiles.city is null
    union all
    select
        contribution.customer_id,
        4 as thing_order,
        'attribute-net_revenue_t12m' as thing,
        contribution.net_revenue_t12m_null_reason as null_reason
    from contribution
    inner join quarters on contribution.quarter = quarters.quarter
    where contribution.net_revenue_t12m_amount is null
    union all
    select
        profitability.customer_id,
        5 as thing_order,
        'attribute-cost_of_goods' as thing,
        profitability.gross_margin_t12m_null_reason as null_reason
    from profitability
    inner join quarters on profitability.quarter = quarters.quarter
    where profitability.gross_margin_t12m_amount is null
    union all
    select
        profitability.customer_id,
        6 as thing_order,
        'attribute-cost_to_serve' as thing,
        profitability.cost_to_serve_t12m_null_reason as null_reason
    from profitability
    inner join quarters on profitability.quarter = quarters.quarter
    where profitability.cost_to_serve_t12m_amount is null
    union all
    select
        profitability.customer_id,
        7 as thing_order,
        'attribute-ar_carrying_cost' as thing,
        profitability.ar_carrying_cost_t12m_null_reason as null_reason
    from profitability
    inner join quarters on profitability.quarter = quarters.quarter
    where profitability.ar_carrying_cost_t12m_amount is null
    union all
    select
        segmentation.customer_id,
        8 as thing_order,
        'attribute-tier' as thing,
        segmentation.null_reason
    from segmentation
    inner join quarters on segmentation.quarter = quarters.quarter
    where segmentation.tier is null
    union all
    select
        value_index.customer_id,
        9 as thing_order,
        'attribute-value_contribution_index' as thing,
        value_index.null_reason
    from value_index
    inner join quarters on value_index.quarter = quarters.quarter
    where value_index.value_contribution_index_score is null
    union all
    select
        risk_index.customer_id,
        10 as thing_order,
        'attribute-risk_index' as thing,
        risk_index.risk_index_null_reason as null_reason
    from risk_index
    inner join quarters on risk_index.quarter = quarters.quarter
    where risk_index.risk_index_score is null
    union all
    select
        risk_signals.customer_id,
        11 as thing_order,
        'signal-' || risk_signals.signal_id as thing,
        risk_signals.null_reason
    from risk_signals
    inner join quarters on risk_signals.quarter = quarters.quarter
    where risk_signals.score is null and risk_signals.null_reason <> 'not_applicable'
    union all
    select
        risk_signals.customer_id,
        16 as thing_order,
        'attribute-contracts' as thing,
        risk_signals.null_reason
    from risk_signals
    inner join quarters on risk_signals.quarter = quarters.quarter
    where
        risk_signals.signal_id = 'sig_contract_expiry'
        and risk_signals.null_reason = 'source_missing'
    union all
    select
        customer_pipeline.customer_id,
        17 as thing_order,
        'attribute-opportunities' as thing,
        customer_pipeline.win_rate_t12m_null_reason as null_reason
    from customer_pipeline
    inner join quarters on customer_pipeline.quarter = quarters.quarter
    where customer_pipeline.win_rate_t12m_null_reason = 'source_missing'
    union all
    select
        receivables.customer_id,
        12 as thing_order,
        'attribute-receivables' as thing,
        receivables.ar_balance_null_reason as null_reason
    from receivables
    inner join quarters on receivables.quarter = quarters.quarter
    where receivables.ar_balance_amount is null
    union all
    select
        service.customer_id,
        13 as thing_order,
        'attribute-on_time_ticket_rate' as thing,
        service.on_time_ticket_null_reason as null_reason
    from service
    inner join quarters on service.quarter = quarters.quarter
    where
        service.on_time_ticket_ratio is null
        and service.on_time_ticket_null_reason <> 'not_applicable'
    union all
    select
        service.customer_id,
        14 as thing_order,
        'attribute-csat' as thing,
        service.csat_null_reason as null_reason
    from service
    inner join quarters on service.quarter = quarters.quarter
    where service.csat_mean is null
    union all
    select
        service.customer_id,
        15 as thing_order,
        'attribute-info_accuracy_rate' as thing,
        service.info_accuracy_null_reason as null_reason
    from service
    inner join quarters on service.quarter = quarters.quarter
    where service.info_accuracy_ratio is null
),

things_explained as (
    select
        customer_id,
        thing_order,
        thing,
        coalesce(null_reason, 'unstated') as null_reason
    from things_listed
)

select * from things_explained
order by customer_id, null_reason, thing_order, thing
