/* kam
description = """
Receivables that are audited and not cancelled, VAT included, those of credit notes negative; opening ones count. They come as a query's
rows or as the exported list; where both state a bill, the query's row counts. The terms agreed are the days from the business date to
the day it is due."""
feeds = "receivables"
*/
with

queried as (
    select * from staging.kingdee_receivables_cleaned
),

listed as (
    select * from staging.kingdee_receivable_list_cleaned
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'kingdee'
),

bills as (
    select
        receivable_key,
        document_date,
        due_date,
        account_key,
        currency_code,
        gross_amount,
        document_status,
        cancel_status,
        invoice_key,
        cast(null as boolean) as is_disputed,
        _delivery_id,
        _file,
        _member,
        _row_number
    from queried
    union all
    select
        listed.receivable_key,
        listed.document_date,
        listed.due_date,
        listed.account_key,
        listed.currency_code,
        listed.gross_amount,
        listed.document_status,
        listed.cancel_status,
        listed.invoice_key,
        listed.is_disputed,
        listed._delivery_id,
        listed._file,
        listed._member,
        listed._row_number
    from listed
    left join queried on listed.receivable_key = queried.receivable_key
    where queried.receivable_key is null
),

receivables_fed as (
    select
        'kingdee' as source_system,
        bills.receivable_key as source_key,
        bills.account_key,
        coalesce(bills.invoice_key, bills.receivable_key) as invoice_key,
        bills.document_date,
        bills.due_date,
        bills.gross_amount,
        coalesce(currency_codes.currency, bills.currency_code) as currency,
        days_between(bills.document_date, bills.due_date) as agreed_terms_days,
        bills.is_disputed,
        bills._delivery_id,
        bills._file,
        bills._member,
        bills._row_number
    from bills
    left join currency_codes on bills.currency_code = currency_codes.code
    where bills.document_status = 'C' and bills.cancel_status = 'A'
)

select * from receivables_fed
