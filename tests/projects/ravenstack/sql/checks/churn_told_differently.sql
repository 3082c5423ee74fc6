/* kam
description = """
Customers of whom the three sources do not say the same: whether they are flagged as gone, have a subscription flagged as gone, and have an
event of leaving."""
severity = "warn"
*/
with

accounts as (
    select * from staging.ravenstack_accounts_renamed
),

subscriptions as (
    select * from staging.ravenstack_subscriptions_renamed
),

churn_events as (
    select * from staging.ravenstack_churn_events_renamed
),

subscriptions_gone as (
    select distinct account_key from subscriptions
    where is_gone
),

events_told as (
    select distinct account_key from churn_events
),

churn_told as (
    select
        accounts.account_key,
        accounts.is_gone as account_says,
        subscriptions_gone.account_key is not null as subscription_says,
        events_told.account_key is not null as event_says
    from accounts
    left join subscriptions_gone on accounts.account_key = subscriptions_gone.account_key
    left join events_told on accounts.account_key = events_told.account_key
),

churn_contradicted as (
    select * from churn_told
    where account_says <> subscription_says or account_says <> event_says
)

select * from churn_contradicted
