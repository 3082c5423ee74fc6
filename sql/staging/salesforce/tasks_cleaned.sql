/* kam
description = "Tasks, renamed and trimmed."
*/
with

tasks as (
    select * from raw.salesforce_tasks
),

tasks_cleaned as (
    select
        "Id" as task_key,
        coalesce("IsDeleted", false) as is_deleted,
        "AccountId" as account_key,
        case when "WhoId" like '003%' then "WhoId" end as contact_key,
        "OwnerId" as owner_key,
        "IsClosed" as is_closed,
        coalesce(trim("Type__c"), trim("TaskSubtype")) as channel_code,
        trim("CallType") as call_type,
        "ActivityDate" as activity_date,
        "OccurredAt__c" as occurred_at,
        "CreatedDate" as created_at,
        _delivery_id,
        _file,
        _member,
        _row_number
    from tasks
)

select * from tasks_cleaned
