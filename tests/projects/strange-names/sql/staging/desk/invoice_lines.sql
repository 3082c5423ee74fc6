/* kam
description = "Lines of invoices, renamed."
feeds = "invoice_lines"
*/
select
    'desk' as source_system,
    id as source_key,
    id as invoice_key,
    account as account_key,
    'invoice' as document_type,
    posted_on as posted_date,
    amount as net_amount,
    'CNY' as currency,
    _delivery_id,
    _file,
    _member,
    _row_number
from raw.desk_invoice_lines
