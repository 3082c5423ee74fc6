/* kam
description = "Ids of use that several rows bear, with other facts each: none of them is dropped."
severity = "warn"
*/
with

feature_usage as (
    select * from staging.ravenstack_feature_usage_renamed
),

ids_given_again as (
    select
        usage_key,
        count(*) as row_count
    from feature_usage
    group by usage_key
    having count(*) > 1
)

select * from ids_given_again
