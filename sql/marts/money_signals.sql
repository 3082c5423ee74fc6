/* kam
description = """
One row per customer, quarter and signal that payments and margins give: sig_payment_delay, the worse of days late against its own history and of
the part of its debt more than 30 days late; sig_margin_erosion. Who owes nothing and paid nothing cannot be late, who had no revenue has no
margin: not_applicable. Margins are compared only where the same lines of the contribution are known in both years."""
grain = ["customer_id", "quarter", "signal_id"]

[columns]
customer_id = { about = "The customer.", audience = "internal" }
quarter     = { about = "The quarter.", audience = "internal" }
signal_id   = { about = "The signal.", audience = "internal" }
score       = { unit = "points", about = "0 to 100, up is bad.", audience = "internal" }
observed    = { about = "Days late, or the part more than 30 days late; contribution margin of the four quarters.", audience = "internal" }
expected    = { about = "Median days late of its history; contribution margin of the four quarters before.", audience = "internal" }
z           = { unit = "z", about = "Robust z of the days late.", audience = "internal" }
note        = { about = "Of sig_payment_delay which part is worse: days_late or overdue_30.", audience = "internal" }
null_reason = { about = "Why there is no score.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

payment_changes as (
    select * from conformed.payment_changes
),

receivables as (
    select * from marts.receivables
),

profitability as (
    select * from marts.profitability
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

bounds_given as (
    select
        quarter,
        max(case when param_id = 'risk_overdue_30_lowest' then value end) as overdue_lowest,
        max(case when param_id = 'risk_overdue_30_highest' then value end) as overdue_highest,
        max(case when param_id = 'risk_margin_drop_lowest' then value end) as drop_lowest,
        max(case when param_id = 'risk_margin_drop_highest' then value end) as drop_highest
    from parameters_in_force
    group by quarter
),

inputs_gathered as (
    select
        customers.customer_id,
        quarters.quarter,
        payment_changes.days_late,
        payment_changes.median_days,
        payment_changes.payment_z,
        receivables.overdue_30_ratio,
        coalesce(receivables.overdue_null_reason, 'source_missing') as overdue_null_reason,
        profitability.contribution_pct_t12m_ratio as margin_ratio,
        profitability.contribution_pct_p12m_ratio as margin_before_ratio,
        case
            when
                (
                    profitability.customer_contribution_t12m_unknown_lines
                    is distinct from profitability.customer_contribution_p12m_unknown_lines
                )
                then 'no_data'
            else
                coalesce(
                    profitability.customer_contribution_t12m_null_reason,
                    profitability.customer_contribution_p12m_null_reason,
                    'not_applicable'
                )
        end as margin_null_reason,
        case
            when payment_changes.payment_z is not null
                then 100 * greatest(0, 2 * logistic(1.702 * payment_changes.payment_z) - 1)
        end as late_score,
        case
            when receivables.overdue_30_ratio is not null
                then 100 * greatest(0, least(1, ratio(
                    receivables.overdue_30_ratio - bounds_given.overdue_lowest,
                    bounds_given.overdue_highest - bounds_given.overdue_lowest
                )))
        end as overdue_score,
        case
            when
                profitability.contribution_pct_t12m_ratio is not null
                and profitability.contribution_pct_p12m_ratio is not null
                and (
                    profitability.customer_contribution_t12m_unknown_lines
                    is not distinct from profitability.customer_contribution_p12m_unknown_lines
                )
                then 100 * greatest(0, least(1, ratio(
                    profitability.contribution_pct_p12m_ratio
                    - profitability.contribution_pct_t12m_ratio
                    - bounds_given.drop_lowest,
                    bounds_given.drop_highest - bounds_given.drop_lowest
                )))
        end as erosion_score
    from customers
    cross join quarters
    inner join bounds_given on quarters.quarter = bounds_given.quarter
    left join payment_changes
        on customers.customer_id = payment_changes.customer_id
        and quarters.quarter = payment_changes.quarter
    left join receivables
        on customers.customer_id = receivables.customer_id
        and quarters.quarter = receivables.quarter
    left join profitability
        on customers.customer_id = profitability.customer_id
        and quarters.quarter = profitability.quarter
    where customers.customer_id <> 0
),

parts_compared as (
    select
        *,
        coalesce(late_score, -1) > coalesce(overdue_score, -1) as is_late_worse
    from inputs_gathered
),

signals_listed as (
    select
        customer_id,
        quarter,
        'sig_payment_delay' as signal_id,
        case when is_late_worse then late_score else overdue_score end as score,
        case when is_late_worse then days_late else overdue_30_ratio end as observed,
        case when is_late_worse then median_days end as expected,
        payment_z as z,
        case
            when is_late_worse then 'days_late'
            when overdue_score is not null then 'overdue_30'
        end as note,
        case
            when overdue_null_reason = 'div_by_zero' then 'not_applicable'
            else overdue_null_reason
        end as why
    from parts_compared
    union all
    select
        customer_id,
        quarter,
        'sig_margin_erosion' as signal_id,
        erosion_score as score,
        margin_ratio as observed,
        margin_before_ratio as expected,
        cast(null as decimal(18, 6)) as z,
        cast(null as varchar) as note,
        margin_null_reason as why
    from parts_compared
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
