/* kam
description = """
One row per receivable and day that changed what is open on it: the document adds, what is set against it takes off. So what is open on a
day is the sum of the amounts up to it, and an ageing of any day is one query: `docs/ageing.md`. What is set against a receivable before
its document's date counts from that date on: nothing is open before there is a document."""
grain = ["receivable_id", "movement_date"]

[columns]
receivable_id = { about = "The receivable.", audience = "customer" }
customer_id   = { about = "The customer that owes it; 0 is UNRESOLVED.", audience = "customer" }
source_system = { about = "The system that sent it.", audience = "internal" }
account_key   = { about = "The account's key there.", audience = "internal" }
document_date = { about = "The receivable's date.", audience = "customer" }
due_date      = { about = "The last day to pay it on time.", audience = "customer" }
movement_date = { about = "The day.", audience = "customer" }
amount        = { unit = "currency", about = "What the day added to what is open; negative where it took off.", audience = "customer" }
*/
with

receivable_items as (
    select * from conformed.receivable_items
),

receivable_applications as (
    select * from conformed.receivable_applications
),

movements_listed as (
    select
        receivable_id,
        customer_id,
        source_system,
        account_key,
        document_date,
        due_date,
        document_date as movement_date,
        gross_amount as amount
    from receivable_items
    union all
    select
        receivable_applications.receivable_id,
        receivable_applications.customer_id,
        receivable_applications.source_system,
        receivable_applications.account_key,
        receivable_applications.document_date,
        receivable_applications.due_date,
        greatest(receivable_applications.applied_date, receivable_applications.document_date)
            as movement_date,
        cast(-receivable_applications.amount as decimal(18, 4)) as amount
    from receivable_applications
),

days_summed as (
    select
        receivable_id,
        customer_id,
        source_system,
        account_key,
        document_date,
        due_date,
        movement_date,
        cast(sum(amount) as decimal(18, 4)) as amount
    from movements_listed
    group by
        receivable_id,
        customer_id,
        source_system,
        account_key,
        document_date,
        due_date,
        movement_date
)

select * from days_summed
