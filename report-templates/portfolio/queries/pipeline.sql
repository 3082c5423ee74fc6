/* kam
description = "All opportunities and what became of them: one row for each of the eight quarters ending here, the last one this quarter's."
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

sales_pipeline as (
    select * from marts.sales_pipeline
),

quarters_listed as (
    select
        calendar.number,
        sales_pipeline.*
    from calendar
    inner join quarters
        on calendar.number <= quarters.number
        and calendar.number > quarters.number - 8
    inner join sales_pipeline on calendar.quarter = sales_pipeline.quarter
)

select * from quarters_listed
order by number
