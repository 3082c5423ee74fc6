/* kam
description = """
One row per sales opportunity, with the customer it is with; one that names no known account goes to customer 0, UNRESOLVED. What is
open has no closing day. An opportunity without a day it was opened cannot be placed in time and counts in no quarter while it is open."""
grain = ["opportunity_id"]

[columns]
opportunity_id      = { about = "key64 of the system and the opportunity's key.", audience = "internal" }
customer_id         = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
product_id          = { about = "key64 of the system and the product's key.", audience = "internal" }
source_system       = { about = "The system that sent it.", audience = "internal" }
source_key          = { about = "The opportunity's key there.", audience = "internal" }
account_key         = { about = "The account's key there.", audience = "internal" }
product_key         = { about = "The product's key there.", audience = "internal" }
owner_key           = { about = "The employee's key there.", audience = "internal" }
opportunity_name    = { about = "What the system calls it.", audience = "internal" }
stage               = { about = "The stage it is in.", audience = "internal" }
outcome             = { about = "open, won, lost or no_decision.", audience = "internal" }
amount              = { unit = "currency", about = "What it is, or was, worth.", audience = "internal" }
currency            = { about = "Currency of the amount.", audience = "internal" }
created_date        = { about = "When it was opened.", audience = "internal" }
expected_close_date = { about = "When it should be decided.", audience = "internal" }
closed_date         = { about = "When it was decided; NULL while it is open.", audience = "internal" }
cycle_days          = { unit = "days", about = "Days from opening to decision.", measure = "sales_cycle_days", audience = "internal" }
cycle_weekdays      = { unit = "working days", about = "Mondays to Fridays of them.", measure = "sales_cycle_days", audience = "internal" }
loss_reason         = { about = "Why it was lost.", audience = "internal" }
competitor          = { about = "Who won it instead.", audience = "internal" }
is_tender           = { about = "Whether it was put out to tender.", audience = "internal" }
opportunity_type    = { about = "new, renew or expand.", audience = "internal" }
*/
with

opportunities as (
    select * from entity.opportunities
),

customer_keys as (
    select * from conformed.customer_keys
),

opportunities_keyed as (
    select
        key64(opportunities.source_system, opportunities.source_key) as opportunity_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        key64(opportunities.source_system, opportunities.product_key) as product_id,
        opportunities.source_system,
        opportunities.source_key,
        opportunities.account_key,
        opportunities.product_key,
        opportunities.owner_key,
        opportunities.opportunity_name,
        opportunities.stage,
        opportunities.outcome,
        opportunities.amount,
        opportunities.currency,
        opportunities.created_date,
        opportunities.expected_close_date,
        case when opportunities.outcome <> 'open' then opportunities.closed_date end as closed_date,
        opportunities.loss_reason,
        opportunities.competitor,
        coalesce(opportunities.is_tender, false) as is_tender,
        opportunities.opportunity_type
    from opportunities
    left join customer_keys
        on opportunities.source_system = customer_keys.source_system
        and opportunities.account_key = customer_keys.source_key
),

cycles_measured as (
    select
        opportunity_id,
        customer_id,
        product_id,
        source_system,
        source_key,
        account_key,
        product_key,
        owner_key,
        opportunity_name,
        stage,
        outcome,
        amount,
        currency,
        created_date,
        expected_close_date,
        closed_date,
        days_between(created_date, closed_date) as cycle_days,
        weekdays_between(created_date, closed_date) as cycle_weekdays,
        loss_reason,
        competitor,
        is_tender,
        opportunity_type
    from opportunities_keyed
)

select * from cycles_measured
