/* kam
description = "What all customers owe, by age, and how they pay: one row for each of the eight quarters ending here, the last one this quarter's."
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

receivables_total as (
    select * from marts.receivables_total
),

quarters_listed as (
    select
        calendar.number,
        receivables_total.*,
        receivables_total.ar_late_31_60_amount + receivables_total.ar_late_61_90_amount
            as ar_late_31_90_amount,
        receivables_total.ar_late_91_180_amount
        + receivables_total.ar_late_181_365_amount
        + receivables_total.ar_late_over_365_amount as ar_late_over_90_amount
    from calendar
    inner join quarters
        on calendar.number <= quarters.number
        and calendar.number > quarters.number - 8
    inner join receivables_total on calendar.quarter = receivables_total.quarter
)

select * from quarters_listed
order by number
