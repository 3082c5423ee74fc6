/* kam
description = "Contracts, renamed and trimmed."
*/
with

contracts as (
    select * from raw.salesforce_contracts
),

contracts_cleaned as (
    select
        "Id" as contract_key,
        coalesce("IsDeleted", false) as is_deleted,
        "AccountId" as account_key,
        coalesce(trim("Name"), trim("ContractNumber")) as contract_name,
        trim("Status") as status,
        "StartDate" as start_date,
        "EndDate" as last_date,
        "ContractTerm" as term_months,
        "OwnerExpirationNotice" as notice_days,
        "CompanySignedDate" as company_signed_date,
        "CustomerSignedDate" as customer_signed_date,
        "CreatedDate" as created_at,
        "AnnualAmount__c" as annual_amount,
        "CurrencyIsoCode" as currency_code,
        "IsAutoRenewed__c" as is_auto_renewed,
        "RenewedBy__c" as renewed_by_key,
        "TerminatedDate__c" as terminated_date
    from contracts
)

select * from contracts_cleaned
