/* kam
description = "How all tickets were served, and collaboration efficiency: one row for each of the eight quarters ending here, the last one this quarter's."
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

service_total as (
    select * from marts.service_total
),

quarters_listed as (
    select
        calendar.number,
        service_total.*
    from calendar
    inner join quarters
        on calendar.number <= quarters.number
        and calendar.number > quarters.number - 8
    inner join service_total on calendar.quarter = service_total.quarter
)

select * from quarters_listed
order by number
