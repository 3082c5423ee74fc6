/* kam
description = "Accounts, renamed and trimmed; those deleted or merged are still here."
*/
with

accounts as (
    select * from raw.salesforce_accounts
),

accounts_cleaned as (
    select
        "Id" as account_key,
        coalesce("IsDeleted", false) as is_deleted,
        "MasterRecordId" as master_account_key,
        trim("Name") as account_name,
        trim("Type") as account_type,
        "ParentId" as parent_key,
        trim("BillingStreet") as address,
        trim("BillingCity") as city,
        trim("BillingState") as region,
        trim("BillingPostalCode") as postal_code,
        trim("BillingCountry") as country,
        trim("Phone") as phone,
        trim("Website") as website,
        trim("Industry") as industry,
        "AnnualRevenue" as annual_revenue_amount,
        "NumberOfEmployees" as employee_count,
        trim("Ownership") as ownership,
        "CurrencyIsoCode" as currency_code,
        "OwnerId" as owner_key,
        nullif(upper(trim("USCC__c")), '') as uscc
    from accounts
)

select * from accounts_cleaned
