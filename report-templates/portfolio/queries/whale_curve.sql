/* kam
description = "The whale curve: customers by contribution of four quarters, the largest first, and what they add up to."
*/
with

quarters as (
    select * from run.quarters
),

whale_curve as (
    select * from marts.whale_curve
),

asset_map as (
    select * from marts.customer_asset_map
),

customers_placed as (
    select
        whale_curve.customer_id,
        whale_curve.place,
        asset_map.customer_name,
        asset_map.is_key_account,
        asset_map.tier,
        whale_curve.customer_contribution_amount,
        whale_curve.cumulative_amount,
        whale_curve.cumulative_ratio,
        whale_curve.cumulative_null_reason
    from whale_curve
    inner join quarters on whale_curve.quarter = quarters.quarter
    inner join asset_map
        on whale_curve.quarter = asset_map.quarter
        and whale_curve.customer_id = asset_map.customer_id
)

select * from customers_placed
order by place
