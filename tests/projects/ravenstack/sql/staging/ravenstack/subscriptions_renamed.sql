/* kam
description = "Subscriptions, renamed."
*/
with

subscriptions as (
    select * from raw.ravenstack_subscriptions
),

subscriptions_renamed as (
    select
        subscription_id as subscription_key,
        account_id as account_key,
        start_date,
        end_date,
        plan_tier,
        arr_amount as annual_amount,
        is_trial,
        churn_flag as is_gone,
        auto_renew_flag as is_auto_renewed
    from subscriptions
)

select * from subscriptions_renamed
