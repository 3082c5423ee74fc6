/* kam
description = "Cases, renamed and trimmed."
*/
with

cases as (
    select * from raw.salesforce_cases
),

cases_cleaned as (
    select
        "Id" as case_key,
        coalesce("IsDeleted", false) as is_deleted,
        "AccountId" as account_key,
        "ContactId" as contact_key,
        trim("Subject") as subject,
        trim("Type") as case_type,
        trim("Status") as status,
        trim("Priority") as priority,
        trim("Reason") as root_cause,
        "IsClosed" as is_closed,
        "CreatedDate" as opened_at,
        "ClosedDate" as closed_at
    from cases
)

select * from cases_cleaned
