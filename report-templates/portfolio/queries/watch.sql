/* kam
description = "Customers with a risk index, the greatest risk first: the first 20."
*/
with

quarters as (
    select * from run.quarters
),

asset_map as (
    select * from marts.customer_asset_map
),

risks_ranked as (
    select
        asset_map.customer_id,
        asset_map.customer_name,
        asset_map.tier,
        asset_map.class_ae,
        asset_map.is_provisional,
        asset_map.value_contribution_index_score,
        asset_map.risk_index_score,
        asset_map.risk_level,
        asset_map.top_risks,
        asset_map.movement,
        count(*) over () as listed_count
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    where asset_map.risk_index_score is not null
)

select * from risks_ranked
order by risk_index_score desc, customer_id asc
limit 20
