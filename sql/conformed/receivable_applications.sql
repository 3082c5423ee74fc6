/* kam
description = """
One row per amount set against a known receivable, with the receivable's customer and dates. What is set against a receivable nobody sent
is left out, as the receivable is: it was made out before the deliveries begin, or a row is missing (`applications_without_receivable`)."""
grain = ["application_id"]

[columns]
application_id = { about = "key64 of the system and the application's key.", audience = "internal" }
receivable_id  = { about = "The receivable.", audience = "customer" }
customer_id    = { about = "The customer that owes it; 0 is UNRESOLVED.", audience = "customer" }
source_system  = { about = "The system that sent it.", audience = "internal" }
source_key     = { about = "Its key there.", audience = "internal" }
account_key    = { about = "The account's key there, as on the receivable.", audience = "internal" }
applied_date   = { about = "The day it counts.", audience = "customer" }
amount         = { unit = "currency", about = "What it takes off the receivable.", audience = "customer" }
kind           = { about = "cash, discount, credit or write_off.", audience = "internal" }
document_date  = { about = "The receivable's date.", audience = "customer" }
due_date       = { about = "The last day to pay it on time.", audience = "customer" }
_delivery_id   = { about = "The delivery it came in.", audience = "internal" }
_file          = { about = "The file.", audience = "internal" }
_member        = { about = "The member of an archive, or sheet.", audience = "internal" }
_row_number    = { about = "The row there.", audience = "internal" }
*/
with

applications as (
    select * from entity.receivable_applications
),

receivable_items as (
    select * from conformed.receivable_items
),

applications_keyed as (
    select
        key64(applications.source_system, applications.source_key) as application_id,
        receivable_items.receivable_id,
        receivable_items.customer_id,
        applications.source_system,
        applications.source_key,
        receivable_items.account_key,
        applications.applied_date,
        applications.amount,
        applications.kind,
        receivable_items.document_date,
        receivable_items.due_date,
        applications._delivery_id,
        applications._file,
        applications._member,
        applications._row_number
    from applications
    inner join receivable_items
        on applications.source_system = receivable_items.source_system
        and applications.receivable_key = receivable_items.source_key
)

select * from applications_keyed
