/* kam
description = "Document types other than invoice and credit_note."
severity = "block"
*/
with

invoice_lines as (
    select * from conformed.invoice_lines
),

types_unknown as (
    select
        source_system,
        document_type,
        count(*) as line_count
    from invoice_lines
    where document_type not in ('invoice', 'credit_note')
    group by source_system, document_type
)

select * from types_unknown
