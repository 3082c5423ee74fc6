/* kam
description = "Changes of opportunities, renamed and trimmed."
*/
with

opportunity_history as (
    select * from raw.salesforce_opportunity_history
),

opportunity_history_cleaned as (
    select
        "Id" as change_key,
        coalesce("IsDeleted", false) as is_deleted,
        "OpportunityId" as opportunity_key,
        "CreatedDate" as changed_at,
        trim("StageName") as stage,
        "Amount" as amount,
        _delivery_id,
        _file,
        _member,
        _row_number
    from opportunity_history
)

select * from opportunity_history_cleaned
