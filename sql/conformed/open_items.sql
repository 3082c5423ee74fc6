/* kam
description = "One row per quarter and receivable with something open at the quarter's end: how much, and how many days past due."
grain = ["quarter", "receivable_id"]

[columns]
quarter       = { about = "The quarter.", audience = "customer" }
receivable_id = { about = "The receivable.", audience = "customer" }
customer_id   = { about = "The customer that owes it; 0 is UNRESOLVED.", audience = "customer" }
due_date      = { about = "The last day to pay it on time.", audience = "customer" }
open_amount   = { unit = "currency", about = "What is open at the end of the quarter's last day; negative is a credit.", audience = "customer" }
days_past_due = { unit = "days", about = "From the due date to the quarter's last day; not due yet is 0 or less.", audience = "customer" }
*/
with

quarters as (
    select * from run.quarters
),

receivable_movements as (
    select * from conformed.receivable_movements
),

movements_added as (
    select
        receivable_id,
        customer_id,
        due_date,
        movement_date,
        cast(sum(amount) over (
            partition by receivable_id order by movement_date
            rows between unbounded preceding and current row
        ) as decimal(18, 4)) as open_amount,
        lead(movement_date) over (
            partition by receivable_id order by movement_date
        ) as next_date
    from receivable_movements
),

-- Few receivables stay open over a quarter's end: joined to the quarters are only spans with something open.
items_open as (
    select
        quarters.quarter,
        movements_added.receivable_id,
        movements_added.customer_id,
        movements_added.due_date,
        movements_added.open_amount,
        days_between(movements_added.due_date, quarters.as_of) as days_past_due
    from movements_added
    inner join quarters
        on movements_added.movement_date < quarters.quarter_end
        and coalesce(movements_added.next_date, quarters.quarter_end) >= quarters.quarter_end
    where movements_added.open_amount <> 0
)

select * from items_open
