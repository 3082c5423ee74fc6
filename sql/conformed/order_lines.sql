/* kam
description = """
One row per line of a sales order, with the customer who ordered. A line that names no known account goes to customer 0, UNRESOLVED.
No system says when an order was called off: cancelled lines stay here, and whoever counts orders leaves them out."""
grain = ["order_line_id"]

[columns]
order_line_id  = { about = "key64 of the system and the line's key.", audience = "customer" }
order_id       = { about = "key64 of the system and the order's number.", audience = "customer" }
customer_id    = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
product_id     = { about = "key64 of the system and the product's key.", audience = "customer" }
source_system  = { about = "The system that sent it.", audience = "internal" }
source_key     = { about = "The line's key there.", audience = "internal" }
order_key      = { about = "The order's number there.", audience = "customer" }
line_number    = { about = "The line's place in the order.", audience = "customer" }
account_key    = { about = "The account's key there.", audience = "internal" }
product_key    = { about = "The product's key there.", audience = "customer" }
ordered_date   = { about = "When it was ordered.", audience = "customer" }
promised_date  = { about = "When it should be there.", audience = "customer" }
delivered_date = { about = "When it was.", audience = "customer" }
quantity       = { unit = "units of sale", about = "How much.", audience = "customer" }
net_amount     = { unit = "currency", about = "After discount, without VAT.", audience = "customer" }
currency       = { about = "Currency of the amount.", audience = "customer" }
is_cancelled   = { about = "Whether it was called off.", audience = "internal" }
_delivery_id   = { about = "The delivery it came in.", audience = "internal" }
_file          = { about = "The file.", audience = "internal" }
_member        = { about = "The member of an archive, or sheet.", audience = "internal" }
_row_number    = { about = "The row there.", audience = "internal" }
*/
with

order_lines as (
    select * from entity.order_lines
),

customer_keys as (
    select * from conformed.customer_keys
),

lines_keyed as (
    select
        key64(order_lines.source_system, order_lines.source_key) as order_line_id,
        key64(order_lines.source_system, order_lines.order_key) as order_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        key64(order_lines.source_system, order_lines.product_key) as product_id,
        order_lines.source_system,
        order_lines.source_key,
        order_lines.order_key,
        order_lines.line_number,
        order_lines.account_key,
        order_lines.product_key,
        order_lines.ordered_date,
        order_lines.promised_date,
        order_lines.delivered_date,
        order_lines.quantity,
        order_lines.net_amount,
        order_lines.currency,
        coalesce(order_lines.is_cancelled, false) as is_cancelled,
        order_lines._delivery_id,
        order_lines._file,
        order_lines._member,
        order_lines._row_number
    from order_lines
    left join customer_keys
        on order_lines.source_system = customer_keys.source_system
        and order_lines.account_key = customer_keys.source_key
)

select * from lines_keyed
