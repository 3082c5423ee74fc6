/* kam
description = """
One row per customer, quarter and signal of risk, with a score or the reason why there is none. UNRESOLVED (customer 0) has no risk. Red and amber
begin at their parameters; sig_order_plunge is red only if z is low too. First seen is the quarter since which it has been amber or red
without a break. None of these signals fades by itself: each is measured anew, so half lives are NULL."""
grain = ["customer_id", "quarter", "signal_id"]

[columns]
customer_id    = { type = "bigint", about = "The customer.", audience = "internal" }
quarter        = { type = "text", about = "The quarter.", audience = "internal" }
signal_id      = { type = "text", about = "The signal.", measure = "sig_payment_delay, sig_order_plunge, sig_freq_drop, sig_sat_volume, sig_contract_expiry, sig_complaint, sig_margin_erosion, sig_sla_breach", audience = "internal" }
score          = { type = "decimal(9,4)", unit = "points", about = "0 to 100, up is bad.", audience = "internal" }
null_reason    = { type = "text", about = "Why there is no score; not_applicable says there is nothing this signal could warn of.", audience = "internal" }
level          = { type = "text", about = "red, amber or green; NULL without a score.", audience = "internal" }
weight         = { type = "decimal(18,6)", unit = "share", about = "Weight in risk_index; 0 is for information.", audience = "internal" }
first_seen     = { type = "text", about = "Since when it has been amber or red.", audience = "internal" }
half_life_days = { type = "bigint", unit = "days", about = "NULL: it does not fade.", audience = "internal" }
observed       = { type = "decimal(18,6)", about = "What was measured.", audience = "internal" }
expected       = { type = "decimal(18,6)", about = "What it was compared with.", audience = "internal" }
z              = { type = "decimal(18,6)", unit = "z", about = "How unusual that is for the customer.", audience = "internal" }
note           = { type = "text", about = "Which part, or quadrant, speaks.", audience = "internal" }
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

order_signals as (
    select * from conformed.order_signals
),

contract_signals as (
    select * from conformed.contract_signals
),

service_signals as (
    select * from conformed.service_signals
),

money_signals as (
    select * from marts.money_signals
),

signals_before as (
    select * from previous.risk_signals
),

signals_listed as (
    select * from order_signals
    union all
    select * from contract_signals
    union all
    select * from service_signals
    union all
    select * from money_signals
),

signals_given as (
    select
        quarter,
        substr(param_id, length('risk_amber_') + 1) as signal_id,
        value as amber_score
    from parameters_in_force
    where param_id like 'risk_amber_%'
),

limits_given as (
    select
        signals_given.quarter,
        signals_given.signal_id,
        signals_given.amber_score,
        red.value as red_score,
        weight.value as weight,
        plunge.value as red_z
    from signals_given
    left join parameters_in_force as red
        on signals_given.quarter = red.quarter
        and 'risk_red_' || signals_given.signal_id = red.param_id
    left join parameters_in_force as weight
        on signals_given.quarter = weight.quarter
        and 'risk_weight_' || signals_given.signal_id = weight.param_id
    left join parameters_in_force as plunge
        on signals_given.quarter = plunge.quarter
        and signals_given.signal_id = 'sig_order_plunge'
        and plunge.param_id = 'plunge_red_z'
),

signals_levelled as (
    select
        signals_listed.customer_id,
        signals_listed.quarter,
        quarters.number,
        signals_listed.signal_id,
        signals_listed.score,
        signals_listed.null_reason,
        case
            when
                signals_listed.score >= limits_given.red_score
                and (limits_given.red_z is null or signals_listed.z <= limits_given.red_z)
                then 'red'
            when signals_listed.score >= limits_given.amber_score then 'amber'
            when signals_listed.score is not null then 'green'
        end as level,
        coalesce(limits_given.weight, 0) as weight,
        signals_listed.observed,
        signals_listed.expected,
        signals_listed.z,
        signals_listed.note
    from signals_listed
    inner join quarters on signals_listed.quarter = quarters.quarter
    left join limits_given
        on signals_listed.quarter = limits_given.quarter
        and signals_listed.signal_id = limits_given.signal_id
),

-- the quarter just before one being built, if it is not built itself: an alarm may go on from there.
alarms_listed as (
    select
        customer_id,
        signal_id,
        number,
        quarter as begun
    from signals_levelled
    where level in ('red', 'amber')
    union all
    select
        signals_before.customer_id,
        signals_before.signal_id,
        calendar.number,
        signals_before.first_seen as begun
    from signals_before
    inner join calendar on signals_before.quarter = calendar.quarter
    inner join quarters as following on calendar.number + 1 = following.number
    left join quarters on calendar.number = quarters.number
    where quarters.number is null and signals_before.first_seen is not null
),

alarms_begun as (
    select
        customer_id,
        signal_id,
        number,
        case
            when
                coalesce(lag(number) over (
                    partition by customer_id, signal_id order by number
                ), 0) < number - 1
                then begun
        end as begun
    from alarms_listed
),

alarms_dated as (
    select
        customer_id,
        signal_id,
        number,
        max(begun) over (
            partition by customer_id, signal_id order by number
            rows between unbounded preceding and current row
        ) as first_seen
    from alarms_begun
),

signals_dated as (
    select
        signals_levelled.customer_id,
        signals_levelled.quarter,
        signals_levelled.signal_id,
        signals_levelled.score,
        signals_levelled.null_reason,
        signals_levelled.level,
        cast(signals_levelled.weight as decimal(18, 6)) as weight,
        alarms_dated.first_seen,
        cast(null as bigint) as half_life_days,
        signals_levelled.observed,
        signals_levelled.expected,
        signals_levelled.z,
        signals_levelled.note
    from signals_levelled
    left join alarms_dated
        on signals_levelled.customer_id = alarms_dated.customer_id
        and signals_levelled.signal_id = alarms_dated.signal_id
        and signals_levelled.number = alarms_dated.number
)

select * from signals_dated
