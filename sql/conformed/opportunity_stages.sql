/* kam
description = """
One row per opportunity and stage of the sales process it entered: when first, and how many working days it spent there, visits summed.
A visit ends when the next stage is entered, or the opportunity is decided. Stages without a number, won and lost, are ends, not stages."""
grain = ["opportunity_id", "stage"]

[columns]
opportunity_id = { about = "The opportunity.", audience = "internal" }
stage          = { about = "The stage.", audience = "internal" }
stage_number   = { about = "Its place in the sales process, 1 the first.", audience = "internal" }
customer_id    = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
entered_date   = { about = "Local day it was first entered.", audience = "internal" }
exited_date    = { about = "Local day it was last left; NULL while the opportunity is in it.", audience = "internal" }
weekdays       = { unit = "working days", about = "Mondays to Fridays there; NULL while it is in it.", measure = "stage_duration", audience = "internal" }
advanced_date  = { about = "Local day a later stage, or the win, was first reached.", audience = "internal" }
*/
with

opportunity_stages as (
    select * from entity.opportunity_stages
),

opportunities as (
    select * from conformed.opportunities
),

business_hours as (
    select * from conformed.business_hours
),

entries_dated as (
    select
        key64(opportunity_stages.source_system, opportunity_stages.opportunity_key)
            as opportunity_id,
        opportunity_stages.source_key,
        opportunity_stages.stage,
        opportunity_stages.stage_number,
        opportunity_stages.entered_at,
        local_date(opportunity_stages.entered_at, business_hours.zone) as entered_date
    from opportunity_stages
    cross join business_hours
),

entries_ended as (
    select
        entries_dated.opportunity_id,
        opportunities.customer_id,
        entries_dated.stage,
        entries_dated.stage_number,
        entries_dated.entered_date,
        coalesce(
            lead(entries_dated.entered_date) over (
                partition by entries_dated.opportunity_id
                order by entries_dated.entered_at, entries_dated.source_key
            ),
            opportunities.closed_date
        ) as exited_date,
        case when opportunities.outcome = 'won' then opportunities.closed_date end as won_date
    from entries_dated
    inner join opportunities on entries_dated.opportunity_id = opportunities.opportunity_id
),

stages_summed as (
    select
        opportunity_id,
        stage,
        max(stage_number) as stage_number,
        max(customer_id) as customer_id,
        min(entered_date) as entered_date,
        case when count(exited_date) = count(*) then max(exited_date) end as exited_date,
        case
            when count(exited_date) = count(*) then sum(weekdays_between(entered_date, exited_date))
        end as weekdays,
        max(won_date) as won_date
    from entries_ended
    where stage_number is not null
    group by opportunity_id, stage
),

-- places in the process are few: the next one above may be any, so every later stage is looked at.
advances_found as (
    select
        stages_summed.opportunity_id,
        stages_summed.stage,
        min(later.entered_date) as advanced_date
    from stages_summed
    inner join stages_summed as later
        on stages_summed.opportunity_id = later.opportunity_id
        and stages_summed.stage_number < later.stage_number
    where later.entered_date >= stages_summed.entered_date
    group by stages_summed.opportunity_id, stages_summed.stage
),

stages_followed as (
    select
        stages_summed.opportunity_id,
        stages_summed.stage,
        stages_summed.stage_number,
        stages_summed.customer_id,
        stages_summed.entered_date,
        stages_summed.exited_date,
        cast(stages_summed.weekdays as decimal(18, 0)) as weekdays,
        coalesce(advances_found.advanced_date, stages_summed.won_date) as advanced_date
    from stages_summed
    left join advances_found
        on stages_summed.opportunity_id = advances_found.opportunity_id
        and stages_summed.stage = advances_found.stage
)

select * from stages_followed
