/* kam
description = """
Whom to look at first: the first 20 customers with a risk index, those at the highest levels first, and within a level who brings most
revenue; beside each how the index has moved since the quarter before. The first eight at medium or above are told in full (`is_detailed`)."""
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

asset_map as (
    select * from marts.customer_asset_map
),

risk_index as (
    select * from marts.risk_index
),

risk_relief as (
    select * from marts.risk_relief
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

risks_listed as (
    select
        asset_map.customer_id,
        asset_map.customer_name,
        asset_map.is_key_account,
        asset_map.tier,
        asset_map.class_ae,
        asset_map.is_provisional,
        asset_map.value_contribution_index_score,
        asset_map.net_revenue_t12m_amount,
        asset_map.risk_index_score,
        asset_map.risk_level,
        case asset_map.risk_level
            when 'very_high' then 4
            when 'high' then 3
            when 'medium' then 2
            else 1
        end as level_number,
        warnings_listed.warning_signals,
        risk_index.is_overridden,
        risk_index.coverage_ratio,
        quarter_before.risk_index_score as previous_risk_index_score,
        asset_map.risk_index_score - quarter_before.risk_index_score as risk_index_change_score,
        count(*) over () as listed_count,
        sum(case when coalesce(asset_map.is_provisional, true) then 0 else 1 end) over ()
        = 0 as is_every_tier_provisional
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    inner join risk_index
        on asset_map.quarter = risk_index.quarter
        and asset_map.customer_id = risk_index.customer_id
    left join warnings_listed
        on asset_map.quarter = warnings_listed.quarter
        and asset_map.customer_id = warnings_listed.customer_id
    left join calendar on quarters.number - 1 = calendar.number
    left join risk_index as quarter_before
        on calendar.quarter = quarter_before.quarter
        and asset_map.customer_id = quarter_before.customer_id
    where asset_map.risk_index_score is not null
),

risks_ranked as (
    select
        *,
        level_number >= 2
        and row_number() over (
            order by
                level_number desc,
                net_revenue_t12m_amount desc nulls last,
                risk_index_score desc,
                customer_id asc
        ) <= 8 as is_detailed
    from risks_listed
)

select * from risks_ranked
order by
    level_number desc,
    net_revenue_t12m_amount desc nulls last,
    risk_index_score desc,
    customer_id asc
limit 20
