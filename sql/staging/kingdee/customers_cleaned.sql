/* kam
description = "Customers, renamed and trimmed: some codes come with a blank behind."
*/
with

customers as (
    select * from raw.kingdee_customers
),

customers_cleaned as (
    select
        trim("FNumber") as account_key,
        trim("FName") as account_name,
        trim("FCustTypeId_FName") as customer_type,
        trim("FSELLER_FNumber") as owner_key,
        trim("FTRADINGCURRID_FNumber") as currency_code,
        trim("FAddress") as address,
        trim("FCOUNTRY_FName") as country,
        trim("FPROVINCIAL_FName") as region,
        nullif(upper(trim("FSOCIALCRECODE")), '') as uscc,
        nullif(trim("FGROUPCUSTID_FNumber"), '') as parent_key,
        nullif(trim("FCORRESPONDORGID_FNumber"), '') as own_organisation_key
    from customers
)

select * from customers_cleaned
