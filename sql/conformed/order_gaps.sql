/* kam
description = """
One row per customer and quarter by whose end it had ordered: how long it lets pass between two days with orders, and how long it has been
silent. Gaps count that ended in the quarter or the eight before; the ninth decile is interpolated as percentile_cont does."""
grain = ["customer_id", "quarter"]

[columns]
customer_id    = { about = "The customer.", audience = "internal" }
quarter        = { about = "The quarter.", audience = "internal" }
last_date      = { about = "Its last day with an order.", audience = "internal" }
silence_days   = { unit = "days", about = "From then to the quarter's last day.", audience = "internal" }
gap_count      = { unit = "gaps", about = "Gaps counted.", audience = "internal" }
gap_p90_days   = { unit = "days", about = "Nine in ten gaps are no longer.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

order_days as (
    select * from conformed.order_days
),

quarterly_orders as (
    select * from conformed.quarterly_orders
),

quarters_before as (
    select * from conformed.quarters_before
),

days_seen as (
    select ordered_date
    from order_days
    group by ordered_date
),

days_in_quarters as (
    select
        days_seen.ordered_date,
        calendar.number
    from days_seen
    inner join calendar
        on days_seen.ordered_date >= calendar.quarter_start
        and days_seen.ordered_date < calendar.quarter_end
),

gaps_measured as (
    select
        customer_id,
        ordered_date,
        days_between(
            lag(ordered_date) over (partition by customer_id order by ordered_date), ordered_date
        ) as gap_days
    from order_days
    where order_count > 0 and customer_id <> 0
),

-- equal gaps of one quarter weigh together: a window sorts few rows, where arrays would hold all of them.
gaps_counted as (
    select
        gaps_measured.customer_id,
        days_in_quarters.number,
        gaps_measured.gap_days,
        count(*) as gap_count
    from gaps_measured
    inner join days_in_quarters on gaps_measured.ordered_date = days_in_quarters.ordered_date
    where gaps_measured.gap_days is not null
    group by gaps_measured.customer_id, days_in_quarters.number, gaps_measured.gap_days
),

gaps_remembered as (
    select
        gaps_counted.customer_id,
        quarters_before.quarter,
        gaps_counted.gap_days,
        cast(sum(gaps_counted.gap_count) as bigint) as gap_count
    from gaps_counted
    inner join quarters_before on gaps_counted.number = quarters_before.before_number
    group by gaps_counted.customer_id, quarters_before.quarter, gaps_counted.gap_days
),

gaps_placed as (
    select
        customer_id,
        quarter,
        gap_days,
        cast(sum(gap_count) over (
            partition by customer_id, quarter order by gap_days
            rows between unbounded preceding and current row
        ) as bigint) as last_place,
        gap_count,
        cast(sum(gap_count) over (partition by customer_id, quarter) as bigint) as total_count
    from gaps_remembered
),

-- places count from 0; the decile lies at 0.9 (n - 1), told in tenths to stay whole.
deciles_found as (
    select
        customer_id,
        quarter,
        max(total_count) as gap_count,
        max(9 * (total_count - 1) % 10) as tenths,
        max(case
            when 10 * (last_place - gap_count) <= 9 * (total_count - 1) then gap_days
        end) as lower_days,
        min(case
            when 10 * (last_place - 1) >= 9 * (total_count - 1) then gap_days
        end) as upper_days
    from gaps_placed
    group by customer_id, quarter
),

orders_last as (
    select
        quarterly_orders.customer_id,
        quarters.quarter,
        quarters.as_of,
        max(quarterly_orders.last_date) as last_date
    from quarterly_orders
    inner join quarters on quarterly_orders.number <= quarters.number
    where quarterly_orders.order_count > 0 and quarterly_orders.customer_id <> 0
    group by quarterly_orders.customer_id, quarters.quarter, quarters.as_of
),

silences_measured as (
    select
        orders_last.customer_id,
        orders_last.quarter,
        orders_last.last_date,
        days_between(orders_last.last_date, orders_last.as_of) as silence_days,
        coalesce(deciles_found.gap_count, 0) as gap_count,
        cast(
            deciles_found.lower_days
            + (deciles_found.upper_days - deciles_found.lower_days) * deciles_found.tenths * 0.1
            as decimal(18, 6)
        ) as gap_p90_days
    from orders_last
    left join deciles_found
        on orders_last.customer_id = deciles_found.customer_id
        and orders_last.quarter = deciles_found.quarter
)

select * from silences_measured
