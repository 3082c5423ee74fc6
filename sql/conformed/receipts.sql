/* kam
description = """
One row per payment received or paid back, with the customer it came from; one that names no known account goes to customer 0, UNRESOLVED,
whether or not it has been set against anything."""
grain = ["receipt_id"]

[columns]
receipt_id    = { about = "key64 of the system and the receipt's key.", audience = "internal" }
customer_id   = { about = "The customer that paid; 0 is UNRESOLVED.", audience = "customer" }
source_system = { about = "The system that sent it.", audience = "internal" }
source_key    = { about = "Its key there.", audience = "internal" }
account_key   = { about = "The account's key there.", audience = "internal" }
received_date = { about = "The day it arrived.", audience = "customer" }
amount        = { unit = "currency", about = "What arrived; negative when it was paid back.", audience = "customer" }
currency      = { about = "Currency of the amount.", audience = "customer" }
_delivery_id  = { about = "The delivery it came in.", audience = "internal" }
_file         = { about = "The file.", audience = "internal" }
_member       = { about = "The member of an archive, or sheet.", audience = "internal" }
_row_number   = { about = "The row there.", audience = "internal" }
*/
with

receipts as (
    select * from entity.receipts
),

customer_keys as (
    select * from conformed.customer_keys
),

receipts_keyed as (
    select
        key64(receipts.source_system, receipts.source_key) as receipt_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        receipts.source_system,
        receipts.source_key,
        receipts.account_key,
        receipts.received_date,
        receipts.amount,
        receipts.currency,
        receipts._delivery_id,
        receipts._file,
        receipts._member,
        receipts._row_number
    from receipts
    left join customer_keys
        on receipts.source_system = customer_keys.source_system
        and receipts.account_key = customer_keys.source_key
)

select * from receipts_keyed
