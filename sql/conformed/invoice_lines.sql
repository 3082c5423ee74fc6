/* kam
description = """
One row per line of an invoice or credit note, with the customer it was billed to. A line that names no known account goes to
customer 0, UNRESOLVED, so that totals still tie to the ledger. Credit notes are negative."""
grain = ["invoice_line_id"]

[columns]
invoice_line_id = { about = "key64 of the system and the line's key.", audience = "customer" }
invoice_id      = { about = "key64 of the system and the document's number.", audience = "customer" }
customer_id     = { about = "The customer billed; 0 is UNRESOLVED.", audience = "customer" }
product_id      = { about = "key64 of the system and the product's key.", audience = "customer" }
source_system   = { about = "The system that sent it.", audience = "internal" }
source_key      = { about = "The line's key there.", audience = "internal" }
invoice_key     = { about = "The document's number there.", audience = "customer" }
line_number     = { about = "The line's place in the document.", audience = "customer" }
account_key     = { about = "The account's key there.", audience = "customer" }
product_key     = { about = "The product's key there.", audience = "customer" }
document_type   = { about = "invoice or credit_note.", audience = "customer" }
is_intra_group  = { about = "Billed within our own group: no revenue.", audience = "internal" }
posted_date     = { about = "The day it counts for revenue.", audience = "customer" }
quantity        = { unit = "units of sale", about = "How much.", audience = "customer" }
unit_price      = { unit = "currency", about = "Price of one unit before discount.", audience = "customer" }
currency        = { about = "Currency of the amounts.", audience = "customer" }
gross_amount    = { unit = "currency", about = "At list price, before discount, without VAT.", audience = "internal" }
net_amount      = { unit = "currency", about = "After discount, without VAT.", audience = "customer" }
tax_amount      = { unit = "currency", about = "VAT.", audience = "customer" }
cost_amount     = { unit = "currency", about = "Cost of the goods sold.", audience = "internal" }
_delivery_id    = { about = "The delivery it came in.", audience = "internal" }
_file           = { about = "The file.", audience = "internal" }
_member         = { about = "The member of an archive, or sheet.", audience = "internal" }
_row_number     = { about = "The row there.", audience = "internal" }
*/
with

invoice_lines as (
    select * from entity.invoice_lines
),

customer_keys as (
    select * from conformed.customer_keys
),

lines_keyed as (
    select
        key64(invoice_lines.source_system, invoice_lines.source_key) as invoice_line_id,
        key64(invoice_lines.source_system, invoice_lines.invoice_key) as invoice_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        key64(invoice_lines.source_system, invoice_lines.product_key) as product_id,
        invoice_lines.source_system,
        invoice_lines.source_key,
        invoice_lines.invoice_key,
        invoice_lines.line_number,
        invoice_lines.account_key,
        invoice_lines.product_key,
        invoice_lines.document_type,
        coalesce(invoice_lines.is_intra_group, false) as is_intra_group,
        invoice_lines.posted_date,
        invoice_lines.quantity,
        invoice_lines.unit_price,
        invoice_lines.currency,
        invoice_lines.gross_amount,
        invoice_lines.net_amount,
        invoice_lines.tax_amount,
        invoice_lines.cost_amount,
        invoice_lines._delivery_id,
        invoice_lines._file,
        invoice_lines._member,
        invoice_lines._row_number
    from invoice_lines
    left join customer_keys
        on invoice_lines.source_system = customer_keys.source_system
        and invoice_lines.account_key = customer_keys.source_key
)

select * from lines_keyed
