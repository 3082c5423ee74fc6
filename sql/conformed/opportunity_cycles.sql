/* kam
description = """
One row per quarter with opportunities that matter to it: how long decisions took in the four quarters ending there, what tenders came to,
and who worked on opportunities."""
grain = ["quarter"]

[columns]
quarter                    = { about = "The quarter.", audience = "internal" }
tender_win_rate_t12m_ratio = { unit = "ratio", about = "Won of the tenders won and lost in the four quarters.", measure = "tender_win_rate", audience = "internal" }
tender_share_t12m_ratio    = { unit = "ratio", about = "Tenders in the worth of all won and lost in the four quarters.", measure = "tender_share", audience = "internal" }
won_cycle_mean_days        = { unit = "days", about = "Mean days from opening to the win, in the four quarters.", measure = "sales_cycle_days", audience = "internal" }
won_cycle_median_weekdays  = { unit = "working days", about = "Median of the same.", measure = "sales_cycle_days", audience = "internal" }
lost_cycle_mean_days       = { unit = "days", about = "Mean days from opening to the loss, in the four quarters.", measure = "sales_cycle_days", audience = "internal" }
lost_cycle_median_weekdays = { unit = "working days", about = "Median of the same.", measure = "sales_cycle_days", audience = "internal" }
active_owner_count         = { unit = "employees", about = "With an opportunity open at the quarter's end or decided in the quarter.", audience = "internal" }
*/
with

opportunity_windows as (
    select * from conformed.opportunity_windows
),

won_ordered as (
    select
        quarter,
        mean(sum(cycle_days), count(cycle_days)) as mean_days,
        median_of(array_agg(cycle_weekdays order by cycle_weekdays)) as median_weekdays
    from opportunity_windows
    where state = 'won' and cycle_days is not null
    group by quarter
),

lost_ordered as (
    select
        quarter,
        mean(sum(cycle_days), count(cycle_days)) as mean_days,
        median_of(array_agg(cycle_weekdays order by cycle_weekdays)) as median_weekdays
    from opportunity_windows
    where state = 'lost' and cycle_days is not null
    group by quarter
),

owners_active as (
    select
        quarter,
        owner_key
    from opportunity_windows
    where owner_key <> '' and (state = 'open' or is_quarter)
    group by quarter, owner_key
),

owners_counted as (
    select
        quarter,
        count(*) as owner_count
    from owners_active
    group by quarter
),

quarters_summed as (
    select
        quarter,
        count(case when is_tender and state = 'won' then 1 end) as tender_won_count,
        count(case when is_tender and state in ('won', 'lost') then 1 end) as tender_count,
        sum(case when is_tender and state in ('won', 'lost') then amount end) as tender_amount,
        sum(case when state in ('won', 'lost') then amount end) as decided_amount
    from opportunity_windows
    group by quarter
),

quarters_measured as (
    select
        quarters_summed.quarter,
        ratio(quarters_summed.tender_won_count, quarters_summed.tender_count)
            as tender_win_rate_t12m_ratio,
        ratio(coalesce(quarters_summed.tender_amount, 0), quarters_summed.decided_amount)
            as tender_share_t12m_ratio,
        won_ordered.mean_days as won_cycle_mean_days,
        won_ordered.median_weekdays as won_cycle_median_weekdays,
        lost_ordered.mean_days as lost_cycle_mean_days,
        lost_ordered.median_weekdays as lost_cycle_median_weekdays,
        coalesce(owners_counted.owner_count, 0) as active_owner_count
    from quarters_summed
    left join won_ordered on quarters_summed.quarter = won_ordered.quarter
    left join lost_ordered on quarters_summed.quarter = lost_ordered.quarter
    left join owners_counted on quarters_summed.quarter = owners_counted.quarter
)

select * from quarters_measured
