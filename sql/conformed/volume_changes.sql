/* kam
description = """
One row per customer and quarter with an order by then: its quantity, freed of the season, against its own history by the robust z (N3).
The season is that of all customers together: what a season's two quarters, of the eight before, held of a quarter of the total; 1 without
eight covered quarters."""
grain = ["customer_id", "quarter"]

[columns]
customer_id     = { about = "The customer.", audience = "internal" }
quarter         = { about = "The quarter.", audience = "internal" }
volume          = { unit = "units of sale", about = "Quantity ordered in the quarter by the season's index.", audience = "internal" }
median_volume   = { unit = "units of sale", about = "Median of its history.", audience = "internal" }
history_count   = { unit = "quarters", about = "Quarters of history.", audience = "internal" }
is_unmeasured   = { about = "Whether a line of the history does not say how much.", audience = "internal" }
volume_z        = { unit = "z", about = "How far from the median; NULL with little history.", audience = "internal" }
*/
with

order_history as (
    select * from conformed.order_history
),

quarterly_orders as (
    select * from conformed.quarterly_orders
),

order_coverage as (
    select * from conformed.order_coverage
),

quarters_before as (
    select * from conformed.quarters_before
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

least_given as (
    select
        quarter,
        max(value) as least_count
    from parameters_in_force
    where param_id = 'risk_history_least_count'
    group by quarter
),

quantities_summed as (
    select
        number,
        sum(quantity) as quantity
    from quarterly_orders
    group by number
),

seasons_summed as (
    select
        quarters_before.quarter,
        quarters_before.before_number % 4 as season,
        sum(quantities_summed.quantity) as quantity,
        count(*) as quarter_count
    from quarters_before
    inner join quantities_summed on quarters_before.before_number = quantities_summed.number
    inner join order_coverage on quarters_before.quarter = order_coverage.quarter
    where
        quarters_before.quarters_back > 0
        and quarters_before.before_number >= order_coverage.first_number
    group by quarters_before.quarter, quarters_before.before_number % 4
),

years_summed as (
    select
        quarter,
        sum(quantity) as quantity,
        sum(quarter_count) as quarter_count
    from seasons_summed
    group by quarter
),

seasons_indexed as (
    select
        seasons_summed.quarter,
        seasons_summed.season,
        ratio(4 * seasons_summed.quantity, years_summed.quantity) as season_index
    from seasons_summed
    inner join years_summed on seasons_summed.quarter = years_summed.quarter
    where years_summed.quarter_count = 8 and seasons_summed.quantity > 0
),

volumes_freed as (
    select
        order_history.customer_id,
        order_history.quarter,
        order_history.quarters_back,
        ratio(
            order_history.quantity,
            coalesce(seasons_indexed.season_index, cast(1 as decimal(18, 6)))
        ) as volume
    from order_history
    left join seasons_indexed
        on order_history.quarter = seasons_indexed.quarter
        and order_history.before_number % 4 = seasons_indexed.season
),

volumes_collected as (
    select
        customer_id,
        quarter,
        array_agg(volume order by volume) filter (where quarters_back > 0) as volumes,
        count(case when quarters_back > 0 then 1 end) as history_count,
        count(volume) < count(*) as is_unmeasured,
        max(case when quarters_back = 0 then volume end) as volume
    from volumes_freed
    group by customer_id, quarter
),

medians_taken as (
    select
        volumes_collected.customer_id,
        volumes_collected.quarter,
        volumes_collected.volume,
        volumes_collected.history_count,
        volumes_collected.is_unmeasured,
        least_given.least_count,
        median_of(volumes_collected.volumes) as median_volume,
        mad_of(volumes_collected.volumes) as mad_volume
    from volumes_collected
    inner join least_given on volumes_collected.quarter = least_given.quarter
),

changes_measured as (
    select
        customer_id,
        quarter,
        volume,
        median_volume,
        history_count,
        is_unmeasured,
        case
            when history_count >= least_count and not is_unmeasured then ratio(
                0.6745 * (volume - median_volume),
                greatest(mad_volume, 0.05 * abs(median_volume), 1)
            )
        end as volume_z
    from medians_taken
)

select * from changes_measured
