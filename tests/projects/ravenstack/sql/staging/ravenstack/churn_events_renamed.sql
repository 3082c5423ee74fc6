/* kam
description = "Times a customer left, renamed."
*/
with

churn_events as (
    select * from raw.ravenstack_churn_events
),

events_renamed as (
    select
        churn_event_id as event_key,
        account_id as account_key,
        churn_date,
        reason_code,
        is_reactivation
    from churn_events
)

select * from events_renamed
