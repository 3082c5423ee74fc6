/* kam
description = "Every customer with an invoice is an account; it has no name but its number, and a country by its numeric code."
feeds = "accounts"
*/
with

invoices as (
    select * from staging.receivables_invoices
),

accounts_fed as (
    select
        'receivables' as source_system,
        account_key as source_key,
        account_key as account_name,
        min(country_code) as country
    from invoices
    group by account_key
)

select * from accounts_fed
