/* kam
description = "Order lines, renamed; the quantity as the decimal amounts are reckoned in."
*/
with

order_details as (
    select * from raw.northwind_order_details
),

order_details_renamed as (
    select
        trim("OrderID") as order_key,
        trim("ProductID") as product_key,
        "UnitPrice" as unit_price,
        cast("Quantity" as decimal(18, 4)) as quantity,
        "Discount" as discount_ratio,
        _delivery_id,
        _file,
        _member,
        _row_number
    from order_details
)

select * from order_details_renamed
