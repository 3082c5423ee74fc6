/* kam
description = """
One row per pool of service cost and fiscal quarter: its cost and the minutes it could work.
Of a pool that could work no minutes nothing is charged to anybody."""
grain = ["source_system", "pool", "number"]

[columns]
source_system     = { about = "The system that sent it.", audience = "internal" }
pool              = { about = "The pool's name.", audience = "internal" }
number            = { about = "The quarter's number.", audience = "internal" }
cost_amount       = { unit = "currency", about = "What it cost.", audience = "internal" }
practical_minutes = { unit = "minutes", about = "Minutes it could have worked.", audience = "internal" }
*/
with

cost_pools as (
    select * from entity.cost_pools
),

calendar as (
    select * from run.calendar
),

pools_summed as (
    select
        cost_pools.source_system,
        cost_pools.pool,
        calendar.number,
        cast(sum(cost_pools.cost_amount) as decimal(18, 4)) as cost_amount,
        cast(sum(cost_pools.practical_minutes) as decimal(18, 4)) as practical_minutes
    from cost_pools
    inner join calendar
        on cost_pools.period_start >= calendar.quarter_start
        and cost_pools.period_start < calendar.quarter_end
    group by cost_pools.source_system, cost_pools.pool, calendar.number
)

select * from pools_summed
