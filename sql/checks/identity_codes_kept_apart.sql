/* kam
description = "Customers that hold two different valid unified social credit codes: two companies made one."
severity = "block"
*/
with

account_matches as (
    select * from conformed.account_matches
),

customer_keys as (
    select * from conformed.customer_keys
),

codes_held as (
    select
        customer_keys.customer_id,
        min(account_matches.matched_on) as least_code,
        max(account_matches.matched_on) as greatest_code
    from account_matches
    inner join customer_keys
        on account_matches.source_system = customer_keys.source_system
        and account_matches.source_key = customer_keys.source_key
    where account_matches.matched_on like 'uscc:%'
    group by customer_keys.customer_id
    having min(account_matches.matched_on) <> max(account_matches.matched_on)
)

select * from codes_held
