/* kam
description = "How its tickets were served and what it thinks of it, beside the quarter before and all customers: one row per customer."
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

service as (
    select * from marts.service
),

service_total as (
    select * from marts.service_total
),

service_compared as (
    select
        service.*,
        service.due_count - service.on_time_count as late_count,
        quarter_before.cei_score as previous_cei_score,
        quarter_before.csat_mean as previous_csat_mean,
        quarter_before.first_response_hours as previous_first_response_hours,
        quarter_before.on_time_ticket_ratio as previous_on_time_ticket_ratio,
        service_total.on_time_ticket_ratio as all_on_time_ticket_ratio,
        service_total.csat_mean as all_csat_mean,
        service_total.first_response_hours as all_first_response_hours,
        service_total.cei_score as all_cei_score
    from service
    inner join quarters on service.quarter = quarters.quarter
    left join calendar on quarters.number - 1 = calendar.number
    left join service as quarter_before
        on calendar.quarter = quarter_before.quarter
        and service.customer_id = quarter_before.customer_id
    left join service_total on service.quarter = service_total.quarter
)

select * from service_compared
order by customer_id
