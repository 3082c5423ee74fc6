/* kam
description = "The quarter's totals beside those of the quarter before: one row, or none."
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

concentration as (
    select * from marts.value_concentration
),

quarters_paired as (
    select
        quarters.quarter,
        calendar.quarter as previous_quarter
    from quarters
    left join calendar
        on calendar.number = quarters.number - 1
),

totals_paired as (
    select
        this_quarter.quarter,
        this_quarter.currency,
        this_quarter.customer_count,
        this_quarter.active_customer_count,
        this_quarter.active_customer_count - quarter_before.active_customer_count
            as active_customer_change_count,
        this_quarter.net_revenue_q_amount,
        this_quarter.net_revenue_change_ratio,
        this_quarter.net_revenue_change_null_reason,
        this_quarter.net_revenue_t12m_amount,
        quarter_before.net_revenue_t12m_amount as previous_net_revenue_t12m_amount,
        this_quarter.pareto_share_top20_ratio,
        this_quarter.pareto_share_null_reason,
        this_quarter.pareto_share_top20_ratio - quarter_before.pareto_share_top20_ratio
            as pareto_share_top20_change_ratio,
        this_quarter.gini_revenue,
        case
            when quarter_before.quarter is null then 'insufficient_history'
        end as previous_null_reason
    from quarters_paired
    inner join concentration as this_quarter
        on this_quarter.quarter = quarters_paired.quarter
    left join concentration as quarter_before
        on quarter_before.quarter = quarters_paired.previous_quarter
),

totals_compared as (
    select
        quarter,
        currency,
        customer_count,
        active_customer_count,
        active_customer_change_count,
        previous_null_reason,
        net_revenue_q_amount,
        net_revenue_change_ratio,
        net_revenue_change_null_reason,
        net_revenue_t12m_amount,
        pareto_share_top20_ratio,
        pareto_share_null_reason,
        pareto_share_top20_change_ratio,
        gini_revenue,
        case
            when previous_net_revenue_t12m_amount > 0
                then ratio(
                    net_revenue_t12m_amount - previous_net_revenue_t12m_amount,
                    previous_net_revenue_t12m_amount
                )
        end as net_revenue_t12m_change_ratio,
        case
            when previous_null_reason is not null then previous_null_reason
            when previous_net_revenue_t12m_amount is null then 'no_data'
            when previous_net_revenue_t12m_amount <= 0 then 'not_applicable'
        end as net_revenue_t12m_change_null_reason
    from totals_paired
)

select * from totals_compared
order by quarter
