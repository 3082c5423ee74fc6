/* kam
description = "Every subscription that is no trial is a contract; one that ended was ended by the customer before its time."
feeds = "contracts"
*/
with

subscriptions as (
    select * from staging.ravenstack_subscriptions_renamed
),

contracts_fed as (
    select
        'ravenstack' as source_system,
        subscription_key as source_key,
        account_key,
        plan_tier as contract_name,
        start_date,
        end_date,
        annual_amount,
        'USD' as currency,
        is_auto_renewed,
        case when is_gone then end_date end as terminated_date
    from subscriptions
    where not is_trial
)

select * from contracts_fed
