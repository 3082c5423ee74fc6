/* kam
description = """
One row per customer and fiscal quarter in which it complained, of all history: each ticket that complains, on the day it was opened,
weighs by its severity with the `complaint_weight_*` parameters that held at the quarter's end. No row is no complaint."""
grain = ["customer_id", "number"]

[columns]
customer_id       = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
quarter           = { about = "The fiscal quarter the complaints were opened in.", audience = "internal" }
number            = { about = "Its number; the next quarter's is one more.", audience = "internal" }
complaint_count   = { unit = "complaints", about = "Complaints opened.", audience = "internal" }
severity_weighted = { unit = "points", about = "The sum of their weights.", audience = "internal" }
*/
with

tickets as (
    select * from conformed.tickets
),

calendar as (
    select * from run.calendar
),

parameters as (
    select * from given.parameters
),

days_counted as (
    select
        customer_id,
        opened_date,
        severity,
        count(*) as complaint_count
    from tickets
    where is_complaint
    group by customer_id, opened_date, severity
),

days_opened as (
    select opened_date
    from days_counted
    group by opened_date
),

days_in_quarters as (
    select
        days_opened.opened_date,
        calendar.quarter,
        calendar.number,
        calendar.quarter_end
    from days_opened
    inner join calendar
        on days_opened.opened_date >= calendar.quarter_start
        and days_opened.opened_date < calendar.quarter_end
),

quarters_seen as (
    select
        quarter,
        quarter_end
    from days_in_quarters
    group by quarter, quarter_end
),

weights_dated as (
    select
        quarters_seen.quarter,
        parameters.param_id,
        parameters.value,
        row_number() over (
            partition by quarters_seen.quarter, parameters.param_id
            order by parameters.valid_from desc
        ) as place
    from quarters_seen
    inner join parameters on quarters_seen.quarter_end > parameters.valid_from
    where parameters.param_id like 'complaint_weight_%'
),

weights_given as (
    select
        quarter,
        param_id,
        value as weight
    from weights_dated
    where place = 1
),

-- a complaint nobody graded weighs as a common one: severity 3.
quarters_counted as (
    select
        days_counted.customer_id,
        days_in_quarters.quarter,
        days_in_quarters.number,
        case coalesce(days_counted.severity, 3)
            when 1 then 'complaint_weight_1'
            when 2 then 'complaint_weight_2'
            when 3 then 'complaint_weight_3'
            else 'complaint_weight_4'
        end as param_id,
        sum(days_counted.complaint_count) as complaint_count
    from days_counted
    inner join days_in_quarters on days_counted.opened_date = days_in_quarters.opened_date
    group by
        days_counted.customer_id,
        days_in_quarters.quarter,
        days_in_quarters.number,
        days_counted.severity
),

quarters_weighed as (
    select
        quarters_counted.customer_id,
        quarters_counted.quarter,
        quarters_counted.number,
        cast(sum(quarters_counted.complaint_count) as bigint) as complaint_count,
        cast(sum(quarters_counted.complaint_count * weights_given.weight) as decimal(18, 6))
            as severity_weighted
    from quarters_counted
    left join weights_given
        on quarters_counted.quarter = weights_given.quarter
        and quarters_counted.param_id = weights_given.param_id
    group by quarters_counted.customer_id, quarters_counted.quarter, quarters_counted.number
)

select * from quarters_weighed
