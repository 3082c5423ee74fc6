/* kam
description = "Quarters in which the customers do not add up to the totals of value_concentration."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

value_contribution as (
    select * from marts.value_contribution
),

value_concentration as (
    select * from marts.value_concentration
),

customers_summed as (
    select
        quarter,
        sum(net_revenue_q_amount) as q_amount,
        sum(net_revenue_t12m_amount) as t12m_amount
    from value_contribution
    group by quarter
),

quarters_amiss as (
    select
        quarters.quarter,
        customers_summed.q_amount as customers_q_amount,
        value_concentration.net_revenue_q_amount as total_q_amount,
        customers_summed.t12m_amount as customers_t12m_amount,
        value_concentration.net_revenue_t12m_amount as total_t12m_amount
    from quarters
    left join customers_summed on quarters.quarter = customers_summed.quarter
    left join value_concentration on quarters.quarter = value_concentration.quarter
    where
        coalesce(customers_summed.q_amount, 0)
        <> coalesce(value_concentration.net_revenue_q_amount, 0)
        or coalesce(customers_summed.t12m_amount, 0)
        <> coalesce(value_concentration.net_revenue_t12m_amount, 0)
)

select * from quarters_amiss
