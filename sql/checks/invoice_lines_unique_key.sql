/* kam
description = "Invoice line ids with more than one row: a line sent twice, or two whose keys share a hash."
severity = "block"
*/
with

invoice_lines as (
    select * from conformed.invoice_lines
),

keys_repeated as (
    select
        invoice_line_id,
        count(*) as row_count,
        min(source_key) as least_key,
        max(source_key) as greatest_key
    from invoice_lines
    group by invoice_line_id
    having count(*) > 1
)

select * from keys_repeated
