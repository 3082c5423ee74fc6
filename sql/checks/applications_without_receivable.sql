/* kam
description = "What was set against receivables nobody sent: it counts nowhere. Made out before the deliveries begin, or a row is missing."
severity = "warn"
*/
with

applications as (
    select * from entity.receivable_applications
),

receivables as (
    select * from entity.receivables
),

applications_left_out as (
    select
        applications.source_system,
        applications.receivable_key,
        count(*) as application_count,
        sum(applications.amount) as amount
    from applications
    left join receivables
        on applications.source_system = receivables.source_system
        and applications.receivable_key = receivables.source_key
    where receivables.source_key is null
    group by applications.source_system, applications.receivable_key
)

select * from applications_left_out
