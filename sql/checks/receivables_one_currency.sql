/* kam
description = "Currencies of the receivables when there is more than one: amounts cannot be added."
severity = "block"
*/
with

receivable_items as (
    select * from conformed.receivable_items
),

currencies_used as (
    select
        currency,
        count(*) as receivable_count
    from receivable_items
    group by currency
),

currencies_counted as (
    select
        currency,
        receivable_count,
        count(*) over (partition by 1) as currency_count
    from currencies_used
),

currencies_mixed as (
    select
        currency,
        receivable_count
    from currencies_counted
    where currency_count > 1
)

select * from currencies_mixed
