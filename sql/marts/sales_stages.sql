/* kam
description = """
One row per quarter and stage of the sales process: how long opportunities that left it in the quarter had been there, who still is, and
how many of the newest cohort old enough to tell went on. The cohort is who entered in the latest quarter that ended at least
`funnel_horizon_days` before this one's end, and going on counts within that many days. Those still in the stage are counted, and their
time is not in the median: an estimate that takes them in (Kaplan-Meier) comes later."""
grain = ["quarter", "stage"]

[columns]
quarter                 = { about = "The quarter.", audience = "internal" }
stage                   = { about = "The stage.", audience = "internal" }
stage_number            = { about = "Its place in the sales process.", audience = "internal" }
left_count              = { unit = "opportunities", about = "Left it for good in the quarter, or were decided.", audience = "internal" }
stage_median_weekdays   = { unit = "working days", about = "Median of their time there.", measure = "stage_duration", audience = "internal" }
stage_mean_weekdays     = { unit = "working days", about = "Mean of the same.", measure = "stage_duration", audience = "internal" }
stage_null_reason       = { about = "Why they are NULL.", audience = "internal" }
open_count              = { unit = "opportunities", about = "In it at the quarter's end.", audience = "internal" }
cohort_quarter          = { about = "The quarter the cohort entered in.", audience = "internal" }
cohort_count            = { unit = "opportunities", about = "The cohort.", audience = "internal" }
advanced_count          = { unit = "opportunities", about = "Of it reached a later stage, or the win, in time.", audience = "internal" }
funnel_conversion_ratio = { unit = "ratio", about = "Their part.", measure = "funnel_conversion", audience = "internal" }
funnel_null_reason      = { about = "Why it is NULL.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

opportunity_stages as (
    select * from conformed.opportunity_stages
),

cohorts_dated as (
    select
        quarters.quarter,
        max(calendar.quarter_start) as cohort_start
    from quarters
    inner join parameters_in_force
        on quarters.quarter = parameters_in_force.quarter
        and parameters_in_force.param_id = 'funnel_horizon_days'
    inner join calendar
        on days_between(calendar.quarter_end, quarters.quarter_end) >= parameters_in_force.value
    group by quarters.quarter
),

quarters_dated as (
    select
        quarters.quarter,
        quarters.quarter_start,
        quarters.quarter_end,
        calendar.quarter as cohort_quarter,
        calendar.quarter_start as cohort_start,
        calendar.quarter_end as cohort_end,
        parameters_in_force.value as horizon_days
    from quarters
    left join cohorts_dated on quarters.quarter = cohorts_dated.quarter
    left join calendar on cohorts_dated.cohort_start = calendar.quarter_start
    left join parameters_in_force
        on quarters.quarter = parameters_in_force.quarter
        and parameters_in_force.param_id = 'funnel_horizon_days'
),

-- Each stage is left in one quarter: only there its duration counts.
stages_left as (
    select
        quarters_dated.quarter,
        opportunity_stages.stage,
        count(*) as left_count,
        median_of(array_agg(opportunity_stages.weekdays order by opportunity_stages.weekdays))
            as stage_median_weekdays,
        mean(sum(opportunity_stages.weekdays), count(*)) as stage_mean_weekdays
    from opportunity_stages
    inner join quarters_dated
        on opportunity_stages.exited_date >= quarters_dated.quarter_start
        and opportunity_stages.exited_date < quarters_dated.quarter_end
        and opportunity_stages.entered_date < quarters_dated.quarter_end
    group by quarters_dated.quarter, opportunity_stages.stage
),

stages_placed as (
    select
        quarters_dated.quarter,
        quarters_dated.cohort_quarter,
        opportunity_stages.stage,
        opportunity_stages.stage_number,
        coalesce(opportunity_stages.exited_date < quarters_dated.quarter_end, false) as is_left,
        coalesce(
            opportunity_stages.entered_date >= quarters_dated.cohort_start
            and opportunity_stages.entered_date < quarters_dated.cohort_end,
            false
        ) as is_cohort,
        coalesce(
            days_between(opportunity_stages.entered_date, opportunity_stages.advanced_date)
            <= quarters_dated.horizon_days,
            false
        ) as is_advanced
    from opportunity_stages
    inner join quarters_dated on opportunity_stages.entered_date < quarters_dated.quarter_end
),

stages_counted as (
    select
        quarter,
        stage,
        max(stage_number) as stage_number,
        max(cohort_quarter) as cohort_quarter,
        count(case when not is_left then 1 end) as open_count,
        count(case when is_cohort then 1 end) as cohort_count,
        count(case when is_cohort and is_advanced then 1 end) as advanced_count
    from stages_placed
    group by quarter, stage
),

stages_measured as (
    select
        stages_counted.quarter,
        stages_counted.stage,
        stages_counted.stage_number,
        stages_counted.cohort_quarter,
        coalesce(stages_left.left_count, 0) as left_count,
        stages_left.stage_median_weekdays,
        stages_left.stage_mean_weekdays,
        stages_counted.open_count,
        stages_counted.cohort_count,
        stages_counted.advanced_count
    from stages_counted
    left join stages_left
        on stages_counted.quarter = stages_left.quarter
        and stages_counted.stage = stages_left.stage
),

stages_explained as (
    select
        quarter,
        stage,
        stage_number,
        left_count,
        stage_median_weekdays,
        stage_mean_weekdays,
        case when left_count = 0 then 'no_data' end as stage_null_reason,
        open_count,
        cohort_quarter,
        cohort_count,
        advanced_count,
        ratio(advanced_count, cohort_count) as funnel_conversion_ratio,
        case when cohort_count = 0 then 'insufficient_history' end as funnel_null_reason
    from stages_measured
)

select * from stages_explained
