/* kam
description = """
One row per quarter, customer and employee with opportunities that matter to it: counts and amounts the marts of sales add up. The amounts
of what was decided are NULL where an opportunity does not say what it was worth."""
grain = ["quarter", "customer_id", "owner_key"]

[columns]
quarter                = { about = "The quarter.", audience = "internal" }
customer_id            = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
owner_key              = { about = "The employee's key; empty if nobody is named.", audience = "internal" }
undated_open_count     = { unit = "opportunities", about = "Open, without a day they were opened.", audience = "internal" }
open_count             = { unit = "opportunities", about = "Open at the quarter's end.", audience = "internal" }
unvalued_open_count    = { unit = "opportunities", about = "Of the open ones, worth not said.", audience = "internal" }
open_amount            = { unit = "currency", about = "What they are worth, as far as said.", audience = "internal" }
won_q_count            = { unit = "opportunities", about = "Won in the quarter.", audience = "internal" }
won_q_amount           = { unit = "currency", about = "Their worth.", audience = "internal" }
lost_q_count           = { unit = "opportunities", about = "Lost in the quarter.", audience = "internal" }
lost_q_amount          = { unit = "currency", about = "Their worth, as far as said.", audience = "internal" }
no_decision_q_count    = { unit = "opportunities", about = "Ended in the quarter without decision.", audience = "internal" }
unvalued_q_count       = { unit = "opportunities", about = "Won or lost in the quarter, worth not said.", audience = "internal" }
won_t12m_count         = { unit = "opportunities", about = "Won in the four quarters ending here.", audience = "internal" }
won_t12m_amount        = { unit = "currency", about = "Their worth.", audience = "internal" }
lost_t12m_count        = { unit = "opportunities", about = "Lost in the four quarters.", audience = "internal" }
lost_t12m_amount       = { unit = "currency", about = "Their worth, as far as said.", audience = "internal" }
no_decision_t12m_count = { unit = "opportunities", about = "Ended without decision in the four quarters.", audience = "internal" }
unvalued_t12m_count    = { unit = "opportunities", about = "Won or lost in the four quarters, worth not said.", audience = "internal" }
*/
with

opportunity_windows as (
    select * from conformed.opportunity_windows
),

opportunities_summed as (
    select
        quarter,
        customer_id,
        owner_key,
        count(case when state = 'undated' then 1 end) as undated_open_count,
        count(case when state = 'open' then 1 end) as open_count,
        count(case when state = 'open' and amount is null then 1 end) as unvalued_open_count,
        cast(coalesce(sum(case when state = 'open' then amount end), 0) as decimal(18, 4))
            as open_amount,
        count(case when state = 'won' and is_quarter then 1 end) as won_q_count,
        cast(
            coalesce(sum(case when state = 'won' and is_quarter then amount end), 0)
            as decimal(18, 4)
        ) as won_q_amount,
        count(case when state = 'lost' and is_quarter then 1 end) as lost_q_count,
        cast(
            coalesce(sum(case when state = 'lost' and is_quarter then amount end), 0)
            as decimal(18, 4)
        ) as lost_q_amount,
        count(case when state = 'no_decision' and is_quarter then 1 end) as no_decision_q_count,
        count(case when state in ('won', 'lost') and is_quarter and amount is null then 1 end)
            as unvalued_q_count,
        count(case when state = 'won' then 1 end) as won_t12m_count,
        cast(coalesce(sum(case when state = 'won' then amount end), 0) as decimal(18, 4))
            as won_t12m_amount,
        count(case when state = 'lost' then 1 end) as lost_t12m_count,
        cast(coalesce(sum(case when state = 'lost' then amount end), 0) as decimal(18, 4))
            as lost_t12m_amount,
        count(case when state = 'no_decision' then 1 end) as no_decision_t12m_count,
        count(case when state in ('won', 'lost') and amount is null then 1 end)
            as unvalued_t12m_count
    from opportunity_windows
    group by quarter, customer_id, owner_key
)

select * from opportunities_summed
