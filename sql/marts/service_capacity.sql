/* kam
description = """
One row per pool of service cost and quarter: how much of what it could work was worked for customers, and what the rest cost.
What is charged to customers and what is not add up to the pool's cost."""
grain = ["quarter", "source_system", "pool"]

[columns]
quarter                     = { about = "The quarter.", audience = "internal" }
source_system               = { about = "The system that sent it.", audience = "internal" }
pool                        = { about = "The pool.", audience = "internal" }
cost_amount                 = { unit = "currency", about = "What it cost.", audience = "internal" }
practical_minutes           = { unit = "minutes", about = "Minutes it could have worked.", audience = "internal" }
used_minutes                = { unit = "minutes", about = "Minutes its activities took.", audience = "internal" }
minute_rate                 = { unit = "currency per minute", about = "Cost of a minute it could have worked.", audience = "internal" }
assigned_amount             = { unit = "currency", about = "Charged to customers, UNRESOLVED included.", measure = "cost_to_serve", audience = "internal" }
unused_capacity_cost_amount = { unit = "currency", about = "Charged to nobody; negative where more was worked than the pool could.", measure = "unused_capacity_cost", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

pool_quarters as (
    select * from conformed.pool_quarters
),

service_costs as (
    select * from conformed.service_costs
),

pools_used as (
    select
        source_system,
        pool,
        number,
        sum(minutes) as used_minutes,
        sum(cost_amount) as assigned_amount
    from service_costs
    group by source_system, pool, number
),

pools_measured as (
    select
        quarters.quarter,
        pool_quarters.source_system,
        pool_quarters.pool,
        pool_quarters.cost_amount,
        pool_quarters.practical_minutes,
        cast(coalesce(pools_used.used_minutes, 0) as decimal(18, 4)) as used_minutes,
        ratio(pool_quarters.cost_amount, pool_quarters.practical_minutes) as minute_rate,
        cast(coalesce(pools_used.assigned_amount, 0) as decimal(18, 4)) as assigned_amount,
        cast(
            pool_quarters.cost_amount - coalesce(pools_used.assigned_amount, 0) as decimal(18, 4)
        ) as unused_capacity_cost_amount
    from pool_quarters
    inner join quarters on pool_quarters.number = quarters.number
    left join pools_used
        on pool_quarters.source_system = pools_used.source_system
        and pool_quarters.pool = pools_used.pool
        and pool_quarters.number = pools_used.number
)

select * from pools_measured
