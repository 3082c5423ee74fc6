/* kam
description = "Refunds, renamed; amounts as the decimals we reckon in."
*/
with

refunds as (
    select * from raw.kingdee_refunds
),

refunds_cleaned as (
    select
        trim("FBillNo") as refund_key,
        "FDATE" as refunded_date,
        trim("FCONTACTUNITTYPE") as unit_type,
        trim("FCONTACTUNIT_FNumber") as account_key,
        trim("FCURRENCYID_FNumber") as currency_code,
        cast("FREFUNDTOTALAMOUNTFOR" as decimal(18, 4)) as amount,
        "FDOCUMENTSTATUS" as document_status,
        coalesce("FCancelStatus", 'A') as cancel_status,
        _delivery_id,
        _file,
        _member,
        _row_number
    from refunds
)

select * from refunds_cleaned
