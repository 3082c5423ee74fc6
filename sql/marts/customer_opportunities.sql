/* kam
description = """
One row per quarter and opportunity that was open at its end or decided in the four quarters ending there. Stage and outcome are those of the
quarter's last day; worth and expected closing are as known today, for no system tells what they were. One without a day it was
opened stands in no quarter while it is open."""
grain = ["quarter", "opportunity_id"]

[columns]
quarter             = { about = "The quarter.", audience = "internal" }
opportunity_id      = { about = "The opportunity.", audience = "internal" }
customer_id         = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
source_system       = { about = "The system that sent it.", audience = "internal" }
source_key          = { about = "Its key there.", audience = "internal" }
opportunity_name    = { about = "What the system calls it.", audience = "internal" }
opportunity_type    = { about = "new, renew or expand.", audience = "internal" }
stage               = { about = "The last stage it had entered; NULL if no system says.", audience = "internal" }
stage_number        = { about = "Its place in the sales process.", audience = "internal" }
outcome             = { about = "open, won, lost or no_decision, at the quarter's end.", audience = "internal" }
amount              = { unit = "currency", about = "What it is worth.", audience = "internal" }
created_date        = { about = "When it was opened.", audience = "internal" }
expected_close_date = { about = "When it should be decided.", audience = "internal" }
is_overdue          = { about = "Whether it is open and should have been decided by the quarter's end.", audience = "internal" }
closed_date         = { about = "When it was decided; NULL while it was open.", audience = "internal" }
loss_reason         = { about = "Why it was lost.", audience = "internal" }
competitor          = { about = "Who won it instead.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

opportunities as (
    select * from conformed.opportunities
),

opportunity_stages as (
    select * from conformed.opportunity_stages
),

opportunities_quartered as (
    select
        quarters.quarter,
        quarters.quarter_end,
        opportunities.*,
        coalesce(opportunities.closed_date >= quarters.quarter_end, true) as is_open
    from opportunities
    inner join quarters
        on
        coalesce(opportunities.created_date < quarters.quarter_end, false)
        and coalesce(opportunities.closed_date >= quarters.quarter_end, true)
        or opportunities.closed_date >= quarters.t12m_start
        and opportunities.closed_date < quarters.quarter_end
),

stages_entered as (
    select
        quarters.quarter,
        opportunity_stages.opportunity_id,
        opportunity_stages.stage,
        opportunity_stages.stage_number,
        row_number() over (
            partition by quarters.quarter, opportunity_stages.opportunity_id
            order by
                opportunity_stages.entered_date desc,
                opportunity_stages.stage_number desc,
                opportunity_stages.stage asc
        ) as place
    from opportunity_stages
    inner join quarters on opportunity_stages.entered_date < quarters.quarter_end
),

opportunities_shown as (
    select
        opportunities_quartered.quarter,
        opportunities_quartered.opportunity_id,
        opportunities_quartered.customer_id,
        opportunities_quartered.source_system,
        opportunities_quartered.source_key,
        opportunities_quartered.opportunity_name,
        opportunities_quartered.opportunity_type,
        stages_entered.stage,
        stages_entered.stage_number,
        case
            when opportunities_quartered.is_open then 'open'
            else opportunities_quartered.outcome
        end as outcome,
        opportunities_quartered.amount,
        opportunities_quartered.created_date,
        opportunities_quartered.expected_close_date,
        opportunities_quartered.is_open
        and coalesce(
            opportunities_quartered.expected_close_date < opportunities_quartered.quarter_end, false
        ) as is_overdue,
        case
            when not opportunities_quartered.is_open then opportunities_quartered.closed_date
        end as closed_date,
        case when not opportunities_quartered.is_open then opportunities_quartered.loss_reason end
            as loss_reason,
        case when not opportunities_quartered.is_open then opportunities_quartered.competitor end
            as competitor
    from opportunities_quartered
    left join stages_entered
        on opportunities_quartered.quarter = stages_entered.quarter
        and opportunities_quartered.opportunity_id = stages_entered.opportunity_id
        and stages_entered.place = 1
)

select * from opportunities_shown
