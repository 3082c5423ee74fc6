/* kam
description = """
Lines of sales orders that are audited (FDocumentStatus C), those cancelled marked. A line was delivered on the last day a delivery that names its order
took the material out, once all that the order asks of the material is out."""
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
        max(delivered_date) as delivered_date,
        sum(quantity) as delivered_quantity
    from deliveries
    group by order_key, product_key
),

lines_added_up as (
    select
        *,
        sum(quantity) over (partition by order_key, product_key) as ordered_quantity
    from order_lines
),

lines_fed as (
    select
        'kingdee' as source_system,
        lines_added_up.order_key || '/' || lines_added_up.entry_key as source_key,
        lines_added_up.order_key,
        lines_added_up.line_number,
        lines_added_up.account_key,
        lines_added_up.product_key,
        lines_added_up.ordered_date,
        lines_added_up.promised_date,
        case
            when deliveries_added_up.delivered_quantity >= lines_added_up.ordered_quantity
                then deliveries_added_up.delivered_date
        end as delivered_date,
        lines_added_up.quantity,
        lines_added_up.net_amount,
        coalesce(currency_codes.currency, lines_added_up.currency_code) as currency,
        lines_added_up.cancel_status = 'B' as is_cancelled,
        lines_added_up._delivery_id,
        lines_added_up._file,
        lines_added_up._member,
        lines_added_up._row_number
    from lines_added_up
    left join deliveries_added_up
        on lines_added_up.order_key = deliveries_added_up.order_key
        and lines_added_up.product_key = deliveries_added_up.product_key
    left join currency_codes on lines_added_up.currency_code = currency_codes.code
)

select * from lines_fed
