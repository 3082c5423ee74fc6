/* kam
description = "Quarters in which the whale curve and UNRESOLVED are not, to the cent, all profit, or customers' margin is not revenue less cost."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

profitability as (
    select * from marts.profitability
),

profit_concentration as (
    select * from marts.profit_concentration
),

whale_curve as (
    select * from marts.whale_curve
),

profits_summed as (
    select
        quarter,
        sum(case when customer_id = 0 then customer_contribution_t12m_amount end)
            as unresolved_amount,
        sum(case
            when
                customer_contribution_q_amount
                <> gross_margin_q_amount
                - coalesce(cost_to_serve_q_amount, 0)
                - coalesce(ar_carrying_cost_q_amount, 0)
                or customer_contribution_t12m_amount
                <> gross_margin_t12m_amount
                - coalesce(cost_to_serve_t12m_amount, 0)
                - coalesce(ar_carrying_cost_t12m_amount, 0)
                then 1
            else 0
        end) as amiss_count
    from profitability
    group by quarter
),

curves_summed as (
    select
        quarter,
        sum(customer_contribution_amount) as curve_amount
    from whale_curve
    group by quarter
),

quarters_amiss as (
    select
        quarters.quarter,
        profit_concentration.customer_contribution_amount as total_amount,
        curves_summed.curve_amount,
        profits_summed.unresolved_amount,
        profits_summed.amiss_count
    from quarters
    left join profit_concentration on quarters.quarter = profit_concentration.quarter
    left join profits_summed on quarters.quarter = profits_summed.quarter
    left join curves_summed on quarters.quarter = curves_summed.quarter
    where
        coalesce(profit_concentration.customer_contribution_amount, 0)
        <> coalesce(curves_summed.curve_amount, 0) + coalesce(profits_summed.unresolved_amount, 0)
        or profits_summed.amiss_count > 0
)

select * from quarters_amiss
