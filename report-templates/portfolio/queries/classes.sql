/* kam
description = "Customers and net revenue per ABC class, and the share reached with its last."
*/
with

quarters as (
    select * from run.quarters
),

contribution as (
    select * from marts.value_contribution
),

customers_classed as (
    select
        contribution.abc_class,
        contribution.rank_revenue,
        contribution.net_revenue_t12m_amount,
        contribution.cumulative_share_ratio
    from contribution
    inner join quarters
        on quarters.quarter = contribution.quarter
    where contribution.abc_class is not null
),

classes_summed as (
    select
        abc_class,
        count(*) as customer_count,
        sum(net_revenue_t12m_amount) as net_revenue_t12m_amount,
        max(rank_revenue) as last_rank
    from customers_classed
    group by abc_class
),

classes_closed as (
    select
        classes_summed.abc_class,
        classes_summed.customer_count,
        classes_summed.net_revenue_t12m_amount,
        customers_classed.cumulative_share_ratio
    from classes_summed
    inner join customers_classed
        on customers_classed.abc_class = classes_summed.abc_class
        and customers_classed.rank_revenue = classes_summed.last_rank
)

select * from classes_closed
order by abc_class
