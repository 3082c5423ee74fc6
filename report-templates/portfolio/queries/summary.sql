/* kam
description = """
What the first sentences are made of, beside the quarter before: one row, or none. Which sections no figures are known for stands in
`sections_left_out`."""
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

checks as (
    select * from run.checks
),

concentration as (
    select * from marts.value_concentration
),

profit_concentration as (
    select * from marts.profit_concentration
),

receivables_total as (
    select * from marts.receivables_total
),

reconciliation as (
    select * from marts.reconciliation
),

contribution as (
    select * from marts.value_contribution
),

asset_map as (
    select * from marts.customer_asset_map
),

quarters_paired as (
    select
        quarters.quarter,
        quarters.as_of,
        calendar.quarter as previous_quarter
    from quarters
    left join calendar
        on calendar.number = quarters.number - 1
),

customers_counted as (
    select
        asset_map.quarter,
        count(case when asset_map.customer_id <> 0 then 1 end) as customer_count,
        count(case when asset_map.movement = 'up' then 1 end) as up_count,
        count(case when asset_map.movement = 'down' then 1 end) as down_count,
        count(case when asset_map.movement = 'new' then 1 end) as new_count,
        count(case when asset_map.movement = 'lost' then 1 end) as lost_count,
        count(asset_map.movement) as movement_count,
        sum(case when asset_map.movement = 'new' then contribution.net_revenue_q_amount end)
            as new_net_revenue_q_amount,
        count(
            case
                when asset_map.customer_id <> 0 and contribution.net_revenue_q_amount > 0 then 1
            end
        ) as quarter_customer_count,
        count(case when asset_map.risk_level in ('high', 'very_high') then 1 end)
            as high_risk_count,
        sum(
            case
                when asset_map.risk_level in ('high', 'very_high')
                    then asset_map.net_revenue_t12m_amount
            end
        ) as high_risk_revenue_amount,
        count(case when asset_map.risk_level = 'medium' then 1 end) as medium_risk_count,
        count(case when asset_map.is_key_account then 1 end) as key_account_count
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    left join contribution
        on asset_map.quarter = contribution.quarter
        and asset_map.customer_id = contribution.customer_id
    group by asset_map.quarter
),

names_found as (
    select
        asset_map.quarter,
        max(case when asset_map.rank_revenue = 1 then asset_map.customer_name end) as leader_name,
        max(case when asset_map.rank_revenue = 1 then asset_map.revenue_share_ratio end)
            as leader_share_ratio
    from asset_map
    inner join quarters on asset_map.quarter = quarters.quarter
    group by asset_map.quarter
),

first_class as (
    select
        contribution.quarter,
        count(*) as class_a_count,
        max(contribution.cumulative_share_ratio) as class_a_share_ratio
    from contribution
    inner join quarters on contribution.quarter = quarters.quarter
    where contribution.abc_class = 'A'
    group by contribution.quarter
),

ledger_counted as (
    select
        reconciliation.quarter,
        count(reconciliation.difference_amount) as ledger_compared_count,
        count(case when reconciliation.difference_amount <> 0 then 1 end) as ledger_differing_count,
        count(case when reconciliation.difference_amount is null then 1 end)
            as ledger_missing_count
    from reconciliation
    inner join quarters on reconciliation.quarter = quarters.quarter
    group by reconciliation.quarter
),

checks_counted as (
    select
        count(*) as check_count,
        count(case when result = 'failed' then 1 end) as failed_check_count
    from checks
),

totals_paired as (
    select
        this_quarter.quarter,
        quarters_paired.as_of,
        quarters_paired.previous_quarter,
        this_quarter.currency,
        this_quarter.customer_count,
        this_quarter.active_customer_count,
        this_quarter.active_customer_count - quarter_before.active_customer_count
            as active_customer_change_count,
        this_quarter.net_revenue_q_amount,
        this_quarter.net_revenue_change_amount,
        this_quarter.net_revenue_change_ratio,
        this_quarter.net_revenue_change_null_reason,
        this_quarter.net_revenue_t12m_amount,
        quarter_before.net_revenue_t12m_amount as previous_net_revenue_t12m_amount,
        this_quarter.pareto_share_top10_ratio,
        this_quarter.pareto_share_top20_ratio,
        this_quarter.pareto_share_null_reason,
        this_quarter.pareto_share_top20_ratio - quarter_before.pareto_share_top20_ratio
            as pareto_share_top20_change_ratio,
        this_quarter.gini_revenue,
        this_quarter.hhi_revenue,
        case
            when quarter_before.quarter is null then 'insufficient_history'
        end as previous_null_reason
    from quarters_paired
    inner join concentration as this_quarter
        on this_quarter.quarter = quarters_paired.quarter
    left join concentration as quarter_before
        on quarter_before.quarter = quarters_paired.previous_quarter
),

totals_joined as (
    select
        totals_paired.*,
        case
            when totals_paired.previous_net_revenue_t12m_amount > 0
                then ratio(
                    totals_paired.net_revenue_t12m_amount
                    - totals_paired.previous_net_revenue_t12m_amount,
                    totals_paired.previous_net_revenue_t12m_amount
                )
        end as net_revenue_t12m_change_ratio,
        case
            when totals_paired.previous_null_reason is not null
                then totals_paired.previous_null_reason
            when totals_paired.previous_net_revenue_t12m_amount is null then 'no_data'
            when totals_paired.previous_net_revenue_t12m_amount <= 0 then 'not_applicable'
        end as net_revenue_t12m_change_null_reason,
        names_found.leader_name,
        names_found.leader_share_ratio,
        first_class.class_a_count,
        first_class.class_a_share_ratio,
        customers_counted.movement_count,
        customers_counted.up_count,
        customers_counted.down_count,
        customers_counted.new_count,
        customers_counted.lost_count,
        customers_counted.quarter_customer_count,
        customers_counted.new_net_revenue_q_amount,
        case
            when totals_paired.net_revenue_q_amount > 0
                then ratio(
                    customers_counted.new_net_revenue_q_amount,
                    totals_paired.net_revenue_q_amount
                )
        end as new_share_ratio,
        customers_counted.key_account_count,
        customers_counted.high_risk_count,
        customers_counted.medium_risk_count,
        customers_counted.high_risk_revenue_amount,
        case
            when totals_paired.net_revenue_t12m_amount > 0
                then ratio(
                    customers_counted.high_risk_revenue_amount,
                    totals_paired.net_revenue_t12m_amount
                )
        end as high_risk_share_ratio,
        profit_concentration.customer_contribution_amount,
        profit_concentration.unprofitable_customer_count,
        profit_concentration.pareto_profit_top20_ratio,
        profit_concentration.whale_peak_pct_ratio,
        profit_concentration.whale_erosion_pct_ratio,
        -- what would be printed as 0.0 % is not worth a word.
        coalesce(profit_concentration.whale_erosion_pct_ratio >= 0.0005, false) as is_erosion_told,
        profit_concentration.profit_null_reason,
        receivables_total.ar_balance_amount,
        receivables_total.ar_overdue_amount,
        receivables_total.overdue_ratio,
        receivables_total.overdue_30_ratio,
        receivables_total.dso_countback_days,
        receivables_before.ar_balance_amount as previous_ar_balance_amount,
        receivables_total.overdue_ratio - receivables_before.overdue_ratio as overdue_change_ratio,
        receivables_total.dso_countback_days - receivables_before.dso_countback_days
            as dso_countback_change_days,
        ledger_counted.ledger_compared_count,
        ledger_counted.ledger_differing_count,
        ledger_counted.ledger_missing_count,
        checks_counted.check_count,
        checks_counted.failed_check_count
    from totals_paired
    cross join checks_counted
    left join names_found on totals_paired.quarter = names_found.quarter
    left join first_class on totals_paired.quarter = first_class.quarter
    left join customers_counted on totals_paired.quarter = customers_counted.quarter
    left join profit_concentration on totals_paired.quarter = profit_concentration.quarter
    left join receivables_total on totals_paired.quarter = receivables_total.quarter
    left join receivables_total as receivables_before
        on totals_paired.previous_quarter = receivables_before.quarter
    left join ledger_counted on totals_paired.quarter = ledger_counted.quarter
)

select * from totals_joined
order by quarter
