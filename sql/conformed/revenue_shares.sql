/* kam
description = """
One row per customer and quarter: its place in all trailing revenue. UNRESOLVED (customer 0) is part of the total, so that
shares add to one, but has no place. Equal revenues stand in order of customer id."""
grain = ["customer_id", "quarter"]

[columns]
customer_id             = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                 = { about = "The quarter.", audience = "customer" }
t12m_null_reason        = { about = "Why there is no trailing revenue.", audience = "internal" }
share_null_reason       = { about = "Why there is no share.", audience = "internal" }
share_ratio             = { unit = "ratio", about = "Part of all trailing revenue.", audience = "internal" }
place                   = { unit = "rank", about = "Place by trailing revenue, 1 the largest.", audience = "internal" }
cumulative_ratio        = { unit = "ratio", about = "Share of the customers down to this one.", audience = "internal" }
cumulative_before_ratio = { unit = "ratio", about = "Share of the customers before this one.", audience = "internal" }
*/
with

revenue_windows as (
    select * from conformed.revenue_windows
),

revenue_placed as (
    select
        customer_id,
        quarter,
        t12m_amount,
        is_quarter_covered,
        customer_id <> 0 and t12m_amount is not null as is_placed,
        sum(t12m_amount) over (partition by quarter) as total_amount,
        cast(row_number() over (
            partition by quarter, customer_id = 0
            order by t12m_amount desc nulls last, customer_id asc
        ) as bigint) as place,
        sum(t12m_amount) over (
            partition by quarter, customer_id = 0
            order by t12m_amount desc nulls last, customer_id asc
            rows between unbounded preceding and current row
        ) as cumulative_amount
    from revenue_windows
),

shares_measured as (
    select
        customer_id,
        quarter,
        case
            when t12m_amount is not null then null
            when is_quarter_covered then 'insufficient_history'
            else 'no_data'
        end as t12m_null_reason,
        case
            when t12m_amount is null and is_quarter_covered then 'insufficient_history'
            when t12m_amount is null then 'no_data'
            when total_amount = 0 then 'div_by_zero'
            when total_amount < 0 then 'not_applicable'
        end as share_null_reason,
        case when total_amount > 0 then ratio(t12m_amount, total_amount) end as share_ratio,
        case when is_placed then place end as place,
        case
            when is_placed and total_amount > 0 then ratio(cumulative_amount, total_amount)
        end as cumulative_ratio,
        case
            when is_placed and total_amount > 0
                then ratio(cumulative_amount - t12m_amount, total_amount)
        end as cumulative_before_ratio
    from revenue_placed
)

select * from shares_measured
