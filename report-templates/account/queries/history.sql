/* kam
description = """
Its figures in each of the eight quarters ending here, as far as they were built: one row per customer and quarter. Where all of them are
zero, each row says so."""
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

contribution as (
    select * from marts.value_contribution
),

profitability as (
    select * from marts.profitability
),

receivables as (
    select * from marts.receivables
),

risk_index as (
    select * from marts.risk_index
),

service as (
    select * from marts.service
),

quarters_listed as (
    select
        contribution.customer_id,
        calendar.quarter,
        calendar.number,
        contribution.net_revenue_q_amount,
        contribution.net_revenue_q_null_reason,
        contribution.net_revenue_t12m_amount,
        contribution.net_revenue_t12m_null_reason,
        contribution.revenue_share_ratio,
        contribution.revenue_share_null_reason,
        contribution.rank_revenue,
        contribution.revenue_growth_yoy_ratio,
        contribution.revenue_growth_yoy_null_reason,
        contribution.revenue_growth_yoy_change_amount,
        profitability.customer_contribution_q_amount,
        profitability.gross_margin_q_null_reason,
        receivables.ar_balance_amount,
        receivables.ar_overdue_amount,
        receivables.dso_countback_days,
        receivables.dso_countback_null_reason,
        risk_index.risk_index_score,
        risk_index.risk_index_null_reason,
        service.on_time_ticket_ratio,
        service.cei_score
    from contribution
    inner join calendar on contribution.quarter = calendar.quarter
    inner join quarters
        on calendar.number <= quarters.number
        and calendar.number > quarters.number - 8
    left join profitability
        on contribution.quarter = profitability.quarter
        and contribution.customer_id = profitability.customer_id
    left join receivables
        on contribution.quarter = receivables.quarter
        and contribution.customer_id = receivables.customer_id
    left join risk_index
        on contribution.quarter = risk_index.quarter
        and contribution.customer_id = risk_index.customer_id
    left join service
        on contribution.quarter = service.quarter
        and contribution.customer_id = service.customer_id
),

customers_weighed as (
    select
        customer_id,
        count(case when net_revenue_q_amount = 0 then 1 end)
        = count(*) as is_without_revenue,
        count(case when ar_balance_amount = 0 then 1 end)
        = count(*) as is_without_balance
    from quarters_listed
    group by customer_id
),

quarters_weighed as (
    select
        quarters_listed.*,
        customers_weighed.is_without_revenue,
        customers_weighed.is_without_balance
    from quarters_listed
    inner join customers_weighed
        on quarters_listed.customer_id = customers_weighed.customer_id
)

select * from quarters_weighed
order by customer_id, number
