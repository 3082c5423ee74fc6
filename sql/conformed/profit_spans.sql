/* kam
description = """
One row per quarter and window of profit: q, the quarter; t12m, the four ending with it; p12m, the four before those. Which lines of profit
are known there: the invoices and receivables must cover it as a whole, and each of its quarters must have cost pools and activities."""
grain = ["quarter", "window_id"]

[columns]
quarter                = { about = "The quarter.", audience = "internal" }
window_id              = { about = "q, t12m or p12m.", audience = "internal" }
first_number           = { about = "Number of the window's first quarter.", audience = "internal" }
last_number            = { about = "Number of its last.", audience = "internal" }
span_days              = { unit = "days", about = "Its days.", audience = "internal" }
end_day                = { about = "The day after its last, in days since 1970-01-01.", audience = "internal" }
is_revenue_covered     = { about = "Whether invoice lines cover it.", audience = "internal" }
has_costs              = { about = "Whether any line of the deliveries says its cost.", audience = "internal" }
has_receivables        = { about = "Whether there are any receivables.", audience = "internal" }
is_receivables_covered = { about = "Whether they cover it.", audience = "internal" }
has_service_costs      = { about = "Whether there are any cost pools with activities.", audience = "internal" }
is_service_covered     = { about = "Whether each quarter of it has them.", audience = "internal" }
wacc_ratio             = { unit = "ratio", about = "What a year of bound money costs, as given at the quarter's end.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

quarter_coverage as (
    select * from conformed.quarter_coverage
),

receivable_coverage as (
    select * from conformed.receivable_coverage
),

monthly_sales as (
    select * from conformed.monthly_sales
),

pool_quarters as (
    select * from conformed.pool_quarters
),

service_costs as (
    select * from conformed.service_costs
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

spans_listed as (
    select
        quarter,
        'q' as window_id,
        number as first_number,
        number as last_number,
        days as span_days,
        days_between(cast('1970-01-01' as date), quarter_end) as end_day
    from quarters
    union all
    select
        quarter,
        't12m' as window_id,
        number - 3 as first_number,
        number as last_number,
        days_between(t12m_start, quarter_end) as span_days,
        days_between(cast('1970-01-01' as date), quarter_end) as end_day
    from quarters
    union all
    select
        quarter,
        'p12m' as window_id,
        number - 7 as first_number,
        number - 4 as last_number,
        days_between(p12m_start, t12m_start) as span_days,
        days_between(cast('1970-01-01' as date), t12m_start) as end_day
    from quarters
),

costs_counted as (
    select coalesce(sum(cost_count), 0) > 0 as has_costs
    from monthly_sales
),

quarters_served as (
    select pool_quarters.number
    from pool_quarters
    inner join service_costs on pool_quarters.number = service_costs.number
    group by pool_quarters.number
),

served_counted as (
    select count(*) > 0 as has_service_costs
    from quarters_served
),

spans_served as (
    select
        spans_listed.quarter,
        spans_listed.window_id,
        count(*) as served_count
    from spans_listed
    inner join quarters_served
        on spans_listed.first_number <= quarters_served.number
        and spans_listed.last_number >= quarters_served.number
    group by spans_listed.quarter, spans_listed.window_id
),

wacc_given as (
    select
        quarter,
        value as wacc_ratio
    from parameters_in_force
    where param_id = 'wacc_ratio'
),

spans_judged as (
    select
        spans_listed.quarter,
        spans_listed.window_id,
        spans_listed.first_number,
        spans_listed.last_number,
        spans_listed.span_days,
        spans_listed.end_day,
        case spans_listed.window_id
            when 'q' then quarter_coverage.is_quarter_covered
            when 't12m' then quarter_coverage.is_t12m_covered
            else quarter_coverage.is_p12m_covered
        end as is_revenue_covered,
        costs_counted.has_costs,
        receivable_coverage.is_delivered as has_receivables,
        case spans_listed.window_id
            when 'q' then receivable_coverage.is_quarter_covered
            when 't12m' then receivable_coverage.is_t12m_covered
            else receivable_coverage.is_p12m_covered
        end as is_receivables_covered,
        served_counted.has_service_costs,
        coalesce(
            spans_served.served_count = spans_listed.last_number - spans_listed.first_number + 1,
            false
        ) as is_service_covered,
        wacc_given.wacc_ratio
    from spans_listed
    cross join costs_counted
    cross join served_counted
    inner join quarter_coverage on spans_listed.quarter = quarter_coverage.quarter
    inner join receivable_coverage on spans_listed.quarter = receivable_coverage.quarter
    left join wacc_given on spans_listed.quarter = wacc_given.quarter
    left join spans_served
        on spans_listed.quarter = spans_served.quarter
        and spans_listed.window_id = spans_served.window_id
)

select * from spans_judged
