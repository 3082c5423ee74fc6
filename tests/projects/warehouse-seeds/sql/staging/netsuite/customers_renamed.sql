/* kam
description = "Customers, renamed; one without a company bears its other name."
*/
with

customers as (
    select * from raw.netsuite_customers
),

customers_renamed as (
    select
        id as account_key,
        coalesce(trim(companyname), trim(altname), trim(entityid)) as account_name,
        phone,
        coalesce(is_deleted, false) as is_deleted
    from customers
)

select * from customers_renamed
