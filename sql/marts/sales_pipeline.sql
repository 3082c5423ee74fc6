/* kam
description = """
One row per quarter: all opportunities, what became of them, and how long that took. Cycles are of decided opportunities only; those
still open are counted, not estimated."""
grain = ["quarter"]

[columns]
quarter                          = { about = "The quarter.", audience = "internal" }
open_count                       = { unit = "opportunities", about = "Open at the quarter's end.", audience = "internal" }
undated_open_count               = { unit = "opportunities", about = "Open besides, without a day they were opened.", audience = "internal" }
unvalued_open_count              = { unit = "opportunities", about = "Of the dated open ones, worth not said.", audience = "internal" }
open_amount                      = { unit = "currency", about = "What the open ones are worth, as far as said; NULL if none says.", audience = "internal" }
won_q_count                      = { unit = "opportunities", about = "Won in the quarter.", audience = "internal" }
won_q_amount                     = { unit = "currency", about = "Their worth.", audience = "internal" }
lost_q_count                     = { unit = "opportunities", about = "Lost in the quarter.", audience = "internal" }
no_decision_q_count              = { unit = "opportunities", about = "Ended in the quarter without decision; in no rate.", audience = "internal" }
win_rate_q_ratio                 = { unit = "ratio", about = "Won of won and lost in the quarter.", measure = "win_rate", audience = "internal" }
won_t12m_count                   = { unit = "opportunities", about = "Won in the four quarters ending here.", audience = "internal" }
won_t12m_amount                  = { unit = "currency", about = "Their worth.", audience = "internal" }
lost_t12m_count                  = { unit = "opportunities", about = "Lost in the four quarters.", audience = "internal" }
no_decision_t12m_count           = { unit = "opportunities", about = "Ended in the four quarters without decision; in no rate.", audience = "internal" }
win_rate_t12m_ratio              = { unit = "ratio", about = "Won of won and lost in the four quarters.", measure = "win_rate", audience = "internal" }
win_rate_t12m_null_reason        = { about = "Why it is NULL.", audience = "internal" }
win_rate_amount_t12m_ratio       = { unit = "ratio", about = "The same by worth; NULL if one does not say what it was worth.", measure = "win_rate", audience = "internal" }
win_rate_amount_t12m_null_reason = { about = "Why it is NULL.", audience = "internal" }
tender_win_rate_t12m_ratio       = { unit = "ratio", about = "Won of the tenders won and lost in the four quarters.", measure = "tender_win_rate", audience = "internal" }
tender_share_t12m_ratio          = { unit = "ratio", about = "Tenders in the worth of all won and lost in the four quarters.", measure = "tender_share", audience = "internal" }
won_cycle_mean_days              = { unit = "days", about = "Mean days from opening to the win, in the four quarters.", measure = "sales_cycle_days", audience = "internal" }
won_cycle_median_weekdays        = { unit = "working days", about = "Median of the same.", measure = "sales_cycle_days", audience = "internal" }
lost_cycle_mean_days             = { unit = "days", about = "Mean days from opening to the loss, in the four quarters.", measure = "sales_cycle_days", audience = "internal" }
lost_cycle_median_weekdays       = { unit = "working days", about = "Median of the same.", measure = "sales_cycle_days", audience = "internal" }
active_owner_count               = { unit = "employees", about = "With an opportunity open at the quarter's end or decided in the quarter.", audience = "internal" }
deals_per_rep_ratio              = { unit = "opportunities", about = "Won in the quarter by each of them.", measure = "deals_per_rep", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

opportunity_sums as (
    select * from conformed.opportunity_sums
),

opportunity_cycles as (
    select * from conformed.opportunity_cycles
),

sources_counted as (
    select count(*) as row_count
    from conformed.opportunities
),

quarters_summed as (
    select
        quarter,
        cast(sum(open_count) as bigint) as open_count,
        cast(sum(undated_open_count) as bigint) as undated_open_count,
        cast(sum(unvalued_open_count) as bigint) as unvalued_open_count,
        cast(sum(won_q_count) as bigint) as won_q_count,
        cast(sum(lost_q_count) as bigint) as lost_q_count,
        cast(sum(no_decision_q_count) as bigint) as no_decision_q_count,
        cast(sum(won_t12m_count) as bigint) as won_t12m_count,
        cast(sum(lost_t12m_count) as bigint) as lost_t12m_count,
        cast(sum(no_decision_t12m_count) as bigint) as no_decision_t12m_count,
        cast(sum(unvalued_t12m_count) as bigint) as unvalued_t12m_count,
        cast(sum(open_amount) as decimal(18, 4)) as open_amount,
        cast(sum(won_q_amount) as decimal(18, 4)) as won_q_amount,
        cast(sum(won_t12m_amount) as decimal(18, 4)) as won_t12m_amount,
        cast(sum(lost_t12m_amount) as decimal(18, 4)) as lost_t12m_amount
    from opportunity_sums
    group by quarter
),

quarters_filled as (
    select
        quarters.quarter,
        coalesce(
            quarters_summed.open_count, case when sources_counted.row_count > 0 then 0 end
        ) as open_count,
        coalesce(
            quarters_summed.undated_open_count, case when sources_counted.row_count > 0 then 0 end
        ) as undated_open_count,
        coalesce(
            quarters_summed.unvalued_open_count, case when sources_counted.row_count > 0 then 0 end
        ) as unvalued_open_count,
        coalesce(
            quarters_summed.won_q_count, case when sources_counted.row_count > 0 then 0 end
        ) as won_q_count,
        coalesce(
            quarters_summed.lost_q_count, case when sources_counted.row_count > 0 then 0 end
        ) as lost_q_count,
        coalesce(
            quarters_summed.no_decision_q_count, case when sources_counted.row_count > 0 then 0 end
        ) as no_decision_q_count,
        coalesce(
            quarters_summed.won_t12m_count, case when sources_counted.row_count > 0 then 0 end
        ) as won_t12m_count,
        coalesce(
            quarters_summed.lost_t12m_count, case when sources_counted.row_count > 0 then 0 end
        ) as lost_t12m_count,
        coalesce(
            quarters_summed.no_decision_t12m_count,
            case when sources_counted.row_count > 0 then 0 end
        ) as no_decision_t12m_count,
        coalesce(
            quarters_summed.unvalued_t12m_count, case when sources_counted.row_count > 0 then 0 end
        ) as unvalued_t12m_count,
        coalesce(
            quarters_summed.open_amount, case when sources_counted.row_count > 0 then 0 end
        ) as open_amount,
        coalesce(
            quarters_summed.won_q_amount, case when sources_counted.row_count > 0 then 0 end
        ) as won_q_amount,
        coalesce(
            quarters_summed.won_t12m_amount, case when sources_counted.row_count > 0 then 0 end
        ) as won_t12m_amount,
        coalesce(
            quarters_summed.lost_t12m_amount, case when sources_counted.row_count > 0 then 0 end
        ) as lost_t12m_amount
    from quarters
    cross join sources_counted
    left join quarters_summed on quarters.quarter = quarters_summed.quarter
),

quarters_measured as (
    select
        quarter,
        open_count,
        undated_open_count,
        unvalued_open_count,
        case when open_count = 0 or unvalued_open_count < open_count then open_amount end
            as open_amount,
        won_q_count,
        won_q_amount,
        lost_q_count,
        no_decision_q_count,
        ratio(won_q_count, won_q_count + lost_q_count) as win_rate_q_ratio,
        won_t12m_count,
        won_t12m_amount,
        lost_t12m_count,
        no_decision_t12m_count,
        ratio(won_t12m_count, won_t12m_count + lost_t12m_count) as win_rate_t12m_ratio,
        case
            when won_t12m_count is null then 'source_missing'
            when won_t12m_count + lost_t12m_count = 0 then 'div_by_zero'
        end as win_rate_t12m_null_reason,
        case
            when unvalued_t12m_count = 0
                then ratio(won_t12m_amount, won_t12m_amount + lost_t12m_amount)
        end as win_rate_amount_t12m_ratio,
        case
            when won_t12m_count is null then 'source_missing'
            when unvalued_t12m_count > 0 then 'no_data'
            when won_t12m_amount + lost_t12m_amount = 0 then 'div_by_zero'
        end as win_rate_amount_t12m_null_reason
    from quarters_filled
),

cycles_joined as (
    select
        quarters_measured.*,
        opportunity_cycles.tender_win_rate_t12m_ratio,
        opportunity_cycles.tender_share_t12m_ratio,
        opportunity_cycles.won_cycle_mean_days,
        opportunity_cycles.won_cycle_median_weekdays,
        opportunity_cycles.lost_cycle_mean_days,
        opportunity_cycles.lost_cycle_median_weekdays,
        opportunity_cycles.active_owner_count,
        ratio(quarters_measured.won_q_count, opportunity_cycles.active_owner_count)
            as deals_per_rep_ratio
    from quarters_measured
    left join opportunity_cycles on quarters_measured.quarter = opportunity_cycles.quarter
)

select * from cycles_joined
