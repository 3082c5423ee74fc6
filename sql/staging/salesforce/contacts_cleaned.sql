/* kam
description = "People, renamed and trimmed."
*/
with

contacts as (
    select * from raw.salesforce_contacts
),

contacts_cleaned as (
    select
        "Id" as contact_key,
        coalesce("IsDeleted", false) as is_deleted,
        "AccountId" as account_key,
        coalesce(trim("Name"), trim("LastName")) as contact_name,
        trim("Title") as title,
        trim("Email") as email,
        coalesce(trim("MobilePhone"), trim("Phone")) as phone,
        "Role__c" as role_code,
        "Seniority__c" as seniority,
        "IsExecutive__c" as is_executive,
        "JoinedDate__c" as joined_date,
        "LeftDate__c" as left_date,
        "HasConsented__c" as has_consented
    from contacts
)

select * from contacts_cleaned
