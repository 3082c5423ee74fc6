/* kam
description = "One row per quarter: the factors of collaboration efficiency of all customers together, UNRESOLVED among them."
grain = ["quarter"]

[columns]
quarter                    = { about = "The quarter.", audience = "internal" }
number                     = { about = "Its number.", audience = "internal" }
opened_count               = { unit = "tickets", about = "Opened in the quarter.", audience = "internal" }
due_count                  = { unit = "tickets", about = "Due in the quarter.", audience = "internal" }
on_time_ticket_ratio       = { unit = "ratio", about = "Part of them solved in time.", audience = "internal" }
on_time_ticket_null_reason = { about = "Why it is NULL.", audience = "internal" }
sla_breach_ratio           = { unit = "ratio", about = "Part of them solved, or first answered, late or not.", audience = "internal" }
answered_count             = { unit = "tickets", about = "First answered in the quarter.", audience = "internal" }
avg_response_hours         = { unit = "business hours", about = "Mean time to a first answer.", audience = "internal" }
avg_response_null_reason   = { about = "Why it is NULL.", audience = "internal" }
response_target_hours      = { unit = "business hours", about = "Wanted time, by the severity of the tickets answered.", audience = "internal" }
response_floor_hours       = { unit = "hours", about = "A mean time below counts as this.", audience = "internal" }
solved_count               = { unit = "tickets", about = "Solved in the quarter.", audience = "internal" }
reopen_ratio               = { unit = "ratio", about = "Part of them opened again since.", audience = "internal" }
info_accuracy_ratio        = { unit = "ratio", about = "Part of all audited fields that was right.", audience = "internal" }
info_accuracy_null_reason  = { about = "Why it is NULL.", audience = "internal" }
csat_ratio                 = { unit = "ratio", about = "Mean of all answers, from 0 to 1.", audience = "internal" }
csat_null_reason           = { about = "Why it is NULL.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

quarterly_tickets as (
    select * from conformed.quarterly_tickets
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
        quarter,
        number,
        opened_count,
        due_count,
        on_time_ticket_ratio,
        case
            when on_time_ticket_ratio is null then coalesce(tickets_null_reason, 'not_applicable')
        end as on_time_ticket_null_reason,
        sla_breach_ratio,
        answered_count,
        avg_response_hours,
        case
            when avg_response_hours is null then coalesce(tickets_null_reason, 'no_data')
        end as avg_response_null_reason,
        response_target_hours,
        response_floor_hours,
        solved_count,
        reopen_ratio,
        info_accuracy_ratio,
        case when info_accuracy_ratio is null then info_accuracy_why end
            as info_accuracy_null_reason,
        csat_ratio,
        case when csat_ratio is null then csat_why end as csat_null_reason
    from factors_measured
)

select * from factors_explained
