/* kam
description = """
Which sections no figures are known for, and why: one row. A reason is NULL where its section stands on the page. Where customers differ,
the reason most of them share is told."""
*/
with

quarters as (
    select * from run.quarters
),

concentration as (
    select * from marts.value_concentration
),

profit_concentration as (
    select * from marts.profit_concentration
),

receivables_total as (
    select * from marts.receivables_total
),

service_total as (
    select * from marts.service_total
),

sales_pipeline as (
    select * from marts.sales_pipeline
),

reconciliation as (
    select * from marts.reconciliation
),

risk_index as (
    select * from marts.risk_index
),

segmentation as (
    select * from marts.segmentation
),

tier_reasons_counted as (
    select
        segmentation.quarter,
        segmentation.null_reason,
        count(segmentation.tier) as tier_count,
        count(*) as customer_count
    from segmentation
    inner join quarters on segmentation.quarter = quarters.quarter
    where segmentation.customer_id <> 0
    group by segmentation.quarter, segmentation.null_reason
),

risk_reasons_counted as (
    select
        risk_index.quarter,
        risk_index.risk_index_null_reason,
        count(risk_index.risk_index_score) as risk_count,
        count(*) as customer_count
    from risk_index
    inner join quarters on risk_index.quarter = quarters.quarter
    where risk_index.customer_id <> 0
    group by risk_index.quarter, risk_index.risk_index_null_reason
),

tiers_explained as (
    select
        quarter,
        sum(tier_count) as tier_count,
        first_value(null_reason order by customer_count desc, null_reason asc) as null_reason
    from tier_reasons_counted
    group by quarter
),

risks_explained as (
    select
        quarter,
        sum(risk_count) as risk_count,
        first_value(risk_index_null_reason order by customer_count desc, risk_index_null_reason asc)
            as null_reason
    from risk_reasons_counted
    group by quarter
),

months_compared as (
    select
        reconciliation.quarter,
        count(reconciliation.difference_amount) as compared_count
    from reconciliation
    inner join quarters on reconciliation.quarter = quarters.quarter
    group by reconciliation.quarter
),

sections_explained as (
    select
        quarters.quarter,
        case
            when concentration.net_revenue_t12m_amount is not null
                then concentration.pareto_share_null_reason
            when concentration.net_revenue_q_amount is not null then 'insufficient_history'
            else 'no_data'
        end as concentration_missing_reason,
        case
            when coalesce(tiers_explained.tier_count, 0) > 0 then null
            else coalesce(tiers_explained.null_reason, 'no_data')
        end as tiers_missing_reason,
        case
            when coalesce(risks_explained.risk_count, 0) > 0 then null
            else coalesce(risks_explained.null_reason, 'no_data')
        end as risks_missing_reason,
        case
            when profit_concentration.customer_contribution_amount is null
                then coalesce(profit_concentration.profit_null_reason, 'no_data')
        end as profit_missing_reason,
        case
            when receivables_total.ar_balance_amount is null
                then coalesce(receivables_total.ar_balance_null_reason, 'no_data')
        end as receivables_missing_reason,
        case
            when
                coalesce(service_total.opened_count, 0) = 0
                and coalesce(service_total.due_count, 0) = 0
                and service_total.csat_ratio is null
                and service_total.info_accuracy_ratio is null
                then coalesce(service_total.on_time_ticket_null_reason, 'no_data')
        end as service_missing_reason,
        case
            when
                coalesce(sales_pipeline.open_count, 0) = 0
                and coalesce(sales_pipeline.won_t12m_count, 0) = 0
                and coalesce(sales_pipeline.lost_t12m_count, 0) = 0
                then
                case
                    when sales_pipeline.win_rate_t12m_null_reason = 'source_missing'
                        then 'source_missing'
                    else 'no_data'
                end
        end as pipeline_missing_reason,
        case
            when months_compared.compared_count > 0 then null
            else 'source_missing'
        end as ledger_missing_reason
    from quarters
    left join concentration on quarters.quarter = concentration.quarter
    left join tiers_explained on quarters.quarter = tiers_explained.quarter
    left join risks_explained on quarters.quarter = risks_explained.quarter
    left join profit_concentration on quarters.quarter = profit_concentration.quarter
    left join receivables_total on quarters.quarter = receivables_total.quarter
    left join service_total on quarters.quarter = service_total.quarter
    left join sales_pipeline on quarters.quarter = sales_pipeline.quarter
    left join months_compared on quarters.quarter = months_compared.quarter
)

select * from sections_explained
order by quarter
