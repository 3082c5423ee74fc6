/* kam
description = """
One row per quarter: from which quarter to which the orders of all customers are known as a whole. The first order may come
`coverage_grace_days` into its quarter, else the next is the first covered; the last is the one of the last order. No row if nobody ever ordered."""
grain = ["quarter"]

[columns]
quarter      = { about = "The quarter being built.", audience = "internal" }
first_number = { about = "Number of the first covered quarter.", audience = "internal" }
last_number  = { about = "Number of the last.", audience = "internal" }
*/
with

quarterly_orders as (
    select * from conformed.quarterly_orders
),

calendar as (
    select * from run.calendar
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

orders_dated as (
    select
        min(number) as first_number,
        max(number) as last_number,
        min(first_date) as first_date
    from quarterly_orders
),

grace_given as (
    select
        quarter,
        value as grace_days
    from parameters_in_force
    where param_id = 'coverage_grace_days'
),

quarters_covered as (
    select
        grace_given.quarter,
        case
            when
                days_between(calendar.quarter_start, orders_dated.first_date)
                <= grace_given.grace_days
                then orders_dated.first_number
            else orders_dated.first_number + 1
        end as first_number,
        orders_dated.last_number
    from orders_dated
    inner join calendar on orders_dated.first_number = calendar.number
    cross join grace_given
)

select * from quarters_covered
