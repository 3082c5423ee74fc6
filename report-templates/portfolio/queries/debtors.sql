/* kam
description = """
Who owes what is past due: the ten customers with the most, then all others together in a last row without a name, so that every column
adds up to what `receivables` says of the quarter."""
*/
with

quarters as (
    select * from run.quarters
),

receivables as (
    select * from marts.receivables
),

asset_map as (
    select * from marts.customer_asset_map
),

debtors_ranked as (
    select
        receivables.customer_id,
        asset_map.customer_name,
        asset_map.is_key_account,
        receivables.ar_balance_amount,
        receivables.ar_not_due_amount,
        receivables.ar_late_1_30_amount,
        receivables.ar_late_31_60_amount,
        receivables.ar_late_61_90_amount,
        receivables.ar_late_91_180_amount,
        receivables.ar_late_181_365_amount,
        receivables.ar_late_over_365_amount,
        receivables.ar_credits_amount,
        receivables.ar_overdue_amount,
        receivables.avg_days_late,
        receivables.avg_days_late_null_reason,
        case
            when receivables.customer_id = 0 or coalesce(receivables.ar_overdue_amount, 0) = 0
                then 11
            else least(11, row_number() over (
                    order by
                        case when receivables.customer_id = 0 then 1 else 0 end asc,
                        receivables.ar_overdue_amount desc nulls last,
                        receivables.customer_id asc
                ))
        end as place
    from receivables
    inner join quarters on receivables.quarter = quarters.quarter
    inner join asset_map
        on receivables.quarter = asset_map.quarter
        and receivables.customer_id = asset_map.customer_id
    where receivables.ar_balance_amount is not null
),

debtors_summed as (
    select
        place,
        case when place < 11 then max(customer_id) end as customer_id,
        case when place < 11 then max(customer_name) end as customer_name,
        count(*) as customer_count,
        count(case when is_key_account then 1 end) > 0 and place < 11 as is_key_account,
        sum(ar_balance_amount) as ar_balance_amount,
        sum(ar_not_due_amount) as ar_not_due_amount,
        sum(ar_late_1_30_amount) as ar_late_1_30_amount,
        sum(ar_late_31_60_amount + ar_late_61_90_amount) as ar_late_31_90_amount,
        sum(ar_late_91_180_amount + ar_late_181_365_amount + ar_late_over_365_amount)
            as ar_late_over_90_amount,
        sum(ar_credits_amount) as ar_credits_amount,
        sum(ar_overdue_amount) as ar_overdue_amount,
        case when place < 11 then max(avg_days_late) end as avg_days_late,
        case when place < 11 then max(avg_days_late_null_reason) end as avg_days_late_null_reason
    from debtors_ranked
    group by place
)

select * from debtors_summed
order by place
