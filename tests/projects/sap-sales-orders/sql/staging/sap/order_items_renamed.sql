/* kam
description = "Items of orders, renamed."
*/
with

order_items as (
    select * from raw.sap_order_items
),

items_renamed as (
    select
        "SALESORDERID" as order_key,
        "SALESORDERITEM" as item_number,
        "PRODUCTID" as product_key,
        "QUANTITY" as quantity,
        trim("QUANTITYUNIT") as unit_of_measure,
        cast("GROSSAMOUNT" as decimal(18, 4)) as gross_amount,
        cast("NETAMOUNT" as decimal(18, 4)) as net_amount
    from order_items
)

select * from items_renamed
