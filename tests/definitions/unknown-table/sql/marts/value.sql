/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
with

lines as (
    select * from conformed.invoice_line
),

lines_summed as (
    select * from line
)

select * from lines_summed
