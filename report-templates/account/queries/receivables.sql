/* kam
description = "What it owes at the quarter's end, by age, and how it pays, beside the quarter before: one row per customer."
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

receivables as (
    select * from marts.receivables
),

receivables_compared as (
    select
        receivables.*,
        quarter_before.ar_balance_amount as previous_ar_balance_amount,
        quarter_before.ar_overdue_amount as previous_ar_overdue_amount,
        receivables.dso_countback_days - quarter_before.dso_countback_days
            as dso_countback_change_days,
        receivables.avg_days_late - quarter_before.avg_days_late as avg_days_late_change
    from receivables
    inner join quarters on receivables.quarter = quarters.quarter
    left join calendar on quarters.number - 1 = calendar.number
    left join receivables as quarter_before
        on calendar.quarter = quarter_before.quarter
        and receivables.customer_id = quarter_before.customer_id
)

select * from receivables_compared
order by customer_id
