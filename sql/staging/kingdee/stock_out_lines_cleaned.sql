/* kam
description = "Lines of deliveries, renamed."
*/
with

stock_out_lines as (
    select * from raw.kingdee_stock_out_lines
),

stock_out_lines_cleaned as (
    select
        nullif(trim("FSoorDerno"), '') as order_key,
        trim("FMaterialID_FNumber") as product_key,
        "FDate" as delivered_date,
        "FDocumentStatus" as document_status,
        coalesce("FCancelStatus", 'A') as cancel_status
    from stock_out_lines
)

select * from stock_out_lines_cleaned
