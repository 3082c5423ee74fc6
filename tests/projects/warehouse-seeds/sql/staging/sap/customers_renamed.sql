/* kam
description = "Customers, renamed."
*/
with

customers as (
    select * from raw.sap_customers
),

customers_renamed as (
    select
        kunnr as account_key,
        trim(name1) as account_name,
        land1 as country,
        regio as region,
        trim(ort01) as city,
        trim(stras) as address,
        pstlz as postal_code,
        telf1 as phone,
        erdat as created_date,
        updat as changed_date,
        loevm as is_to_be_deleted
    from customers
)

select * from customers_renamed
