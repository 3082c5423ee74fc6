/* kam
description = """
One row per customer and quarter, for every customer, also those who never bought: net revenue of the windows measures compare.
No lines is 0 where the invoice lines cover the window as a whole, else NULL; a quarter not covered keeps the lines it has."""
grain = ["customer_id", "quarter"]

[columns]
customer_id        = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter            = { about = "The quarter.", audience = "customer" }
currency           = { about = "Currency of the amounts.", audience = "customer" }
is_quarter_covered = { about = "Whether the invoice lines cover the quarter as a whole.", audience = "internal" }
quarter_amount     = { unit = "currency", about = "The quarter.", audience = "customer" }
year_ago_amount    = { unit = "currency", about = "The same quarter a year ago.", audience = "customer" }
t12m_amount        = { unit = "currency", about = "The four quarters ending with this one.", audience = "customer" }
p12m_amount        = { unit = "currency", about = "The four before them.", audience = "customer" }
*/
with

quarters as (
    select * from run.quarters
),

quarter_coverage as (
    select * from conformed.quarter_coverage
),

customers as (
    select * from conformed.customers
),

quarterly_revenue as (
    select * from conformed.quarterly_revenue
),

windows_summed as (
    select
        quarterly_revenue.customer_id,
        quarters.quarter,
        sum(case
            when quarterly_revenue.quarter_start = quarters.quarter_start
                then quarterly_revenue.net_amount
        end) as quarter_amount,
        sum(case
            when quarterly_revenue.quarter_start = quarters.year_ago_start
                then quarterly_revenue.net_amount
        end) as year_ago_amount,
        sum(case
            when quarterly_revenue.quarter_start >= quarters.t12m_start
                then quarterly_revenue.net_amount
        end) as t12m_amount,
        sum(case
            when quarterly_revenue.quarter_start < quarters.t12m_start
                then quarterly_revenue.net_amount
        end) as p12m_amount
    from quarterly_revenue
    inner join quarters
        on quarterly_revenue.quarter_start >= quarters.p12m_start
        and quarterly_revenue.quarter_end <= quarters.quarter_end
    group by quarterly_revenue.customer_id, quarters.quarter
),

windows_covered as (
    select
        customers.customer_id,
        quarter_coverage.quarter,
        quarter_coverage.currency,
        quarter_coverage.is_quarter_covered,
        cast(coalesce(
            windows_summed.quarter_amount, case when quarter_coverage.is_quarter_covered then 0 end
        ) as decimal(18, 4)) as quarter_amount,
        cast(case
            when quarter_coverage.is_year_ago_covered
                then coalesce(windows_summed.year_ago_amount, 0)
        end as decimal(18, 4)) as year_ago_amount,
        cast(case
            when quarter_coverage.is_t12m_covered then coalesce(windows_summed.t12m_amount, 0)
        end as decimal(18, 4)) as t12m_amount,
        cast(case
            when quarter_coverage.is_p12m_covered then coalesce(windows_summed.p12m_amount, 0)
        end as decimal(18, 4)) as p12m_amount
    from customers
    cross join quarter_coverage
    left join windows_summed
        on customers.customer_id = windows_summed.customer_id
        and quarter_coverage.quarter = windows_summed.quarter
)

select * from windows_covered
