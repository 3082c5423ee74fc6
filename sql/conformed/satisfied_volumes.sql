/* kam
description = """
One row per customer and quarter with an order by then: how far volume and satisfaction have fallen together (sig_sat_volume, R010). A fall is the
z below 0 by 3, at most 1; both at once weigh more than their sum."""
grain = ["customer_id", "quarter"]

[columns]
customer_id    = { about = "The customer.", audience = "internal" }
quarter        = { about = "The quarter.", audience = "internal" }
volume         = { unit = "units of sale", about = "Quantity freed of the season.", audience = "internal" }
median_volume  = { unit = "units of sale", about = "Median of its history.", audience = "internal" }
is_unmeasured  = { about = "Whether a line of the history does not say how much.", audience = "internal" }
volume_z       = { unit = "z", about = "Robust z of the volume.", audience = "internal" }
satisfaction_z = { unit = "z", about = "Robust z of satisfaction; NULL without answers or history.", audience = "internal" }
quadrant       = { about = "both_down, satisfaction_down, volume_down, both_held, or volume_only without satisfaction.", audience = "internal" }
score          = { unit = "points", about = "0 to 100; NULL without volume.", audience = "internal" }
*/
with

volume_changes as (
    select * from conformed.volume_changes
),

satisfaction_changes as (
    select * from conformed.satisfaction_changes
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

shares_given as (
    select
        quarter,
        max(case when param_id = 'satvol_volume_share' then value end) as volume_share,
        max(case when param_id = 'satvol_satisfaction_share' then value end) as satisfaction_share,
        max(case when param_id = 'satvol_both_share' then value end) as both_share,
        max(case when param_id = 'satvol_down_z' then value end) as down_z
    from parameters_in_force
    group by quarter
),

falls_measured as (
    select
        volume_changes.customer_id,
        volume_changes.quarter,
        volume_changes.volume,
        volume_changes.median_volume,
        volume_changes.is_unmeasured,
        volume_changes.volume_z,
        satisfaction_changes.satisfaction_z,
        case
            when volume_changes.volume_z is not null
                then greatest(0, least(1, ratio(-volume_changes.volume_z, 3)))
        end as volume_fall,
        case
            when satisfaction_changes.satisfaction_z is null then 0
            else greatest(0, least(1, ratio(-satisfaction_changes.satisfaction_z, 3)))
        end as satisfaction_fall,
        shares_given.volume_share,
        shares_given.satisfaction_share,
        shares_given.both_share,
        shares_given.down_z
    from volume_changes
    inner join shares_given on volume_changes.quarter = shares_given.quarter
    left join satisfaction_changes
        on volume_changes.customer_id = satisfaction_changes.customer_id
        and volume_changes.quarter = satisfaction_changes.quarter
),

falls_joined as (
    select
        customer_id,
        quarter,
        volume,
        median_volume,
        is_unmeasured,
        volume_z,
        satisfaction_z,
        case
            when volume_z is null then null
            when satisfaction_z is null then 'volume_only'
            when volume_z <= down_z and satisfaction_z <= down_z then 'both_down'
            when volume_z <= down_z then 'volume_down'
            when satisfaction_z <= down_z then 'satisfaction_down'
            else 'both_held'
        end as quadrant,
        case
            when volume_z is not null then cast(100 * least(
                1,
                volume_share * volume_fall
                + satisfaction_share * satisfaction_fall
                + ratio(both_share * volume_fall * satisfaction_fall, 1)
            ) as decimal(9, 4))
        end as score
    from falls_measured
)

select * from falls_joined
