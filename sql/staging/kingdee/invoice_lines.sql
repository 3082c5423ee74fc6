/* kam
description = """
Lines of invoices that are audited (FDocumentStatus C) and not cancelled (FCancelStatus A). They count on the business date (FDATE), without
VAT. A red invoice is a credit note: where a deployment writes it with positive amounts, they are turned. The list price is the
unit price before discount; what the goods cost is as the cost run left it. What our own organisations buy is no revenue."""
feeds = "invoice_lines"
*/
with

invoice_lines as (
    select * from staging.kingdee_invoice_lines_cleaned
    where document_status = 'C' and cancel_status = 'A'
),

customers as (
    select * from staging.kingdee_customers_cleaned
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'kingdee'
),

red_invoices_to_turn as (
    select invoice_key from invoice_lines
    where colour_code = '1'
    group by invoice_key
    having sum(net_amount) > 0
),

lines_signed as (
    select
        invoice_lines.*,
        case invoice_lines.colour_code when '1' then 'credit_note' else 'invoice' end
            as document_type,
        case when red_invoices_to_turn.invoice_key is null then 1 else -1 end as sign
    from invoice_lines
    left join red_invoices_to_turn
        on invoice_lines.invoice_key = red_invoices_to_turn.invoice_key
),

lines_fed as (
    select
        'kingdee' as source_system,
        lines_signed.invoice_key || '/' || lines_signed.entry_key as source_key,
        lines_signed.invoice_key,
        lines_signed.line_number,
        lines_signed.account_key,
        lines_signed.product_key,
        lines_signed.document_type,
        lines_signed.posted_date,
        cast(lines_signed.sign * lines_signed.quantity as decimal(18, 4)) as quantity,
        lines_signed.unit_of_measure,
        cast(lines_signed.unit_price as decimal(18, 4)) as unit_price,
        cast(
            lines_signed.sign * lines_signed.quantity * lines_signed.unit_price
            as decimal(18, 4)
        ) as gross_amount,
        cast(lines_signed.sign * lines_signed.net_amount as decimal(18, 4)) as net_amount,
        cast(lines_signed.sign * lines_signed.tax_amount as decimal(18, 4)) as tax_amount,
        cast(lines_signed.sign * lines_signed.cost_amount as decimal(18, 4)) as cost_amount,
        coalesce(currency_codes.currency, lines_signed.currency_code) as currency,
        customers.own_organisation_key is not null as is_intra_group,
        lines_signed._delivery_id,
        lines_signed._file,
        lines_signed._member,
        lines_signed._row_number
    from lines_signed
    left join customers on lines_signed.account_key = customers.account_key
    left join currency_codes on lines_signed.currency_code = currency_codes.code
)

select * from lines_fed
