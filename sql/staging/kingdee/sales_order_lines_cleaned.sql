/* kam
description = "Lines of sales orders, renamed; amounts as the decimals we reckon in."
*/
with

sales_order_lines as (
    select * from raw.kingdee_sales_order_lines
),

sales_order_lines_cleaned as (
    select
        trim("FBillNo") as order_key,
        cast("FSaleOrderEntry_FENTRYID" as varchar) as entry_key,
        "FSaleOrderEntry_FSEQ" as line_number,
        "FDate" as ordered_date,
        "FDocumentStatus" as document_status,
        "FCancelStatus" as cancel_status,
        trim("FCustId_FNumber") as account_key,
        trim("FMaterialId_FNumber") as product_key,
        trim("FSettleCurrId_FNumber") as currency_code,
        cast("FQty" as decimal(18, 4)) as quantity,
        cast("FAmount" as decimal(18, 4)) as net_amount,
        "FDeliveryDate" as promised_date,
        cast("FStockOutQty" as decimal(18, 4)) as delivered_quantity,
        _delivery_id,
        _file,
        _member,
        _row_number
    from sales_order_lines
)

select * from sales_order_lines_cleaned
