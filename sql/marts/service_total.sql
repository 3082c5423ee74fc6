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

quarters as (
    select * from run.quarters
),

quarterly_tickets as (
    select * from conformed.quarterly_tickets
),

portfolio_responses as (
    select * from conformed.portfolio_responses
),

service_history as (
    select * from conformed.service_history
),

service_parameters as (
    select * from conformed.service_parameters
),

tickets_summed as (
    select
        number,
        sum(opened_count) as opened_count,
        sum(due_count) as due_count,
        sum(on_time_count) as on_time_count,
        sum(breached_count) as breached_count,
        sum(answered_count) as answered_count,
        sum(response_minutes) as response_minutes,
        sum(answered_1_count) as answered_1_count,
        sum(answered_2_count) as answered_2_count,
        sum(answered_3_count) as answered_3_count,
        sum(answered_4_count) as answered_4_count,
        sum(solved_count) as solved_count,
        sum(reopened_count) as reopened_count
    from quarterly_tickets
    group by number
),

factors_measured as (
    select
        quarters.quarter,
        quarters.number,
        service_history.tickets_null_reason,
        cast(tickets_summed.opened_count as decimal(18, 0)) as opened_count,
        cast(tickets_summed.due_count as decimal(18, 0)) as due_count,
        ratio(tickets_summed.on_time_count, tickets_summed.due_count) as on_time_ticket_ratio,
        ratio(tickets_summed.breached_count, tickets_summed.due_count) as sla_breach_ratio,
        cast(tickets_summed.answered_count as decimal(18, 0)) as answered_count,
        ratio(tickets_summed.response_minutes, 60 * tickets_summed.answered_count)
            as avg_response_hours,
        mean(
            tickets_summed.answered_1_count * service_parameters.response_target_1_hours
            + tickets_summed.answered_2_count * service_parameters.response_target_2_hours
            + tickets_summed.answered_3_count * service_parameters.response_target_3_hours
            + tickets_summed.answered_4_count * service_parameters.response_target_4_hours,
            tickets_summed.answered_count
        ) as response_target_hours,
        service_parameters.response_floor_hours,
        cast(tickets_summed.solved_count as decimal(18, 0)) as solved_count,
        ratio(tickets_summed.reopened_count, tickets_summed.solved_count) as reopen_ratio,
        service_history.info_accuracy_ratio,
        coalesce(service_history.audits_null_reason, 'no_data') as info_accuracy_why,
        service_history.csat_ratio,
        coalesce(service_history.csat_null_reason, 'no_data') as csat_why
    from quarters
    inner join service_history on quarters.quarter = service_history.quarter
    left join service_parameters on quarters.quarter = service_parameters.quarter
    left join tickets_summed on quarters.number = tickets_summed.number
),

factors_explained as (
    select
        factors_measured.*,
        case
            when on_time_ticket_ratio is null then coalesce(tickets_null_reason, 'not_applicable')
        end as on_time_ticket_null_reason,
        case
            when avg_response_hours is null then coalesce(tickets_null_reason, 'no_data')
        end as avg_response_null_reason,
        case when info_accuracy_ratio is null then info_accuracy_why end
            as info_accuracy_null_reason,
        case when csat_ratio is null then csat_why end as csat_null_reason,
        cast(on_time_ticket_ratio as decimal(7, 6))
        * cast(info_accuracy_ratio as decimal(7, 6))
        * cast(csat_ratio as decimal(7, 6)) as quality,
        case
            when avg_response_hours <= response_target_hours then 1
            else ratio(response_target_hours, avg_response_hours)
        end as speed
    from factors_measured
),

efficiency_measured as (
    select
        factors_explained.quarter,
        factors_explained.opened_count,
        factors_explained.due_count,
        factors_explained.on_time_ticket_ratio,
        factors_explained.on_time_ticket_null_reason,
        factors_explained.sla_breach_ratio,
        factors_explained.answered_count,
        factors_explained.avg_response_hours,
        factors_explained.avg_response_null_reason,
        ratio(portfolio_responses.response_median, 60) as first_response_hours,
        ratio(portfolio_responses.response_p90, 60) as first_response_p90_hours,
        factors_explained.solved_count,
        ratio(portfolio_responses.resolution_median, 60) as resolution_hours,
        factors_explained.reopen_ratio,
        factors_explained.info_accuracy_ratio,
        factors_explained.info_accuracy_null_reason,
        factors_explained.csat_ratio,
        1 + 4 * factors_explained.csat_ratio as csat_mean,
        factors_explained.csat_null_reason,
        case
            when factors_explained.avg_response_hours is not null then ratio(
                factors_explained.quality,
                greatest(
                    factors_explained.avg_response_hours, factors_explained.response_floor_hours
                )
            )
        end as cei_raw,
        cast(
            100 * factors_explained.quality * cast(factors_explained.speed as decimal(7, 6))
            as decimal(9, 4)
        ) as cei_score,
        coalesce(
            factors_explained.on_time_ticket_null_reason,
            factors_explained.info_accuracy_null_reason,
            factors_explained.csat_null_reason,
            factors_explained.avg_response_null_reason
        ) as cei_null_reason
    from factors_explained
    left join portfolio_responses on factors_explained.number = portfolio_responses.number
)

select * from efficiency_measured
