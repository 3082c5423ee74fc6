/* kam
description = "Lines of receipts, renamed; amounts as the decimals we reckon in."
*/
with

receipt_lines as (
    select * from raw.kingdee_receipt_lines
),

receipt_lines_cleaned as (
    select
        trim("FBillNo") as receipt_key,
        cast("FRECEIVEBILLENTRY_FENTRYID" as varchar) as entry_key,
        "FDATE" as received_date,
        trim("FCONTACTUNITTYPE") as unit_type,
        trim("FCONTACTUNIT_FNumber") as account_key,
        trim("FCURRENCYID_FNumber") as currency_code,
        cast("FRECAMOUNTFOR" as decimal(18, 4)) as amount,
        "FDOCUMENTSTATUS" as document_status,
        coalesce("FCancelStatus", 'A') as cancel_status,
        _delivery_id,
        _file,
        _member,
        _row_number
    from receipt_lines
)

select * from receipt_lines_cleaned
