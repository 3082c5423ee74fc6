/* kam
description = """
Lines of receipts from customers, and refunds to them as negative ones, as far as they are audited and not cancelled. Money received
ahead (预收款) counts: it arrived."""
feeds = "receipts"
*/
with

receipt_lines as (
    select * from staging.kingdee_receipt_lines_cleaned
),

refunds as (
    select * from staging.kingdee_refunds_cleaned
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'kingdee'
),

payments as (
    select
        receipt_key || '/' || entry_key as payment_key,
        account_key,
        received_date,
        amount,
        currency_code,
        unit_type,
        document_status,
        cancel_status,
        _delivery_id,
        _file,
        _member,
        _row_number
    from receipt_lines
    union all
    select
        refund_key as payment_key,
        account_key,
        refunded_date as received_date,
        -amount as amount,
        currency_code,
        unit_type,
        document_status,
        cancel_status,
        _delivery_id,
        _file,
        _member,
        _row_number
    from refunds
),

receipts_fed as (
    select
        'kingdee' as source_system,
        payments.payment_key as source_key,
        payments.account_key,
        payments.received_date,
        payments.amount,
        coalesce(currency_codes.currency, payments.currency_code) as currency,
        payments._delivery_id,
        payments._file,
        payments._member,
        payments._row_number
    from payments
    left join currency_codes on payments.currency_code = currency_codes.code
    where
        payments.document_status = 'C'
        and payments.cancel_status = 'A'
        and upper(payments.unit_type) = 'BD_CUSTOMER'
)

select * from receipts_fed
