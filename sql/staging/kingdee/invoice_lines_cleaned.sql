/* kam
description = "Lines of invoices, renamed; amounts as the decimals we reckon in."
*/
with

invoice_lines as (
    select * from raw.kingdee_invoice_lines
),

invoice_lines_cleaned as (
    select
        trim("FBillNo") as invoice_key,
        cast("FSALESICENTRY_FENTRYID" as varchar) as entry_key,
        "FSALESICENTRY_FSEQ" as line_number,
        "FDATE" as posted_date,
        coalesce("FRedBlue", '0') as colour_code,
        "FDocumentStatus" as document_status,
        "FCancelStatus" as cancel_status,
        trim("FCustomerID_FNumber") as account_key,
        trim("FCURRENCYID_FNumber") as currency_code,
        nullif(trim("FMATERIALID_FNumber"), '') as product_key,
        trim("FPRICEUNITID_FName") as unit_of_measure,
        cast("FPRICEQTY" as decimal(18, 4)) as quantity,
        cast("FAUXPRICE" as decimal(18, 6)) as unit_price,
        cast("FAMOUNTFOR" as decimal(18, 4)) as net_amount,
        cast("FDETAILTAXAMOUNTFOR" as decimal(18, 4)) as tax_amount,
        cast("FCOSTAMTSUM" as decimal(18, 4)) as cost_amount,
        _delivery_id,
        _file,
        _member,
        _row_number
    from invoice_lines
)

select * from invoice_lines_cleaned
