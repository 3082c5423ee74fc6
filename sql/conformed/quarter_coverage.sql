/* kam
description = """
One row per quarter: which quarters the invoice lines cover as a whole, so that a missing line means no revenue.
The first covered quarter is the one of the first line, if that comes within `coverage_grace_days` of its start, else the next;
the last is the one of the last line. Outside, what is missing is unknown."""
grain = ["quarter"]

[columns]
quarter                 = { about = "The quarter.", audience = "internal" }
currency                = { about = "Currency of all amounts.", audience = "public" }
covered_from            = { about = "First day covered; NULL without lines.", audience = "internal" }
covered_until           = { about = "First day no longer covered.", audience = "internal" }
is_quarter_covered      = { about = "Whether the quarter is covered.", audience = "internal" }
is_last_quarter_covered = { about = "Whether the quarter before is.", audience = "internal" }
is_year_ago_covered     = { about = "Whether the same quarter a year ago is.", audience = "internal" }
is_t12m_covered         = { about = "Whether all four quarters ending here are.", audience = "internal" }
is_p12m_covered         = { about = "Whether the four before them are too.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

quarterly_revenue as (
    select * from conformed.quarterly_revenue
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

lines_dated as (
    select
        min(first_posted_date) as first_posted_date,
        min(quarter_start) as first_quarter_start,
        min(quarter_end) as first_quarter_end,
        max(quarter_end) as covered_until,
        max(currency) as currency
    from quarterly_revenue
),

grace_given as (
    select
        quarter,
        value as grace_days
    from parameters_in_force
    where param_id = 'coverage_grace_days'
),

quarters_dated as (
    select
        quarters.quarter,
        quarters.quarter_start,
        quarters.quarter_end,
        quarters.year_ago_start,
        quarters.year_ago_end,
        quarters.t12m_start,
        quarters.p12m_start,
        lines_dated.currency,
        case
            when
                days_between(lines_dated.first_quarter_start, lines_dated.first_posted_date)
                <= coalesce(grace_given.grace_days, 0)
                then lines_dated.first_quarter_start
            else lines_dated.first_quarter_end
        end as covered_from,
        lines_dated.covered_until
    from quarters
    cross join lines_dated
    left join grace_given on quarters.quarter = grace_given.quarter
),

quarters_covered as (
    select
        quarter,
        currency,
        covered_from,
        covered_until,
        coalesce(quarter_start >= covered_from and quarter_end <= covered_until, false)
            as is_quarter_covered,
        coalesce(quarter_start > covered_from and quarter_start <= covered_until, false)
            as is_last_quarter_covered,
        coalesce(year_ago_start >= covered_from and year_ago_end <= covered_until, false)
            as is_year_ago_covered,
        coalesce(t12m_start >= covered_from and quarter_end <= covered_until, false)
            as is_t12m_covered,
        coalesce(p12m_start >= covered_from and t12m_start <= covered_until, false)
            as is_p12m_covered
    from quarters_dated
)

select * from quarters_covered
