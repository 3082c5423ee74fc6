/* kam
description = """
Every customer: who it is, where it stands and how that has changed. Key accounts (`is_key_account` of the asset map) get a page in every
run, the others when asked for."""
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

profiles as (
    select * from marts.customer_profiles
),

asset_map as (
    select * from marts.customer_asset_map
),

contribution as (
    select * from marts.value_contribution
),

concentration as (
    select * from marts.value_concentration
),

segmentation as (
    select * from marts.segmentation
),

class_cells as (
    select * from marts.class_cells
),

tier_changes as (
    select * from marts.tier_changes
),

lifecycle_stages as (
    select * from marts.lifecycle_stages
),

value_index as (
    select * from marts.value_contribution_index
),

risk_index as (
    select * from marts.risk_index
),

risk_relief as (
    select * from marts.risk_relief
),

risk_signals as (
    select * from marts.risk_signals
),

customer_pipeline as (
    select * from marts.customer_pipeline
),

warnings_listed as (
    select
        risk_relief.customer_id,
        risk_relief.quarter,
        string_agg(risk_relief.signal_id, ',' order by risk_relief.place) as warning_signals
    from risk_relief
    inner join quarters on risk_relief.quarter = quarters.quarter
    where risk_relief.is_warning
    group by risk_relief.customer_id, risk_relief.quarter
),

signals_counted as (
    select
        risk_signals.customer_id,
        risk_signals.quarter,
        count(risk_signals.score) as scored_signal_count,
        max(
            case
                when
                    risk_signals.signal_id = 'sig_contract_expiry'
                    and risk_signals.null_reason = 'source_missing'
                    then risk_signals.null_reason
            end
        ) as contracts_missing_reason
    from risk_signals
    inner join quarters on risk_signals.quarter = quarters.quarter
    group by risk_signals.customer_id, risk_signals.quarter
),

accounts_described as (
    select
        asset_map.customer_id,
        quarters.quarter,
        asset_map.is_key_account as gets_page,
        quarters.as_of,
        calendar.quarter as previous_quarter,
        concentration.currency,
        concentration.customer_count,
        concentration.active_customer_count,
        asset_map.customer_name,
        profiles.uscc,
        profiles.country,
        profiles.region,
        profiles.city,
        profiles.industry,
        profiles.source_systems,
        profiles.account_count,
        profiles.is_live,
        asset_map.first_order_date,
        asset_map.last_order_date,
        asset_map.tier,
        asset_map.class_ae,
        asset_map.is_provisional,
        segmentation.null_reason as tier_null_reason,
        segmentation.cell_class,
        asset_map.impact_score,
        asset_map.strategic_score,
        class_cells.impact_level,
        class_cells.strategic_level,
        class_cells.impact_coverage_ratio,
        class_cells.strategic_coverage_ratio,
        tier_changes.tier_before,
        asset_map.movement,
        asset_map.movement_reason,
        lifecycle_stages.lifecycle_stage,
        lifecycle_stages.lifecycle_stage_null_reason,
        asset_map.quadrant,
        asset_map.abc_class,
        asset_map.rank_revenue,
        asset_map.revenue_share_ratio,
        contribution.net_revenue_q_amount,
        contribution.net_revenue_q_null_reason,
        contribution.net_revenue_t12m_amount,
        contribution.net_revenue_t12m_null_reason,
        contribution.net_revenue_p12m_amount,
        case
            when contribution.net_revenue_p12m_amount > 0
                then ratio(
                    contribution.net_revenue_t12m_amount - contribution.net_revenue_p12m_amount,
                    contribution.net_revenue_p12m_amount
                )
        end as net_revenue_t12m_growth_ratio,
        contribution.revenue_growth_yoy_ratio,
        contribution.revenue_growth_yoy_null_reason,
        contribution.revenue_growth_yoy_change_amount,
        contribution_before.rank_revenue as previous_rank_revenue,
        contribution_before.rank_revenue - contribution.rank_revenue as rank_change_count,
        asset_map.value_contribution_index_score,
        value_index.null_reason as value_index_null_reason,
        value_index.coverage_ratio as value_index_coverage_ratio,
        value_index.revenue_part_score,
        value_index.contribution_part_score,
        value_index.growth_part_score,
        value_index.extras_part_score,
        asset_map.risk_index_score,
        asset_map.risk_level,
        risk_index.risk_index_null_reason,
        risk_index.coverage_ratio as risk_coverage_ratio,
        risk_index.scored_ratio as risk_scored_ratio,
        risk_index.is_overridden,
        risk_index.unknown_signals,
        warnings_listed.warning_signals,
        risk_before.risk_index_score as previous_risk_index_score,
        risk_before.risk_level as previous_risk_level,
        asset_map.risk_index_score - risk_before.risk_index_score as risk_index_change_score,
        signals_counted.scored_signal_count,
        signals_counted.contracts_missing_reason,
        case
            when customer_pipeline.win_rate_t12m_null_reason = 'source_missing'
                then customer_pipeline.win_rate_t12m_null_reason
        end as opportunities_missing_reason,
        asset_map.known_count,
        asset_map.unknown_count
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    inner join profiles on asset_map.customer_id = profiles.customer_id
    left join calendar on quarters.number - 1 = calendar.number
    left join concentration on asset_map.quarter = concentration.quarter
    left join contribution
        on asset_map.quarter = contribution.quarter
        and asset_map.customer_id = contribution.customer_id
    left join contribution as contribution_before
        on calendar.quarter = contribution_before.quarter
        and asset_map.customer_id = contribution_before.customer_id
    left join segmentation
        on asset_map.quarter = segmentation.quarter
        and asset_map.customer_id = segmentation.customer_id
    left join class_cells
        on asset_map.quarter = class_cells.quarter
        and asset_map.customer_id = class_cells.customer_id
    left join tier_changes
        on asset_map.quarter = tier_changes.quarter
        and asset_map.customer_id = tier_changes.customer_id
    left join lifecycle_stages
        on asset_map.quarter = lifecycle_stages.quarter
        and asset_map.customer_id = lifecycle_stages.customer_id
    left join value_index
        on asset_map.quarter = value_index.quarter
        and asset_map.customer_id = value_index.customer_id
    left join risk_index
        on asset_map.quarter = risk_index.quarter
        and asset_map.customer_id = risk_index.customer_id
    left join signals_counted
        on asset_map.quarter = signals_counted.quarter
        and asset_map.customer_id = signals_counted.customer_id
    left join customer_pipeline
        on asset_map.quarter = customer_pipeline.quarter
        and asset_map.customer_id = customer_pipeline.customer_id
    left join warnings_listed
        on asset_map.quarter = warnings_listed.quarter
        and asset_map.customer_id = warnings_listed.customer_id
    left join risk_index as risk_before
        on calendar.quarter = risk_before.quarter
        and asset_map.customer_id = risk_before.customer_id
    where asset_map.customer_id <> 0
)

select * from accounts_described
order by customer_id
