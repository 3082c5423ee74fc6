/* kam
description = """
One row per quarter: the service of all customers together, UNRESOLVED among them. Satisfaction and accuracy are those of all answers and
all audited fields, as they are; efficiency is that of the whole, not a mean of the customers'."""
grain = ["quarter"]

[columns]
quarter                    = { about = "The quarter.", audience = "internal" }
opened_count               = { unit = "tickets", about = "Opened in the quarter.", audience = "internal" }
due_count                  = { unit = "tickets", about = "Due in the quarter.", audience = "internal" }
on_time_ticket_ratio       = { unit = "ratio", about = "Part of them solved in time.", measure = "on_time_ticket_rate", audience = "internal" }
on_time_ticket_null_reason = { about = "Why it, and the rate of breaches, is NULL.", audience = "internal" }
sla_breach_ratio           = { unit = "ratio", about = "Part of them solved, or first answered, late or not.", measure = "sla_breach_rate", audience = "internal" }
answered_count             = { unit = "tickets", about = "First answered in the quarter.", audience = "internal" }
avg_response_hours         = { unit = "business hours", about = "Mean time to a first answer.", measure = "avg_response_time", audience = "internal" }
avg_response_null_reason   = { about = "Why it is NULL.", audience = "internal" }
first_response_hours       = { unit = "business hours", about = "Median of the same.", measure = "first_response_time", audience = "internal" }
first_response_p90_hours   = { unit = "business hours", about = "Nine in ten first answers took no longer.", measure = "first_response_time", audience = "internal" }
solved_count               = { unit = "tickets", about = "Solved in the quarter.", audience = "internal" }
resolution_hours           = { unit = "business hours", about = "Median time to the solution.", measure = "resolution_time", audience = "internal" }
reopen_ratio               = { unit = "ratio", about = "Part of them opened again since.", measure = "reopen_rate", audience = "internal" }
info_accuracy_ratio        = { unit = "ratio", about = "Part of all audited fields that was right.", measure = "info_accuracy_rate", audience = "internal" }
info_accuracy_null_reason  = { about = "Why it is NULL.", audience = "internal" }
csat_ratio                 = { unit = "ratio", about = "Mean of all answers, from 0 to 1.", measure = "csat", audience = "internal" }
csat_mean                  = { unit = "1 to 5", about = "The same from 1 to 5.", measure = "csat", audience = "internal" }
csat_null_reason           = { about = "Why they are NULL.", audience = "internal" }
cei_raw                    = { unit = "per hour", about = "On time x accuracy x satisfaction / mean time to a first answer.", measure = "cei_raw", audience = "internal" }
cei_score                  = { unit = "0 to 100", about = "The same against the wanted time, never above one.", measure = "cei_score", audience = "internal" }
cei_null_reason            = { about = "Why they are NULL: the first factor that is.", audience = "internal" }
*/
with

portfolio_factors as (
    select * from conformed.portfolio_factors
),

portfolio_responses as (
    select * from conformed.portfolio_responses
),

factors_multiplied as (
    select
        quarter,
        cast(on_time_ticket_ratio as decimal(7, 6))
        * cast(info_accuracy_ratio as decimal(7, 6))
        * cast(csat_ratio as decimal(7, 6)) as quality,
        case
            when avg_response_hours is not null
                then greatest(avg_response_hours, response_floor_hours)
        end as floored_hours,
        case
            when avg_response_hours <= response_target_hours then 1
            else ratio(response_target_hours, avg_response_hours)
        end as speed
    from portfolio_factors
),

efficiency_measured as (
    select
        portfolio_factors.quarter,
        portfolio_factors.opened_count,
        portfolio_factors.due_count,
        portfolio_factors.on_time_ticket_ratio,
        portfolio_factors.on_time_ticket_null_reason,
        portfolio_factors.sla_breach_ratio,
        portfolio_factors.answered_count,
        portfolio_factors.avg_response_hours,
        portfolio_factors.avg_response_null_reason,
        ratio(portfolio_responses.response_median, 60) as first_response_hours,
        ratio(portfolio_responses.response_p90, 60) as first_response_p90_hours,
        portfolio_factors.solved_count,
        ratio(portfolio_responses.resolution_median, 60) as resolution_hours,
        portfolio_factors.reopen_ratio,
        portfolio_factors.info_accuracy_ratio,
        portfolio_factors.info_accuracy_null_reason,
        portfolio_factors.csat_ratio,
        1 + 4 * portfolio_factors.csat_ratio as csat_mean,
        portfolio_factors.csat_null_reason,
        ratio(factors_multiplied.quality, factors_multiplied.floored_hours) as cei_raw,
        cast(
            100 * factors_multiplied.quality * cast(factors_multiplied.speed as decimal(7, 6))
            as decimal(9, 4)
        ) as cei_score,
        coalesce(
            portfolio_factors.on_time_ticket_null_reason,
            portfolio_factors.info_accuracy_null_reason,
            portfolio_factors.csat_null_reason,
            portfolio_factors.avg_response_null_reason
        ) as cei_null_reason
    from portfolio_factors
    inner join factors_multiplied on portfolio_factors.quarter = factors_multiplied.quarter
    left join portfolio_responses on portfolio_factors.number = portfolio_responses.number
)

select * from efficiency_measured
