/* kam
description = """
One row per customer and quarter with an order by then: complaints weighed by severity per hundred orders, against its own history and against
all customers of the quarter by the robust z (N3). One unit is one point of severity among the quarter's orders. The z is the mean of
the two, or the one there is; a quarter without orders counts as one. Five customers at least make peers."""
grain = ["customer_id", "quarter"]

[columns]
customer_id    = { about = "The customer.", audience = "internal" }
quarter        = { about = "The quarter.", audience = "internal" }
complaint_rate = { unit = "points per 100 orders", about = "Complaints of the quarter, weighed.", audience = "internal" }
own_median     = { unit = "points per 100 orders", about = "Median of its own history.", audience = "internal" }
own_z          = { unit = "z", about = "Against its own history.", audience = "internal" }
peer_z         = { unit = "z", about = "Against all customers of the quarter.", audience = "internal" }
complaint_z    = { unit = "z", about = "The mean of the two.", audience = "internal" }
*/
with

complaint_history as (
    select * from conformed.complaint_history
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

own_collected as (
    select
        customer_id,
        quarter,
        array_agg(complaint_rate order by complaint_rate)
        filter (where quarters_back > 0) as history,
        count(case when quarters_back > 0 then 1 end) as history_count,
        max(case when quarters_back = 0 then complaint_rate end) as rate,
        max(case when quarters_back = 0 then unit_rate end) as unit
    from complaint_history
    group by customer_id, quarter
),

peers_collected as (
    select
        quarter,
        array_agg(complaint_rate order by complaint_rate) as rates,
        count(*) as peer_count
    from complaint_history
    where quarters_back = 0
    group by quarter
),

peers_taken as (
    select
        peers_collected.quarter,
        peers_collected.peer_count,
        least_given.least_count,
        median_of(peers_collected.rates) as median_rate,
        mad_of(peers_collected.rates) as mad_rate
    from peers_collected
    inner join least_given on peers_collected.quarter = least_given.quarter
),

own_taken as (
    select
        customer_id,
        quarter,
        rate,
        unit,
        history_count,
        median_of(history) as median_rate,
        mad_of(history) as mad_rate
    from own_collected
    where rate is not null
),

changes_measured as (
    select
        own_taken.customer_id,
        own_taken.quarter,
        own_taken.rate as complaint_rate,
        own_taken.median_rate as own_median,
        case
            when own_taken.history_count >= peers_taken.least_count then ratio(
                0.6745 * (own_taken.rate - own_taken.median_rate),
                greatest(own_taken.mad_rate, 0.05 * own_taken.median_rate, own_taken.unit)
            )
        end as own_z,
        case
            when peers_taken.peer_count >= 5 then ratio(
                0.6745 * (own_taken.rate - peers_taken.median_rate),
                greatest(peers_taken.mad_rate, 0.05 * peers_taken.median_rate, own_taken.unit)
            )
        end as peer_z
    from own_taken
    inner join peers_taken on own_taken.quarter = peers_taken.quarter
),

changes_averaged as (
    select
        customer_id,
        quarter,
        complaint_rate,
        own_median,
        own_z,
        peer_z,
        coalesce(ratio(own_z + peer_z, 2), own_z, peer_z) as complaint_z
    from changes_measured
)

select * from changes_averaged
