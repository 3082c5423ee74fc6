/* kam
description = """
One row per employee and quarter with opportunities open at its end or decided in the four quarters ending there: what was won and lost,
and how many deals of the quarter are the employee's (won_q_count)."""
grain = ["owner_key", "quarter"]

[columns]
owner_key                        = { about = "The employee's key; empty if nobody is named.", audience = "internal" }
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
*/
with

opportunity_sums as (
    select * from conformed.opportunity_sums
),

owners_summed as (
    select
        owner_key,
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
    group by owner_key, quarter
),

owners_measured as (
    select
        owner_key,
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
            when won_t12m_count + lost_t12m_count = 0 then 'div_by_zero'
        end as win_rate_t12m_null_reason,
        case
            when unvalued_t12m_count = 0
                then ratio(won_t12m_amount, won_t12m_amount + lost_t12m_amount)
        end as win_rate_amount_t12m_ratio,
        case
            when unvalued_t12m_count > 0 then 'no_data'
            when won_t12m_amount + lost_t12m_amount = 0 then 'div_by_zero'
        end as win_rate_amount_t12m_null_reason
    from owners_summed
)

select * from owners_measured
