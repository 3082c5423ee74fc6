/* kam
description = """
One row per opportunity and quarter it matters to: open at the quarter's end, decided in the four quarters ending there, or without a day
it was opened. Decided after the quarter's end is open at it, worth what it was held to be worth then."""
grain = ["opportunity_id", "quarter"]

[columns]
opportunity_id = { about = "The opportunity.", audience = "internal" }
quarter        = { about = "The quarter.", audience = "internal" }
customer_id    = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
owner_key      = { about = "The employee's key; empty if nobody is named.", audience = "internal" }
state          = { about = "undated, open, won, lost or no_decision at the quarter's end.", audience = "internal" }
is_quarter     = { about = "Whether it was decided in the quarter itself.", audience = "internal" }
is_tender      = { about = "Whether it was put out to tender.", audience = "internal" }
amount         = { unit = "currency", about = "Decided: what it was worth. Open: what its stages said by then, else what it says now if it is open still.", audience = "internal" }
cycle_days     = { unit = "days", about = "Days from opening to decision; NULL unless decided.", audience = "internal" }
cycle_weekdays = { unit = "working days", about = "Mondays to Fridays of them.", audience = "internal" }
loss_reason    = { about = "Why it was lost.", audience = "internal" }
competitor     = { about = "Who won it instead.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

opportunities as (
    select * from conformed.opportunities
),

opportunity_amounts as (
    select * from conformed.opportunity_amounts
),

-- few quarters against all opportunities; what is neither open nor lately decided falls out at once.
opportunities_placed as (
    select
        opportunities.opportunity_id,
        quarters.quarter,
        opportunities.customer_id,
        coalesce(opportunities.owner_key, '') as owner_key,
        case
            when opportunities.closed_date < quarters.quarter_end then opportunities.outcome
            when opportunities.created_date is null then 'undated'
            else 'open'
        end as state,
        coalesce(
            opportunities.closed_date >= quarters.quarter_start
            and opportunities.closed_date < quarters.quarter_end,
            false
        ) as is_quarter,
        opportunities.is_tender,
        case
            when opportunities.closed_date < quarters.quarter_end then opportunities.amount
            when opportunity_amounts.amount is not null then opportunity_amounts.amount
            when opportunities.outcome = 'open' then opportunities.amount
        end as amount,
        case when opportunities.closed_date < quarters.quarter_end then opportunities.cycle_days end
            as cycle_days,
        case
            when opportunities.closed_date < quarters.quarter_end then opportunities.cycle_weekdays
        end as cycle_weekdays,
        opportunities.loss_reason,
        opportunities.competitor
    from opportunities
    inner join quarters
        on coalesce(opportunities.created_date, quarters.quarter_start) < quarters.quarter_end
        and coalesce(opportunities.closed_date, quarters.quarter_end) >= quarters.t12m_start
    left join opportunity_amounts
        on opportunities.opportunity_id = opportunity_amounts.opportunity_id
        and quarters.quarter = opportunity_amounts.quarter
    where opportunities.outcome = 'open' or opportunities.closed_date is not null
)

select * from opportunities_placed
