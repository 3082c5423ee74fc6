/* kam
description = """
One row per customer and day on which it ordered something not called off. A system that delivers no orders at all is read by its invoices:
an invoice counts as an order of the day it was posted, credit notes lessen the amount but are no order."""
grain = ["customer_id", "ordered_date"]

[columns]
customer_id   = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
ordered_date  = { about = "The day.", audience = "customer" }
source_system = { about = "The system of the day's first order by key.", audience = "internal" }
order_key     = { about = "That order's number there.", audience = "customer" }
order_count   = { unit = "orders", about = "Orders.", audience = "customer" }
net_amount    = { unit = "currency", about = "Their amount, without VAT.", audience = "customer" }
quantity      = { unit = "units of sale", about = "How much; NULL if any line does not say.", audience = "customer" }
*/
with

order_lines as (
    select * from conformed.order_lines
),

invoice_lines as (
    select * from conformed.invoice_lines
),

systems_with_orders as (
    select source_system
    from order_lines
    group by source_system
),

orders_summed as (
    select
        customer_id,
        source_system,
        order_key,
        min(ordered_date) as ordered_date,
        cast(1 as bigint) as order_count,
        sum(net_amount) as net_amount,
        case when count(quantity) = count(*) then sum(quantity) end as quantity
    from order_lines
    where not is_cancelled
    group by customer_id, source_system, order_key
),

invoices_summed as (
    select
        invoice_lines.customer_id,
        invoice_lines.source_system,
        invoice_lines.invoice_key as order_key,
        invoice_lines.posted_date as ordered_date,
        max(case
            when invoice_lines.document_type = 'invoice' then cast(1 as bigint)
            else cast(0 as bigint)
        end) as order_count,
        sum(invoice_lines.net_amount) as net_amount,
        case
            when count(invoice_lines.quantity) = count(*) then sum(invoice_lines.quantity)
        end as quantity
    from invoice_lines
    left join systems_with_orders
        on invoice_lines.source_system = systems_with_orders.source_system
    where systems_with_orders.source_system is null and not invoice_lines.is_intra_group
    group by
        invoice_lines.customer_id,
        invoice_lines.source_system,
        invoice_lines.invoice_key,
        invoice_lines.posted_date
),

documents_listed as (
    select * from orders_summed
    union all
    select * from invoices_summed
),

days_summed as (
    select
        customer_id,
        ordered_date,
        min(case
            when order_count > 0 then source_system || chr(31) || order_key
        end) as first_order,
        cast(sum(order_count) as bigint) as order_count,
        cast(coalesce(sum(net_amount), 0) as decimal(18, 4)) as net_amount,
        cast(case
            when count(quantity) = count(*) then sum(quantity)
        end as decimal(18, 4)) as quantity
    from documents_listed
    group by customer_id, ordered_date
),

days_named as (
    select
        customer_id,
        ordered_date,
        split_part(first_order, chr(31), 1) as source_system,
        split_part(first_order, chr(31), 2) as order_key,
        order_count,
        net_amount,
        quantity
    from days_summed
)

select * from days_named
