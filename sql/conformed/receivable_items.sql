/* kam
description = """
One row per receivable: what a document, or one of its instalments, asks a customer to pay, VAT included. One that names no known account
goes to customer 0, UNRESOLVED, so that balances still tie to the ledger. Credit notes are negative."""
grain = ["receivable_id"]

[columns]
receivable_id     = { about = "key64 of the system and the receivable's key.", audience = "customer" }
invoice_id        = { about = "key64 of the system and the document's number, as on its lines.", audience = "customer" }
customer_id       = { about = "The customer that owes it; 0 is UNRESOLVED.", audience = "customer" }
source_system     = { about = "The system that sent it.", audience = "internal" }
source_key        = { about = "Its key there.", audience = "internal" }
account_key       = { about = "The account's key there.", audience = "internal" }
invoice_key       = { about = "The document's number there.", audience = "customer" }
document_date     = { about = "The document's date.", audience = "customer" }
due_date          = { about = "The last day to pay it on time.", audience = "customer" }
gross_amount      = { unit = "currency", about = "What it asks for, VAT included.", audience = "customer" }
currency          = { about = "Currency of the amount.", audience = "customer" }
agreed_terms_days = { unit = "days", about = "Days to pay, as agreed.", audience = "internal" }
is_disputed       = { about = "Whether the customer contests it.", audience = "internal" }
_delivery_id      = { about = "The delivery it came in.", audience = "internal" }
_file             = { about = "The file.", audience = "internal" }
_member           = { about = "The member of an archive, or sheet.", audience = "internal" }
_row_number       = { about = "The row there.", audience = "internal" }
*/
with

receivables as (
    select * from entity.receivables
),

customer_keys as (
    select * from conformed.customer_keys
),

receivables_keyed as (
    select
        key64(receivables.source_system, receivables.source_key) as receivable_id,
        key64(receivables.source_system, receivables.invoice_key) as invoice_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        receivables.source_system,
        receivables.source_key,
        receivables.account_key,
        receivables.invoice_key,
        receivables.document_date,
        receivables.due_date,
        receivables.gross_amount,
        receivables.currency,
        receivables.agreed_terms_days,
        receivables.is_disputed,
        receivables._delivery_id,
        receivables._file,
        receivables._member,
        receivables._row_number
    from receivables
    left join customer_keys
        on receivables.source_system = customer_keys.source_system
        and receivables.account_key = customer_keys.source_key
)

select * from receivables_keyed
