/* kam
description = "Pools of service cost, renamed; the month as its first day."
*/
with

cost_pools as (
    select * from raw.kingdee_cost_pools
),

cost_pools_cleaned as (
    select
        trim("pool") as pool,
        make_date("year", "period", 1) as period_start,
        cast("cost_amount" as decimal(18, 4)) as cost_amount,
        cast("practical_minutes" as decimal(18, 4)) as practical_minutes,
        trim("currency_name") as currency_code,
        _delivery_id,
        _file,
        _member,
        _row_number
    from cost_pools
)

select * from cost_pools_cleaned
