/* kam
description = """
One row per customer and fiscal quarter in which its receivables moved. `moment_amount` weighs each movement with its day, counted from
1970-01-01: with it the balances of all days between two quarters' ends add up without a row per day (`conformed.receivable_windows`)."""
grain = ["customer_id", "number"]

[columns]
customer_id   = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
number        = { about = "The quarter's number.", audience = "internal" }
change_amount = { unit = "currency", about = "What the quarter added to the balance.", audience = "customer" }
moment_amount = { unit = "currency days", about = "Each movement times its day.", audience = "internal" }
*/
with

receivable_movements as (
    select * from conformed.receivable_movements
),

calendar as (
    select * from run.calendar
),

days_summed as (
    select
        customer_id,
        movement_date,
        sum(amount) as amount
    from receivable_movements
    group by customer_id, movement_date
),

days_moved as (
    select movement_date
    from days_summed
    group by movement_date
),

days_in_quarters as (
    select
        days_moved.movement_date,
        calendar.number,
        days_between(cast('1970-01-01' as date), days_moved.movement_date) as day_number
    from days_moved
    inner join calendar
        on days_moved.movement_date >= calendar.quarter_start
        and days_moved.movement_date < calendar.quarter_end
),

quarters_summed as (
    select
        days_summed.customer_id,
        days_in_quarters.number,
        cast(sum(days_summed.amount) as decimal(18, 4)) as change_amount,
        cast(sum(
            cast(days_summed.amount as decimal(18, 4)) * days_in_quarters.day_number
        ) as decimal(38, 4)) as moment_amount
    from days_summed
    inner join days_in_quarters on days_summed.movement_date = days_in_quarters.movement_date
    group by days_summed.customer_id, days_in_quarters.number
)

select * from quarters_summed
