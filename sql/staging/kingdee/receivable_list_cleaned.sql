/* kam
description = "Receivables as the list shows them, renamed, their states under the codes a query gives."
*/
with

receivable_list as (
    select * from raw.kingdee_receivable_list
),

receivable_list_cleaned as (
    select
        trim("FBillNo") as receivable_key,
        "FDATE" as document_date,
        "FENDDATE_H" as due_date,
        trim("FCUSTOMERID_FNumber") as account_key,
        trim("FCURRENCYID_FName") as currency_code,
        cast("FALLAMOUNTFOR" as decimal(18, 4)) as gross_amount,
        case when "FDOCUMENTSTATUS" = '已审核' then 'C' else 'A' end as document_status,
        case when "FCancelStatus" = '未作废' then 'A' else 'B' end as cancel_status,
        nullif(trim("FINVOICENO"), '') as invoice_key,
        "is_disputed" as is_disputed,
        _delivery_id,
        _file,
        _member,
        _row_number
    from receivable_list
)

select * from receivable_list_cleaned
