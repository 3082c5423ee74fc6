/* kam
description = """
One row per customer, quarter and signal that orders give: sig_order_plunge, sig_freq_drop, sig_sat_volume. A plunge does not apply where nothing
was to be expected. Without an answer on satisfaction in four quarters, or too little history of them, sig_sat_volume has its volume part
only and ends at 60."""
grain = ["customer_id", "quarter", "signal_id"]

[columns]
customer_id = { about = "The customer.", audience = "internal" }
quarter     = { about = "The quarter.", audience = "internal" }
signal_id   = { about = "The signal.", audience = "internal" }
score       = { unit = "points", about = "0 to 100, up is bad.", audience = "internal" }
observed    = { about = "Orders of the quarter; days of silence; volume.", audience = "internal" }
expected    = { about = "Orders expected; the ninth decile of gaps; median volume.", audience = "internal" }
z           = { unit = "z", about = "Robust z of orders, or of volume.", audience = "internal" }
note        = { about = "Of sig_sat_volume the quadrant: both_down, satisfaction_down, volume_down, both_held or volume_only.", audience = "internal" }
null_reason = { about = "Why there is no score.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

order_coverage as (
    select * from conformed.order_coverage
),

order_expectations as (
    select * from conformed.order_expectations
),

order_gaps as (
    select * from conformed.order_gaps
),

satisfied_volumes as (
    select * from conformed.satisfied_volumes
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

bounds_given as (
    select
        quarter,
        max(case when param_id = 'risk_plunge_drop_lowest' then value end) as drop_lowest,
        max(case when param_id = 'risk_plunge_drop_highest' then value end) as drop_highest,
        max(case when param_id = 'risk_silence_lowest' then value end) as silence_lowest,
        max(case when param_id = 'risk_silence_highest' then value end) as silence_highest,
        max(case when param_id = 'silence_least_gap_count' then value end) as least_gap_count
    from parameters_in_force
    group by quarter
),

customers_quartered as (
    select
        customers.customer_id,
        quarters.quarter,
        case
            when order_coverage.quarter is null then 'source_missing'
            when
                quarters.number < order_coverage.first_number
                or quarters.number > order_coverage.last_number
                then 'no_data'
        end as orders_null_reason
    from customers
    cross join quarters
    left join order_coverage on quarters.quarter = order_coverage.quarter
    where customers.customer_id <> 0
),

plunges_judged as (
    select
        customers_quartered.customer_id,
        customers_quartered.quarter,
        'sig_order_plunge' as signal_id,
        case
            when order_expectations.expected_amount > 0
                and order_expectations.order_amount is not null
                then 100 * greatest(0, least(1, ratio(
                    1
                    - ratio(order_expectations.order_amount, order_expectations.expected_amount)
                    - bounds_given.drop_lowest,
                    bounds_given.drop_highest - bounds_given.drop_lowest
                )))
        end as score,
        order_expectations.order_amount as observed,
        order_expectations.expected_amount as expected,
        order_expectations.order_z as z,
        cast(null as varchar) as note,
        case
            when customers_quartered.orders_null_reason is not null
                then customers_quartered.orders_null_reason
            when order_expectations.expected_amount <= 0 then 'not_applicable'
            else 'insufficient_history'
        end as why
    from customers_quartered
    inner join bounds_given on customers_quartered.quarter = bounds_given.quarter
    left join order_expectations
        on customers_quartered.customer_id = order_expectations.customer_id
        and customers_quartered.quarter = order_expectations.quarter
),

silences_judged as (
    select
        customers_quartered.customer_id,
        customers_quartered.quarter,
        'sig_freq_drop' as signal_id,
        case
            when
                customers_quartered.orders_null_reason is null
                and order_gaps.gap_count >= bounds_given.least_gap_count
                then 100 * greatest(0, least(1, ratio(
                    ratio(order_gaps.silence_days, order_gaps.gap_p90_days)
                    - bounds_given.silence_lowest,
                    bounds_given.silence_highest - bounds_given.silence_lowest
                )))
        end as score,
        order_gaps.silence_days as observed,
        order_gaps.gap_p90_days as expected,
        cast(null as decimal(18, 6)) as z,
        cast(null as varchar) as note,
        coalesce(customers_quartered.orders_null_reason, 'insufficient_history') as why
    from customers_quartered
    inner join bounds_given on customers_quartered.quarter = bounds_given.quarter
    left join order_gaps
        on customers_quartered.customer_id = order_gaps.customer_id
        and customers_quartered.quarter = order_gaps.quarter
),

volumes_judged as (
    select
        customers_quartered.customer_id,
        customers_quartered.quarter,
        'sig_sat_volume' as signal_id,
        satisfied_volumes.score,
        satisfied_volumes.volume as observed,
        satisfied_volumes.median_volume as expected,
        satisfied_volumes.volume_z as z,
        satisfied_volumes.quadrant as note,
        case
            when customers_quartered.orders_null_reason is not null
                then customers_quartered.orders_null_reason
            when satisfied_volumes.is_unmeasured then 'no_data'
            else 'insufficient_history'
        end as why
    from customers_quartered
    left join satisfied_volumes
        on customers_quartered.customer_id = satisfied_volumes.customer_id
        and customers_quartered.quarter = satisfied_volumes.quarter
),

signals_listed as (
    select * from plunges_judged
    union all
    select * from silences_judged
    union all
    select * from volumes_judged
),

signals_typed as (
    select
        customer_id,
        quarter,
        signal_id,
        cast(score as decimal(9, 4)) as score,
        cast(observed as decimal(18, 6)) as observed,
        cast(expected as decimal(18, 6)) as expected,
        cast(z as decimal(18, 6)) as z,
        note,
        case when score is null then why end as null_reason
    from signals_listed
)

select * from signals_typed
