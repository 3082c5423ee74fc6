/* kam
description = "The pools of the cost workbook."
feeds = "cost_pools"
*/
with

cost_pools as (
    select * from staging.kingdee_cost_pools_cleaned
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'kingdee'
),

pools_coded as (
    select
        cost_pools.*,
        coalesce(cost_pools.currency_code, '(none)') as code
    from cost_pools
),

pools_fed as (
    select
        'kingdee' as source_system,
        pools_coded.pool || '/' || cast(pools_coded.period_start as varchar) as source_key,
        pools_coded.pool,
        pools_coded.period_start,
        pools_coded.cost_amount,
        pools_coded.practical_minutes,
        coalesce(currency_codes.currency, pools_coded.currency_code) as currency,
        pools_coded._delivery_id,
        pools_coded._file,
        pools_coded._member,
        pools_coded._row_number
    from pools_coded
    left join currency_codes on pools_coded.code = currency_codes.code
)

select * from pools_fed
