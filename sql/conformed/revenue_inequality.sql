/* kam
description = """
One row per quarter: how unevenly trailing revenue is spread over the customers who bought. Customers at zero or below and
UNRESOLVED do not take part: inequality is not defined for mixed signs, and who did not buy holds no part of what was bought."""
grain = ["quarter"]

[columns]
quarter         = { about = "The quarter.", audience = "internal" }
customer_count  = { unit = "customers", about = "Customers with positive trailing revenue.", audience = "internal" }
positive_amount = { unit = "currency", about = "Their trailing revenue.", audience = "internal" }
spread_amount   = { unit = "currency", about = "Sum of (2i - n - 1) x over them in rising order, the numerator of Gini.", audience = "internal" }
top20_amount    = { unit = "currency", about = "Revenue of the largest of them, ceil(pareto_share_top20 x n).", audience = "internal" }
top10_amount    = { unit = "currency", about = "Revenue of the largest of them, ceil(pareto_share_top10 x n).", audience = "internal" }
squared_amount  = { unit = "currency squared", about = "Sum of their squares.", audience = "internal" }
*/
with

revenue_windows as (
    select * from conformed.revenue_windows
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

heads_given as (
    select
        quarter,
        max(case when param_id = 'pareto_share_top20' then value end) as top20_share,
        max(case when param_id = 'pareto_share_top10' then value end) as top10_share
    from parameters_in_force
    group by quarter
),

buyers_placed as (
    select
        quarter,
        t12m_amount,
        cast(row_number() over (
            partition by quarter order by t12m_amount, customer_id
        ) as bigint) as place,
        count(*) over (partition by quarter) as customer_count
    from revenue_windows
    where t12m_amount > 0 and customer_id <> 0
),

-- the i-th from the top is within ceil(x n) when i - 1 < x n; places rise, so i - 1 = n - place.
buyers_weighted as (
    select
        buyers_placed.quarter,
        buyers_placed.customer_count,
        buyers_placed.t12m_amount,
        cast(2 * buyers_placed.place - buyers_placed.customer_count - 1 as decimal(20, 0))
        * buyers_placed.t12m_amount as spread_amount,
        cast(buyers_placed.t12m_amount as decimal(38, 4)) * buyers_placed.t12m_amount
            as squared_amount,
        case
            when
                buyers_placed.customer_count - buyers_placed.place
                < heads_given.top20_share * buyers_placed.customer_count
                then buyers_placed.t12m_amount
        end as top20_amount,
        case
            when
                buyers_placed.customer_count - buyers_placed.place
                < heads_given.top10_share * buyers_placed.customer_count
                then buyers_placed.t12m_amount
        end as top10_amount
    from buyers_placed
    left join heads_given on buyers_placed.quarter = heads_given.quarter
),

buyers_summed as (
    select
        quarter,
        max(customer_count) as customer_count,
        cast(sum(t12m_amount) as decimal(38, 4)) as positive_amount,
        cast(sum(spread_amount) as decimal(38, 4)) as spread_amount,
        cast(sum(top20_amount) as decimal(38, 4)) as top20_amount,
        cast(sum(top10_amount) as decimal(38, 4)) as top10_amount,
        cast(sum(squared_amount) as decimal(38, 8)) as squared_amount
    from buyers_weighted
    group by quarter
)

select * from buyers_summed
