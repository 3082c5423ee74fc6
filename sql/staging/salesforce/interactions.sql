/* kam
description = """
Tasks that are done and calendar entries, as far as they are not deleted; an entry copied to those invited counts once. The channel is
given.interaction_channels'. A task that does not say when it happened happened on its day, at the clock time it was written down at."""
feeds = "interactions"
*/
with

tasks as (
    select * from staging.salesforce_tasks_cleaned
),

events as (
    select * from staging.salesforce_events_cleaned
),

accounts as (
    select * from staging.salesforce_accounts_cleaned
),

interaction_channels as (
    select * from given.interaction_channels
    where source_system = 'salesforce'
),

business_hours as (
    select * from given.business_hours
),

tasks_placed as (
    select
        tasks.*,
        cast(
            cast(
                days_between(
                    local_date(tasks.created_at, business_hours.zone), tasks.activity_date
                ) as varchar
            ) || ' days' as interval
        ) as distance
    from tasks
    cross join business_hours
),

touches as (
    select
        task_key as touch_key,
        account_key,
        contact_key,
        owner_key,
        channel_code,
        case call_type when 'Inbound' then 'inbound' when 'Outbound' then 'outbound' end
            as direction,
        coalesce(occurred_at, created_at + distance, created_at) as occurred_at,
        created_at as logged_at,
        _delivery_id,
        _file,
        _member,
        _row_number
    from tasks_placed
    where is_closed and not is_deleted
    union all
    select
        event_key as touch_key,
        account_key,
        contact_key,
        owner_key,
        channel_code,
        'both' as direction,
        coalesce(started_at, created_at) as occurred_at,
        created_at as logged_at,
        _delivery_id,
        _file,
        _member,
        _row_number
    from events
    where not is_child and not is_deleted
),

interactions_fed as (
    select
        'salesforce' as source_system,
        touches.touch_key as source_key,
        coalesce(accounts.master_account_key, touches.account_key) as account_key,
        touches.contact_key,
        touches.owner_key,
        coalesce(interaction_channels.channel, 'other') as channel,
        touches.direction,
        touches.occurred_at,
        touches.logged_at,
        touches._delivery_id,
        touches._file,
        touches._member,
        touches._row_number
    from touches
    left join accounts on touches.account_key = accounts.account_key
    left join interaction_channels on touches.channel_code = interaction_channels.code
)

select * from interactions_fed
