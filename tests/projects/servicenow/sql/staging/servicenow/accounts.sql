/* kam
description = "The desk names no companies: whom it serves are locations, and each is an account."
feeds = "accounts"
*/
with

incidents as (
    select * from staging.servicenow_incidents
),

accounts_fed as (
    select distinct
        'servicenow' as source_system,
        location as source_key,
        location as account_name
    from incidents
    where location is not null
)

select * from accounts_fed
