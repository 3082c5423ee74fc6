/* kam
description = """
One row per quarter and place: the customers by contribution of four quarters, largest first, and what they add up to. UNRESOLVED has no
place: the curve ends at the profit of all customers. Without profit in all there are amounts and no ratios."""
grain = ["quarter", "place"]

[columns]
quarter                      = { about = "The quarter.", audience = "internal" }
place                        = { unit = "rank", about = "Place by contribution, 1 the largest; equal ones by customer id.", audience = "internal" }
customer_id                  = { about = "The customer.", audience = "internal" }
customer_contribution_amount = { unit = "currency", about = "Contribution of four quarters.", measure = "customer_contribution", audience = "internal" }
cumulative_amount            = { unit = "currency", about = "Of the customers down to this one.", measure = "whale_curve", audience = "internal" }
cumulative_ratio             = { unit = "ratio", about = "The same, of the profit of all.", measure = "whale_curve", audience = "internal" }
cumulative_null_reason       = { about = "Why there is no ratio.", audience = "internal" }
*/
with

profitability as (
    select * from marts.profitability
),

customers_added as (
    select
        quarter,
        rank_profit as place,
        customer_id,
        customer_contribution_t12m_amount as customer_contribution_amount,
        cast(sum(customer_contribution_t12m_amount) over (
            partition by quarter order by rank_profit
            rows between unbounded preceding and current row
        ) as decimal(18, 4)) as cumulative_amount,
        sum(customer_contribution_t12m_amount) over (partition by quarter) as total_amount
    from profitability
    where rank_profit is not null
),

places_measured as (
    select
        quarter,
        place,
        customer_id,
        customer_contribution_amount,
        cumulative_amount,
        case when total_amount > 0 then ratio(cumulative_amount, total_amount) end
            as cumulative_ratio,
        case
            when total_amount = 0 then 'div_by_zero'
            when total_amount < 0 then 'not_applicable'
        end as cumulative_null_reason
    from customers_added
)

select * from places_measured
