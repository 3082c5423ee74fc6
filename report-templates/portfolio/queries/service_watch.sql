/* kam
description = "Where service fell short: the ten customers with the most tickets due in the quarter and late."
*/
with

quarters as (
    select * from run.quarters
),

service as (
    select * from marts.service
),

asset_map as (
    select * from marts.customer_asset_map
),

customers_served as (
    select
        service.customer_id,
        asset_map.customer_name,
        asset_map.is_key_account,
        asset_map.tier,
        asset_map.is_provisional,
        sum(case when coalesce(asset_map.is_provisional, true) then 0 else 1 end) over ()
        = 0 as is_every_tier_provisional,
        service.due_count,
        service.due_count - service.on_time_count as late_count,
        service.on_time_ticket_ratio,
        service.on_time_ticket_null_reason,
        service.complaint_count,
        service.open_count,
        service.csat_mean,
        service.csat_answer_count,
        service.csat_null_reason,
        service.cei_score,
        service.cei_null_reason
    from service
    inner join quarters on service.quarter = quarters.quarter
    inner join asset_map
        on service.quarter = asset_map.quarter
        and service.customer_id = asset_map.customer_id
    where service.customer_id <> 0 and service.due_count > service.on_time_count
)

select * from customers_served
order by late_count desc, due_count desc, customer_id asc
limit 10
