/* kam
description = "Calendar entries, renamed and trimmed."
*/
with

events as (
    select * from raw.salesforce_events
),

events_cleaned as (
    select
        "Id" as event_key,
        coalesce("IsDeleted", false) as is_deleted,
        coalesce("IsChild", false) as is_child,
        "AccountId" as account_key,
        case when "WhoId" like '003%' then "WhoId" end as contact_key,
        "OwnerId" as owner_key,
        coalesce(trim("EventSubtype"), 'Event') as channel_code,
        "StartDateTime" as started_at,
        "CreatedDate" as created_at,
        _delivery_id,
        _file,
        _member,
        _row_number
    from events
)

select * from events_cleaned
