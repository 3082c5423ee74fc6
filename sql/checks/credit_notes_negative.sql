/* kam
description = "Credit note lines above zero: they add to revenue instead of taking from it."
severity = "warn"
*/
with

invoice_lines as (
    select * from conformed.invoice_lines
),

lines_positive as (
    select
        source_system,
        source_key,
        posted_date,
        net_amount
    from invoice_lines
    where document_type = 'credit_note' and net_amount > 0
)

select * from lines_positive
