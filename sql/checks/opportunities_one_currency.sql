/* kam
description = "Currencies of the opportunities when there is more than one: amounts cannot be added."
severity = "block"
*/
with

opportunities as (
    select * from conformed.opportunities
),

currencies_used as (
    select
        currency,
        count(*) as row_count
    from opportunities
    where amount is not null
    group by currency
),

currencies_counted as (
    select
        currency,
        row_count,
        count(*) over (partition by 1) as currency_count
    from currencies_used
),

currencies_mixed as (
    select
        currency,
        row_count
    from currencies_counted
    where currency_count > 1
)

select * from currencies_mixed
