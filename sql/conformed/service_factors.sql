/* kam
description = """
One row per customer and quarter: the four factors of collaboration efficiency, and why one is not known. Satisfaction is a mean of few
answers drawn towards all customers' (C11); so is the accuracy of fewer audited records than `audit_least_count`. Customer 0 stands
there while tickets, answers or audits name no known account."""
grain = ["customer_id", "quarter"]

[columns]
customer_id               = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                   = { about = "The quarter.", audience = "customer" }
on_time_ratio             = { unit = "ratio", about = "Tickets solved in time of those due.", audience = "customer" }
on_time_null_reason       = { about = "Why it is NULL.", audience = "customer" }
avg_response_hours        = { unit = "business hours", about = "Mean time to a first answer.", audience = "customer" }
avg_response_null_reason  = { about = "Why it is NULL.", audience = "customer" }
response_target_hours     = { unit = "business hours", about = "Wanted time, by the severity of the tickets answered.", audience = "internal" }
response_floor_hours      = { unit = "hours", about = "A mean time below counts as this.", audience = "internal" }
info_accuracy_ratio       = { unit = "ratio", about = "Audited fields that were right.", audience = "customer" }
is_info_accuracy_shrunk   = { about = "Whether it is drawn towards all customers.", audience = "internal" }
info_accuracy_null_reason = { about = "Why it is NULL.", audience = "customer" }
csat_ratio                = { unit = "ratio", about = "Satisfaction from 0 to 1, shrunk.", audience = "customer" }
csat_null_reason          = { about = "Why it is NULL.", audience = "customer" }
*/
with

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

quarterly_tickets as (
    select * from conformed.quarterly_tickets
),

quarterly_satisfaction as (
    select * from conformed.quarterly_satisfaction
),

quarterly_audits as (
    select * from conformed.quarterly_audits
),

service_history as (
    select * from conformed.service_history
),

service_parameters as (
    select * from conformed.service_parameters
),

customers_served as (
    select customer_id from customers
    union distinct
    select customer_id from quarterly_tickets
    union distinct
    select customer_id from quarterly_satisfaction
    union distinct
    select customer_id from quarterly_audits
),

factors_measured as (
    select
        customers_served.customer_id,
        quarters.quarter,
        ratio(quarterly_tickets.on_time_count, quarterly_tickets.due_count) as on_time_ratio,
        coalesce(service_history.tickets_null_reason, 'not_applicable') as on_time_why,
        ratio(quarterly_tickets.response_minutes, 60 * quarterly_tickets.answered_count)
            as avg_response_hours,
        coalesce(service_history.tickets_null_reason, 'no_data') as avg_response_why,
        mean(
            quarterly_tickets.answered_1_count * service_parameters.response_target_1_hours
            + quarterly_tickets.answered_2_count * service_parameters.response_target_2_hours
            + quarterly_tickets.answered_3_count * service_parameters.response_target_3_hours
            + quarterly_tickets.answered_4_count * service_parameters.response_target_4_hours,
            quarterly_tickets.answered_count
        ) as response_target_hours,
        service_parameters.response_floor_hours,
        case
            when quarterly_audits.audit_count >= service_parameters.audit_least_count
                then ratio(quarterly_audits.fields_correct, quarterly_audits.fields_checked)
            else ratio(
                    quarterly_audits.audit_count
                    * ratio(quarterly_audits.fields_correct, quarterly_audits.fields_checked)
                    + service_parameters.shrinkage_answer_count
                    * service_history.info_accuracy_ratio,
                    quarterly_audits.audit_count + service_parameters.shrinkage_answer_count
                )
        end as info_accuracy_ratio,
        quarterly_audits.audit_count < service_parameters.audit_least_count
            as is_info_accuracy_shrunk,
        coalesce(service_history.audits_null_reason, 'no_data') as info_accuracy_why,
        ratio(
            quarterly_satisfaction.score_sum
            + service_parameters.shrinkage_answer_count * service_history.csat_ratio,
            quarterly_satisfaction.answer_count + service_parameters.shrinkage_answer_count
        ) as csat_ratio,
        coalesce(service_history.csat_null_reason, 'no_data') as csat_why
    from customers_served
    cross join quarters
    inner join service_history on quarters.quarter = service_history.quarter
    left join service_parameters on quarters.quarter = service_parameters.quarter
    left join quarterly_tickets
        on customers_served.customer_id = quarterly_tickets.customer_id
        and quarters.number = quarterly_tickets.number
    left join quarterly_satisfaction
        on customers_served.customer_id = quarterly_satisfaction.customer_id
        and quarters.number = quarterly_satisfaction.number
    left join quarterly_audits
        on customers_served.customer_id = quarterly_audits.customer_id
        and quarters.number = quarterly_audits.number
),

factors_explained as (
    select
        customer_id,
        quarter,
        on_time_ratio,
        case when on_time_ratio is null then on_time_why end as on_time_null_reason,
        avg_response_hours,
        case when avg_response_hours is null then avg_response_why end as avg_response_null_reason,
        response_target_hours,
        response_floor_hours,
        info_accuracy_ratio,
        is_info_accuracy_shrunk,
        case when info_accuracy_ratio is null then info_accuracy_why end
            as info_accuracy_null_reason,
        csat_ratio,
        case when csat_ratio is null then csat_why end as csat_null_reason
    from factors_measured
)

select * from factors_explained
