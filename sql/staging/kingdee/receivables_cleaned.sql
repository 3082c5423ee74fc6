/* kam
description = "Receivables as queried, renamed; amounts as the decimals we reckon in."
*/
with

receivables as (
    select * from raw.kingdee_receivables
),

receivables_cleaned as (
    select
        trim("FBillNo") as receivable_key,
        "FDATE" as document_date,
        "FENDDATE_H" as due_date,
        trim("FCUSTOMERID_FNumber") as account_key,
        trim("FCURRENCYID_FNumber") as currency_code,
        cast("FALLAMOUNTFOR" as decimal(18, 4)) as gross_amount,
        "FDOCUMENTSTATUS" as document_status,
        "FCancelStatus" as cancel_status,
        nullif(trim("FINVOICENO"), '') as invoice_key,
        _delivery_id,
        _file,
        _member,
        _row_number
    from receivables
)

select * from receivables_cleaned
