/* kam
description = "One row per customer and fiscal quarter in which its tickets or records were looked through, of all history."
grain = ["customer_id", "number"]

[columns]
customer_id    = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
quarter        = { about = "The fiscal quarter of the audits.", audience = "internal" }
number         = { about = "Its number; the next quarter's is one more.", audience = "internal" }
audit_count    = { unit = "records", about = "Tickets or records looked through.", audience = "internal" }
fields_checked = { unit = "fields", about = "Fields looked at.", audience = "internal" }
fields_correct = { unit = "fields", about = "Those that were right.", audience = "internal" }
*/
with

audits as (
    select * from conformed.audits
),

calendar as (
    select * from run.calendar
),

days_summed as (
    select
        customer_id,
        audited_date,
        count(*) as audit_count,
        sum(fields_checked) as fields_checked,
        sum(fields_correct) as fields_correct
    from audits
    where fields_checked > 0
    group by customer_id, audited_date
),

days_audited as (
    select audited_date
    from days_summed
    group by audited_date
),

days_in_quarters as (
    select
        days_audited.audited_date,
        calendar.quarter,
        calendar.number
    from days_audited
    inner join calendar
        on days_audited.audited_date >= calendar.quarter_start
        and days_audited.audited_date < calendar.quarter_end
),

quarters_summed as (
    select
        days_summed.customer_id,
        days_in_quarters.quarter,
        days_in_quarters.number,
        cast(sum(days_summed.audit_count) as bigint) as audit_count,
        cast(sum(days_summed.fields_checked) as decimal(18, 0)) as fields_checked,
        cast(sum(days_summed.fields_correct) as decimal(18, 0)) as fields_correct
    from days_summed
    inner join days_in_quarters on days_summed.audited_date = days_in_quarters.audited_date
    group by days_summed.customer_id, days_in_quarters.quarter, days_in_quarters.number
)

select * from quarters_summed
