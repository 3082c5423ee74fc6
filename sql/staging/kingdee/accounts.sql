/* kam
description = """
Every customer is an account, those disabled or not yet audited, too: bills may name them. Bills name a customer by its code (客户编码),
so that is the key."""
feeds = "accounts"
*/
with

customers as (
    select * from staging.kingdee_customers_cleaned
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'kingdee'
),

accounts_fed as (
    select
        'kingdee' as source_system,
        customers.account_key as source_key,
        customers.account_name,
        customers.uscc,
        nullif(customers.parent_key, customers.account_key) as parent_key,
        customers.country,
        customers.region,
        customers.address,
        coalesce(currency_codes.currency, customers.currency_code) as currency,
        strpos(customers.customer_type, '经销') > 0 as is_distributor,
        customers.owner_key
    from customers
    left join currency_codes on customers.currency_code = currency_codes.code
)

select * from accounts_fed
