/* kam
description = "The checks of this run and what they found, failed ones first, with their number."
*/
with

checks as (
    select * from run.checks
),

checks_named as (
    select
        check_name,
        severity,
        result,
        violation_count,
        count(case when result = 'failed' then 1 end) over () as failed_count
    from checks
)

select * from checks_named
order by result, check_name
