/* kam
description = "Every customer number seen on an invoice is an account; the shop gives no names."
feeds = "accounts"
*/
with

sales as (
    select * from staging.shop_sales
),

accounts_fed as (
    select
        'shop' as source_system,
        account_key as source_key,
        'Customer ' || account_key as account_name,
        max(country) as country
    from sales
    where account_key is not null
    group by account_key
)

select * from accounts_fed
