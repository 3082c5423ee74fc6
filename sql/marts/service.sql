/* kam
description = """
One row per customer and quarter, for every customer: how its tickets were served, what it thinks of it, and collaboration efficiency.
Due tickets count in the quarter they were due, answers and solutions in the one they came; open past due is a failure. Times spent
waiting for the customer are not known and not taken off. Customer 0, UNRESOLVED, has no efficiency."""
grain = ["customer_id", "quarter"]

[columns]
customer_id               = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                   = { about = "The quarter.", audience = "customer" }
opened_count              = { unit = "tickets", about = "Opened in the quarter.", audience = "customer" }
due_count                 = { unit = "tickets", about = "Due in the quarter.", audience = "customer" }
on_time_count             = { unit = "tickets", about = "Of them solved in time.", audience = "customer" }
on_time_ticket_ratio      = { unit = "ratio", about = "Part of those due that was solved in time.", measure = "on_time_ticket_rate", audience = "customer" }
on_time_ticket_null_reason = { about = "Why it, and the rate of breaches, is NULL.", audience = "customer" }
sla_breach_ratio          = { unit = "ratio", about = "Part of those due that was solved, or first answered, late or not.", measure = "sla_breach_rate", audience = "customer" }
answered_count            = { unit = "tickets", about = "First answered in the quarter.", audience = "customer" }
avg_response_hours        = { unit = "business hours", about = "Mean time to a first answer.", measure = "avg_response_time", audience = "customer" }
avg_response_null_reason  = { about = "Why it is NULL.", audience = "customer" }
first_response_hours      = { unit = "business hours", about = "Median time to a first answer.", measure = "first_response_time", audience = "customer" }
first_response_p90_hours  = { unit = "business hours", about = "Nine in ten first answers took no longer.", measure = "first_response_time", audience = "customer" }
solved_count              = { unit = "tickets", about = "Solved in the quarter.", audience = "customer" }
resolution_hours          = { unit = "business hours", about = "Median time to the solution.", measure = "resolution_time", audience = "customer" }
reopen_ratio              = { unit = "ratio", about = "Part of those solved that has been opened again since.", measure = "reopen_rate", audience = "customer" }
open_count                = { unit = "tickets", about = "Open at the quarter's end.", audience = "customer" }
backlog_age_days          = { unit = "days", about = "How long they have been, on average.", measure = "backlog_age", audience = "customer" }
complaint_count           = { unit = "complaints", about = "Opened in the quarter.", audience = "customer" }
audit_count               = { unit = "records", about = "Records looked through in the quarter.", audience = "internal" }
info_accuracy_ratio       = { unit = "ratio", about = "Part of their fields that was right; few records are drawn towards all customers.", measure = "info_accuracy_rate", audience = "customer" }
is_info_accuracy_shrunk   = { about = "Whether they are few.", audience = "internal" }
info_accuracy_null_reason = { about = "Why it is NULL.", audience = "customer" }
info_error_ratio          = { unit = "ratio", about = "The rest to one.", measure = "info_error_rate", audience = "customer" }
csat_answer_count         = { unit = "answers", about = "Answers on satisfaction in the quarter.", audience = "customer" }
csat_ratio                = { unit = "ratio", about = "Their mean from 0 to 1, drawn towards all customers.", measure = "csat", audience = "customer" }
csat_mean                 = { unit = "1 to 5", about = "The same from 1 to 5.", measure = "csat", audience = "customer" }
csat_top_two_ratio        = { unit = "ratio", about = "Part of the answers that was 4 or 5.", measure = "csat", audience = "customer" }
csat_null_reason          = { about = "Why they are NULL.", audience = "customer" }
nps_count                 = { unit = "answers", about = "Answers on recommendation in the four quarters ending here.", audience = "customer" }
nps_points                = { unit = "points", about = "Promoters less detractors of a hundred.", measure = "nps", audience = "customer" }
ces_mean                  = { unit = "1 to 7", about = "Mean ease of the four quarters.", measure = "ces", audience = "customer" }
survey_sent_count         = { unit = "questions", about = "Asked in the four quarters.", audience = "internal" }
survey_response_ratio     = { unit = "ratio", about = "Part of them answered by the quarter's end.", measure = "survey_response_rate", audience = "internal" }
survey_null_reason        = { about = "Why recommendation, ease or response are NULL.", audience = "internal" }
cei_raw                   = { unit = "per hour", about = "On time x accuracy x satisfaction / mean time to a first answer.", measure = "cei_raw", audience = "internal" }
cei_score                 = { unit = "0 to 100", about = "The same against the wanted time, never above one.", measure = "cei_score", audience = "internal" }
cei_null_reason           = { about = "Why they are NULL: the first factor that is.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

service_factors as (
    select * from conformed.service_factors
),

service_efficiency as (
    select * from conformed.service_efficiency
),

service_history as (
    select * from conformed.service_history
),

quarterly_tickets as (
    select * from conformed.quarterly_tickets
),

quarterly_complaints as (
    select * from conformed.quarterly_complaints
),

quarterly_audits as (
    select * from conformed.quarterly_audits
),

quarterly_satisfaction as (
    select * from conformed.quarterly_satisfaction
),

ticket_backlog as (
    select * from conformed.ticket_backlog
),

survey_windows as (
    select * from conformed.survey_windows
),

tickets_known as (
    select
        quarter,
        surveys_null_reason,
        case when tickets_null_reason is null then 0 end as none
    from service_history
),

service_measured as (
    select
        service_factors.customer_id,
        service_factors.quarter,
        coalesce(quarterly_tickets.opened_count, tickets_known.none) as opened_count,
        coalesce(quarterly_tickets.due_count, tickets_known.none) as due_count,
        coalesce(quarterly_tickets.on_time_count, tickets_known.none) as on_time_count,
        service_factors.on_time_ratio as on_time_ticket_ratio,
        service_factors.on_time_null_reason as on_time_ticket_null_reason,
        ratio(quarterly_tickets.breached_count, quarterly_tickets.due_count) as sla_breach_ratio,
        coalesce(quarterly_tickets.answered_count, tickets_known.none) as answered_count,
        service_factors.avg_response_hours,
        service_factors.avg_response_null_reason,
        ratio(quarterly_tickets.response_median, 60) as first_response_hours,
        ratio(quarterly_tickets.response_p90, 60) as first_response_p90_hours,
        coalesce(quarterly_tickets.solved_count, tickets_known.none) as solved_count,
        ratio(quarterly_tickets.resolution_median, 60) as resolution_hours,
        ratio(quarterly_tickets.reopened_count, quarterly_tickets.solved_count) as reopen_ratio,
        coalesce(ticket_backlog.open_count, tickets_known.none) as open_count,
        mean(ticket_backlog.age_days, ticket_backlog.open_count) as backlog_age_days,
        coalesce(quarterly_complaints.complaint_count, tickets_known.none) as complaint_count,
        coalesce(quarterly_audits.audit_count, 0) as audit_count,
        service_factors.info_accuracy_ratio,
        service_factors.is_info_accuracy_shrunk,
        service_factors.info_accuracy_null_reason,
        1 - service_factors.info_accuracy_ratio as info_error_ratio,
        coalesce(quarterly_satisfaction.answer_count, 0) as csat_answer_count,
        service_factors.csat_ratio,
        1 + 4 * service_factors.csat_ratio as csat_mean,
        ratio(quarterly_satisfaction.top_two_count, quarterly_satisfaction.answer_count)
            as csat_top_two_ratio,
        service_factors.csat_null_reason,
        coalesce(survey_windows.nps_count, 0) as nps_count,
        ratio(
            100 * (survey_windows.promoter_count - survey_windows.detractor_count),
            survey_windows.nps_count
        ) as nps_points,
        1 + 6 * mean(survey_windows.ces_sum, survey_windows.ces_count) as ces_mean,
        coalesce(survey_windows.sent_count, 0) as survey_sent_count,
        ratio(survey_windows.answered_count, survey_windows.sent_count) as survey_response_ratio,
        case
            when
                coalesce(survey_windows.nps_count, 0) = 0
                or coalesce(survey_windows.ces_count, 0) = 0
                or coalesce(survey_windows.sent_count, 0) = 0
                then coalesce(tickets_known.surveys_null_reason, 'no_data')
        end as survey_null_reason,
        service_efficiency.cei_raw,
        service_efficiency.cei_score,
        service_efficiency.cei_null_reason
    from service_factors
    inner join quarters on service_factors.quarter = quarters.quarter
    inner join tickets_known on service_factors.quarter = tickets_known.quarter
    inner join service_efficiency
        on service_factors.customer_id = service_efficiency.customer_id
        and service_factors.quarter = service_efficiency.quarter
    left join quarterly_tickets
        on service_factors.customer_id = quarterly_tickets.customer_id
        and quarters.number = quarterly_tickets.number
    left join quarterly_complaints
        on service_factors.customer_id = quarterly_complaints.customer_id
        and quarters.number = quarterly_complaints.number
    left join quarterly_audits
        on service_factors.customer_id = quarterly_audits.customer_id
        and quarters.number = quarterly_audits.number
    left join quarterly_satisfaction
        on service_factors.customer_id = quarterly_satisfaction.customer_id
        and quarters.number = quarterly_satisfaction.number
    left join ticket_backlog
        on service_factors.customer_id = ticket_backlog.customer_id
        and service_factors.quarter = ticket_backlog.quarter
    left join survey_windows
        on service_factors.customer_id = survey_windows.customer_id
        and service_factors.quarter = survey_windows.quarter
)

select * from service_measured
