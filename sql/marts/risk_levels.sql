/* kam
description = """
One row per customer and quarter with a risk index: its level. A level is reached at its border and left only once the index falls
`risk_level_hysteresis` points below it, so that an index that trembles on a border does not move a customer every quarter. The level before
is that of the last quarter with an index, built now or earlier."""
grain = ["customer_id", "quarter"]

[columns]
customer_id  = { type = "bigint", about = "The customer.", audience = "internal" }
quarter      = { type = "text", about = "The quarter.", audience = "internal" }
risk_level   = { type = "text", about = "low, medium, high or very_high.", measure = "risk_level", audience = "internal" }
level_number = { type = "bigint", about = "The same from 1 to 4.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

risk_contributions as (
    select * from marts.risk_contributions
),

levels_before as (
    select * from previous.risk_levels
),

borders_given as (
    select
        quarter,
        max(case when param_id = 'risk_level_medium' then value end) as medium,
        max(case when param_id = 'risk_level_high' then value end) as high,
        max(case when param_id = 'risk_level_very_high' then value end) as very_high,
        max(case when param_id = 'risk_level_hysteresis' then value end) as hysteresis
    from parameters_in_force
    group by quarter
),

index_summed as (
    select
        customer_id,
        quarter,
        sum(contribution_score) as index_score
    from risk_contributions
    group by customer_id, quarter
),

-- what an index reaches by itself, and the most it can hold: between the two the level before decides.
levels_bounded as (
    select
        index_summed.customer_id,
        quarters.quarter,
        quarters.number,
        case
            when index_summed.index_score >= borders_given.very_high then 4
            when index_summed.index_score >= borders_given.high then 3
            when index_summed.index_score >= borders_given.medium then 2
            else 1
        end as reached,
        case
            when index_summed.index_score + borders_given.hysteresis >= borders_given.very_high
                then 4
            when index_summed.index_score + borders_given.hysteresis >= borders_given.high then 3
            when index_summed.index_score + borders_given.hysteresis >= borders_given.medium then 2
            else 1
        end as held
    from index_summed
    inner join quarters on index_summed.quarter = quarters.quarter
    inner join borders_given on index_summed.quarter = borders_given.quarter
    union all
    select
        levels_before.customer_id,
        cast(null as varchar) as quarter,
        calendar.number,
        levels_before.level_number as reached,
        levels_before.level_number as held
    from levels_before
    inner join calendar on levels_before.quarter = calendar.quarter
    left join quarters on calendar.number = quarters.number
    where quarters.number is null
),

-- a customer is at a level or above if it has reached it since it last could not hold it.
levels_latched as (
    select
        customer_id,
        quarter,
        number,
        max(case when reached >= 2 then number else 0 end) over so_far as medium_reached,
        max(case when held < 2 then number else 0 end) over so_far as medium_lost,
        max(case when reached >= 3 then number else 0 end) over so_far as high_reached,
        max(case when held < 3 then number else 0 end) over so_far as high_lost,
        max(case when reached >= 4 then number else 0 end) over so_far as very_high_reached,
        max(case when held < 4 then number else 0 end) over so_far as very_high_lost
    from levels_bounded
    window so_far as (
        partition by customer_id order by number
        rows between unbounded preceding and current row
    )
),

levels_numbered as (
    select
        customer_id,
        quarter,
        case
            when very_high_reached > very_high_lost then cast(4 as bigint)
            when high_reached > high_lost then 3
            when medium_reached > medium_lost then 2
            else 1
        end as level_number
    from levels_latched
    where quarter is not null
),

levels_named as (
    select
        customer_id,
        quarter,
        case level_number
            when 4 then 'very_high'
            when 3 then 'high'
            when 2 then 'medium'
            else 'low'
        end as risk_level,
        level_number
    from levels_numbered
)

select * from levels_named
