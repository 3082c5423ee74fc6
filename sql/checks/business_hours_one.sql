/* kam
description = "Rows of the given business hours when there is not exactly one: every ticket would count as often."
severity = "block"
*/
with

business_hours as (
    select * from conformed.business_hours
),

rows_counted as (
    select count(*) as row_count
    from business_hours
    having count(*) <> 1
)

select * from rows_counted
