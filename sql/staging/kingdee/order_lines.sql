/* kam
description = """
Lines of sales orders that are audited (FDocumentStatus C), those cancelled marked. A line was delivered on the last day a delivery that names its order
took the material out, once the line says that all of it is out (FStockOutQty)."""
feeds = "order_lines"
*/
with

order_lines as (
    select * from staging.kingdee_sales_order_lines_cleaned
    where document_status = 'C'
),

deliveries as (
    select * from staging.kingdee_stock_out_lines_cleaned
    where document_status = 'C' and cancel_status = 'A' and order_key is not null
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'kingdee'
),

deliveries_added_up as (
    select
        order_key,
        product_key,
        max(delivered_date) as delivered_date
    from deliveries
    group by order_key, product_key
),

lines_fed as (
    select
        'kingdee' as source_system,
        order_lines.order_key || '/' || order_lines.entry_key as source_key,
        order_lines.order_key,
        order_lines.line_number,
        order_lines.account_key,
        order_lines.product_key,
        order_lines.ordered_date,
        order_lines.promised_date,
        case
            when coalesce(order_lines.delivered_quantity >= order_lines.quantity, true)
                then deliveries_added_up.delivered_date
        end as delivered_date,
        order_lines.quantity,
        order_lines.net_amount,
        coalesce(currency_codes.currency, order_lines.currency_code) as currency,
        order_lines.cancel_status = 'B' as is_cancelled,
        order_lines._delivery_id,
        order_lines._file,
        order_lines._member,
        order_lines._row_number
    from order_lines
    left join deliveries_added_up
        on order_lines.order_key = deliveries_added_up.order_key
        and order_lines.product_key = deliveries_added_up.product_key
    left join currency_codes on order_lines.currency_code = currency_codes.code
)

select * from lines_fed
