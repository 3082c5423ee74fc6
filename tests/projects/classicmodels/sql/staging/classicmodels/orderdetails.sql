/* kam
description = "Order lines, renamed; the quantity as the decimal amounts are reckoned in."
*/
with

orderdetails as (
    select * from raw.classicmodels_orderdetails
),

orderdetails_renamed as (
    select
        trim("orderNumber") as order_key,
        trim("productCode") as product_key,
        "orderLineNumber" as line_number,
        cast("quantityOrdered" as decimal(18, 4)) as quantity,
        "priceEach" as unit_price,
        _delivery_id,
        _file,
        _member,
        _row_number
    from orderdetails
)

select * from orderdetails_renamed
