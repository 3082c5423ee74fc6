/* kam
description = """
One row per customer and quarter, for every customer: what is open with it at the quarter's end, and what was won and lost. Customer 0,
UNRESOLVED, stands there while opportunities name no known account."""
grain = ["customer_id", "quarter"]

[columns]
customer_id                      = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
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

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

opportunity_sums as (
    select * from conformed.opportunity_sums
),

sources_counted as (
    select count(*) as row_count
    from conformed.opportunities
),

customers_summed as (
    select
        customer_id,
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
    group by customer_id, quarter
),

customers_known as (
    select customer_id from customers
    union distinct
    select customer_id from customers_summed
),

-- without a single opportunity nothing is known; with some, none with a customer is zero.
customers_filled as (
    select
        customers_known.customer_id,
        quarters.quarter,
        coalesce(
            customers_summed.open_count, case when sources_counted.row_count > 0 then 0 end
        ) as open_count,
        coalesce(
            customers_summed.undated_open_count, case when sources_counted.row_count > 0 then 0 end
        ) as undated_open_count,
        coalesce(
            customers_summed.unvalued_open_count, case when sources_counted.row_count > 0 then 0 end
        ) as unvalued_open_count,
        coalesce(
            customers_summed.won_q_count, case when sources_counted.row_count > 0 then 0 end
        ) as won_q_count,
        coalesce(
            customers_summed.lost_q_count, case when sources_counted.row_count > 0 then 0 end
        ) as lost_q_count,
        coalesce(
            customers_summed.no_decision_q_count, case when sources_counted.row_count > 0 then 0 end
        ) as no_decision_q_count,
        coalesce(
            customers_summed.won_t12m_count, case when sources_counted.row_count > 0 then 0 end
        ) as won_t12m_count,
        coalesce(
            customers_summed.lost_t12m_count, case when sources_counted.row_count > 0 then 0 end
        ) as lost_t12m_count,
        coalesce(
            customers_summed.no_decision_t12m_count,
            case when sources_counted.row_count > 0 then 0 end
        ) as no_decision_t12m_count,
        coalesce(
            customers_summed.unvalued_t12m_count, case when sources_counted.row_count > 0 then 0 end
        ) as unvalued_t12m_count,
        coalesce(
            customers_summed.open_amount, case when sources_counted.row_count > 0 then 0 end
        ) as open_amount,
        coalesce(
            customers_summed.won_q_amount, case when sources_counted.row_count > 0 then 0 end
        ) as won_q_amount,
        coalesce(
            customers_summed.won_t12m_amount, case when sources_counted.row_count > 0 then 0 end
        ) as won_t12m_amount,
        coalesce(
            customers_summed.lost_t12m_amount, case when sources_counted.row_count > 0 then 0 end
        ) as lost_t12m_amount
    from customers_known
    cross join quarters
    cross join sources_counted
    left join customers_summed
        on customers_known.customer_id = customers_summed.customer_id
        and quarters.quarter = customers_summed.quarter
),

customers_measured as (
    select
        customer_id,
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
    from customers_filled
)

select * from customers_measured
