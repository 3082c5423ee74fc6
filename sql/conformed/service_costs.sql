/* kam
description = """
One row per customer, pool and fiscal quarter with activities: the minutes they took and what those cost, at the pool's cost for a minute
it could have worked. What a pool could have worked and did not is charged to nobody."""
grain = ["customer_id", "source_system", "pool", "number"]

[columns]
customer_id   = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
source_system = { about = "The system that sent it.", audience = "internal" }
pool          = { about = "The pool.", audience = "internal" }
number        = { about = "The quarter's number.", audience = "internal" }
minutes       = { unit = "minutes", about = "Times done, by minutes each.", audience = "internal" }
cost_amount   = { unit = "currency", about = "What they cost; NULL where the quarter's pool is unknown.", measure = "cost_to_serve", audience = "internal" }
*/
with

activity_counts as (
    select * from entity.activity_counts
),

activity_standards as (
    select * from entity.activity_standards
),

customer_keys as (
    select * from conformed.customer_keys
),

calendar as (
    select * from run.calendar
),

pool_quarters as (
    select * from conformed.pool_quarters
),

months_listed as (
    select period_start
    from activity_counts
    group by period_start
),

months_in_quarters as (
    select
        months_listed.period_start,
        calendar.number
    from months_listed
    inner join calendar
        on months_listed.period_start >= calendar.quarter_start
        and months_listed.period_start < calendar.quarter_end
),

minutes_summed as (
    select
        coalesce(customer_keys.customer_id, 0) as customer_id,
        activity_counts.source_system,
        activity_standards.pool,
        months_in_quarters.number,
        cast(sum(activity_counts.count * activity_standards.minutes) as decimal(18, 4)) as minutes
    from activity_counts
    inner join activity_standards
        on activity_counts.source_system = activity_standards.source_system
        and activity_counts.activity = activity_standards.activity
    inner join months_in_quarters on activity_counts.period_start = months_in_quarters.period_start
    left join customer_keys
        on activity_counts.source_system = customer_keys.source_system
        and activity_counts.account_key = customer_keys.source_key
    group by
        coalesce(customer_keys.customer_id, 0),
        activity_counts.source_system,
        activity_standards.pool,
        months_in_quarters.number
),

minutes_priced as (
    select
        minutes_summed.customer_id,
        minutes_summed.source_system,
        minutes_summed.pool,
        minutes_summed.number,
        minutes_summed.minutes,
        cast(ratio(
            cast(minutes_summed.minutes as decimal(38, 4)) * pool_quarters.cost_amount,
            pool_quarters.practical_minutes
        ) as decimal(18, 4)) as cost_amount
    from minutes_summed
    left join pool_quarters
        on minutes_summed.source_system = pool_quarters.source_system
        and minutes_summed.pool = pool_quarters.pool
        and minutes_summed.number = pool_quarters.number
)

select * from minutes_priced
