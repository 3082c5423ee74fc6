/* kam
description = "Quarters whose ranks are not 1, 2, 3 and so on, each once."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

value_contribution as (
    select * from marts.value_contribution
),

ranks_counted as (
    select
        value_contribution.quarter,
        value_contribution.rank_revenue,
        count(*) as customer_count
    from value_contribution
    inner join quarters on value_contribution.quarter = quarters.quarter
    where value_contribution.rank_revenue is not null
    group by value_contribution.quarter, value_contribution.rank_revenue
),

quarters_amiss as (
    select
        quarter,
        min(rank_revenue) as least_rank,
        max(rank_revenue) as greatest_rank,
        sum(customer_count) as customer_count
    from ranks_counted
    group by quarter
    having
        min(rank_revenue) <> 1
        or max(rank_revenue) <> sum(customer_count)
        or max(customer_count) <> 1
)

select * from quarters_amiss
