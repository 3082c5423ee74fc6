/* kam
description = """
One row per customer and quarter with an order by then: what it ordered against what was to be expected. Expected is the same quarter a year
ago times the trend: the four quarters before against the four before those, kept within `plunge_trend_lowest` and `plunge_trend_highest`;
no trend without eight quarters. The robust z (N3) sets the quarter against its own history: median and MAD of up to eight quarters."""
grain = ["customer_id", "quarter"]

[columns]
customer_id       = { about = "The customer.", audience = "internal" }
quarter           = { about = "The quarter.", audience = "internal" }
order_amount      = { unit = "currency", about = "What it ordered; NULL if the orders do not reach the quarter.", audience = "internal" }
year_ago_amount   = { unit = "currency", about = "In the same quarter a year ago; NULL if not known.", audience = "internal" }
trend_ratio       = { unit = "ratio", about = "By how much a year changed it, within bounds.", audience = "internal" }
expected_amount   = { unit = "currency", about = "Year ago times trend.", audience = "internal" }
median_amount     = { unit = "currency", about = "Median of its history.", audience = "internal" }
history_count     = { unit = "quarters", about = "Quarters of history.", audience = "internal" }
order_z           = { unit = "z", about = "How far the quarter is from the median; NULL with little history.", audience = "internal" }
*/
with

order_history as (
    select * from conformed.order_history
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

bounds_given as (
    select
        quarter,
        max(case when param_id = 'plunge_trend_lowest' then value end) as lowest,
        max(case when param_id = 'plunge_trend_highest' then value end) as highest,
        max(case when param_id = 'risk_history_least_count' then value end) as least_count
    from parameters_in_force
    group by quarter
),

amounts_collected as (
    select
        customer_id,
        quarter,
        array_agg(net_amount order by net_amount) filter (where quarters_back > 0) as amounts,
        count(case when quarters_back > 0 then 1 end) as history_count,
        max(case when quarters_back = 0 then net_amount end) as order_amount,
        max(case when quarters_back = 4 then net_amount end) as year_ago_amount,
        sum(case when quarters_back between 1 and 4 then net_amount end) as year_amount,
        sum(case when quarters_back between 5 and 8 then net_amount end) as year_before_amount
    from order_history
    group by customer_id, quarter
),

medians_taken as (
    select
        amounts_collected.customer_id,
        amounts_collected.quarter,
        amounts_collected.history_count,
        amounts_collected.order_amount,
        amounts_collected.year_ago_amount,
        bounds_given.least_count,
        median_of(amounts_collected.amounts) as median_amount,
        mad_of(amounts_collected.amounts) as mad_amount,
        case
            when amounts_collected.history_count = 8 and amounts_collected.year_before_amount > 0
                then least(greatest(
                    ratio(amounts_collected.year_amount, amounts_collected.year_before_amount),
                    bounds_given.lowest
                ), bounds_given.highest)
            else cast(1 as decimal(18, 6))
        end as trend_ratio
    from amounts_collected
    inner join bounds_given on amounts_collected.quarter = bounds_given.quarter
),

orders_expected as (
    select
        customer_id,
        quarter,
        order_amount,
        year_ago_amount,
        cast(trend_ratio as decimal(18, 6)) as trend_ratio,
        cast(year_ago_amount * trend_ratio as decimal(18, 4)) as expected_amount,
        median_amount,
        history_count,
        case
            when history_count >= least_count then ratio(
                0.6745 * (order_amount - median_amount),
                greatest(mad_amount, 0.05 * abs(median_amount), 1)
            )
        end as order_z
    from medians_taken
)

select * from orders_expected
