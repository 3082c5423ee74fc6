/* kam
description = "Order heads, renamed; a number that comes several times is told apart by its row."
*/
with

orders as (
    select * from raw.sap_orders
),

orders_renamed as (
    select
        "SALESORDERID" || '/' || cast(_row_number as varchar) as head_key,
        "SALESORDERID" as order_key,
        "PARTNERID" as account_key,
        "CREATEDAT" as ordered_date,
        cast("GROSSAMOUNT" as decimal(18, 4)) as gross_amount,
        cast("NETAMOUNT" as decimal(18, 4)) as net_amount,
        cast("TAXAMOUNT" as decimal(18, 4)) as tax_amount,
        "CURRENCY" as currency,
        "LIFECYCLESTATUS" = 'X' as is_cancelled,
        "BILLINGSTATUS" = 'C' as is_billed,
        _delivery_id,
        _file,
        _member,
        _row_number
    from orders
)

select * from orders_renamed
