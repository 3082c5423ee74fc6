/* kam
description = "Uses of features, renamed."
*/
with

feature_usage as (
    select * from raw.ravenstack_feature_usage
),

usage_renamed as (
    select
        usage_id as usage_key,
        subscription_id as subscription_key,
        usage_date,
        feature_name,
        usage_count
    from feature_usage
)

select * from usage_renamed
