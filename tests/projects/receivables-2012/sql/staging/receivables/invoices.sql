/* kam
description = "Invoices, renamed. Numbers keep their leading zeros: they are names."
*/
with

invoices as (
    select * from raw.receivables_invoices
),

invoices_renamed as (
    select
        trim("customerID") as account_key,
        trim("countryCode") as country_code,
        trim("invoiceNumber") as invoice_key,
        "InvoiceDate" as invoice_date,
        "DueDate" as due_date,
        "SettledDate" as settled_date,
        "InvoiceAmount" as invoice_amount,
        "Disputed" as is_disputed,
        "DaysToSettle" as days_to_settle,
        "DaysLate" as days_late,
        _delivery_id,
        _file,
        _member,
        _row_number
    from invoices
)

select * from invoices_renamed
