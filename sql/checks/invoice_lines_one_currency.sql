/* kam
description = "Currencies of the invoice lines when there is more than one: amounts cannot be added."
severity = "block"
*/
with

invoice_lines as (
    select * from conformed.invoice_lines
),

currencies_used as (
    select
        currency,
        count(*) as line_count
    from invoice_lines
    group by currency
),

currencies_counted as (
    select
        currency,
        line_count,
        count(*) over (partition by 1) as currency_count
    from currencies_used
),

currencies_mixed as (
    select
        currency,
        line_count
    from currencies_counted
    where currency_count > 1
)

select * from currencies_mixed
