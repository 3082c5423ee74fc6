/* kam
description = "Invoice ids that stand for two documents: two keys share a hash."
severity = "block"
*/
with

invoice_lines as (
    select * from conformed.invoice_lines
),

keys_shared as (
    select
        invoice_id,
        min(source_system || ' ' || invoice_key) as least_key,
        max(source_system || ' ' || invoice_key) as greatest_key
    from invoice_lines
    group by invoice_id
    having min(source_system || ' ' || invoice_key) <> max(source_system || ' ' || invoice_key)
)

select * from keys_shared
