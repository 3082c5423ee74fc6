/* kam
description = """
From net revenue of four quarters to contribution, line by line: revenue, less cost of goods, is margin; less what serving and financing it
cost, is contribution. A line that is not known has its reason and takes nothing off; lines kam does not know of yet are named in
`unknown_lines`. Amounts are rounded as they are printed; the last cost takes what rounding leaves, so that the lines add up (C7). One row
per customer and line."""
*/
with

quarters as (
    select * from run.quarters
),

contribution as (
    select * from marts.value_contribution
),

profitability as (
    select * from marts.profitability
),

amounts_gathered as (
    select
        profitability.*,
        contribution.net_revenue_t12m_amount,
        contribution.net_revenue_t12m_null_reason,
        round(profitability.gross_margin_t12m_amount, 2)
        - round(profitability.customer_contribution_t12m_amount, 2) as costs_amount,
        round(profitability.cost_to_serve_t12m_amount, 2) as service_amount
    from profitability
    inner join quarters on profitability.quarter = quarters.quarter
    left join contribution
        on profitability.quarter = contribution.quarter
        and profitability.customer_id = contribution.customer_id
),

lines_listed as (
    select
        customer_id,
        1 as place,
        'net_revenue' as line,
        'total' as kind,
        round(net_revenue_t12m_amount, 2) as amount,
        net_revenue_t12m_null_reason as null_reason
    from amounts_gathered
    union all
    select
        customer_id,
        2 as place,
        'cost_of_goods' as line,
        'cost' as kind,
        round(gross_margin_t12m_amount, 2) - round(net_revenue_t12m_amount, 2) as amount,
        coalesce(net_revenue_t12m_null_reason, gross_margin_t12m_null_reason) as null_reason
    from amounts_gathered
    union all
    select
        customer_id,
        3 as place,
        'gross_margin' as line,
        'total' as kind,
        round(gross_margin_t12m_amount, 2) as amount,
        gross_margin_t12m_null_reason as null_reason
    from amounts_gathered
    union all
    select
        customer_id,
        4 as place,
        'cost_to_serve' as line,
        'cost' as kind,
        case
            when ar_carrying_cost_t12m_amount is null and service_amount is not null
                then -costs_amount
            else -service_amount
        end as amount,
        cost_to_serve_t12m_null_reason as null_reason
    from amounts_gathered
    union all
    select
        customer_id,
        5 as place,
        'ar_carrying_cost' as line,
        'cost' as kind,
        case
            when ar_carrying_cost_t12m_amount is not null
                then coalesce(service_amount, 0) - costs_amount
        end as amount,
        ar_carrying_cost_t12m_null_reason as null_reason
    from amounts_gathered
    union all
    select
        customer_id,
        6 as place,
        'customer_contribution' as line,
        'total' as kind,
        round(customer_contribution_t12m_amount, 2) as amount,
        customer_contribution_t12m_null_reason as null_reason
    from amounts_gathered
),

lines_described as (
    select
        lines_listed.customer_id,
        lines_listed.place,
        lines_listed.line,
        lines_listed.kind,
        lines_listed.amount,
        lines_listed.null_reason,
        case
            when amounts_gathered.net_revenue_t12m_amount > 0
                then ratio(lines_listed.amount, amounts_gathered.net_revenue_t12m_amount)
        end as revenue_ratio,
        amounts_gathered.customer_contribution_t12m_unknown_lines as unknown_lines,
        amounts_gathered.customer_contribution_p12m_amount as previous_contribution_amount,
        amounts_gathered.contribution_pct_t12m_ratio,
        amounts_gathered.contribution_pct_p12m_ratio,
        amounts_gathered.profit_share_ratio,
        amounts_gathered.rank_profit
    from lines_listed
    inner join amounts_gathered on lines_listed.customer_id = amounts_gathered.customer_id
)

select * from lines_described
order by customer_id, place
