/* kam
description = """
One row per customer and quarter: the measures of its value as scores of 0 to 100, for the composites built on them. Amounts are ranked
among all who ever ordered (N2, mid-rank percentile), or, where those are fewer than `percentile_least_count`, placed between bounds (N1);
rates are always placed between bounds. UNRESOLVED and those who never ordered have no scores."""
grain = ["customer_id", "quarter"]

[columns]
customer_id               = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter                   = { about = "The quarter.", audience = "customer" }
is_buyer                  = { about = "Whether it ever ordered, up to the quarter's end.", audience = "internal" }
null_reason               = { about = "Why it has no scores at all.", audience = "internal" }
revenue_score             = { unit = "points", about = "Trailing net revenue.", audience = "internal" }
growth_score              = { unit = "points", about = "The quarter against the same one a year ago.", audience = "internal" }
contribution_score        = { unit = "points", about = "Trailing contribution.", audience = "internal" }
contribution_growth_score = { unit = "points", about = "Contribution per revenue, against the four quarters before.", audience = "internal" }
payment_score             = { unit = "points", about = "Part of what fell due that was paid promptly.", audience = "internal" }
*/
with

value_contribution as (
    select * from marts.value_contribution
),

profitability as (
    select * from marts.profitability
),

receivables as (
    select * from marts.receivables
),

order_dates as (
    select * from conformed.order_dates
),

bounds as (
    select * from conformed.score_bounds
),

values_gathered as (
    select
        value_contribution.customer_id,
        value_contribution.quarter,
        value_contribution.customer_id <> 0 and order_dates.quarter is not null as is_buyer,
        value_contribution.net_revenue_t12m_amount as revenue_amount,
        value_contribution.net_revenue_t12m_null_reason as revenue_null_reason,
        value_contribution.revenue_growth_yoy_ratio as growth_ratio,
        profitability.customer_contribution_t12m_amount as contribution_amount,
        profitability.contribution_pct_t12m_ratio - profitability.contribution_pct_p12m_ratio
            as contribution_growth_ratio,
        receivables.prompt_pay_ratio
    from value_contribution
    left join order_dates
        on value_contribution.customer_id = order_dates.customer_id
        and value_contribution.quarter = order_dates.quarter
    left join profitability
        on value_contribution.customer_id = profitability.customer_id
        and value_contribution.quarter = profitability.quarter
    left join receivables
        on value_contribution.customer_id = receivables.customer_id
        and value_contribution.quarter = receivables.quarter
),

amounts_ranked as (
    select
        *,
        rank() over (
            partition by quarter, is_buyer and revenue_amount is not null order by revenue_amount
        ) as revenue_rank,
        count(*) over (
            partition by quarter, is_buyer and revenue_amount is not null, revenue_amount
        ) as revenue_peers,
        count(*) over (
            partition by quarter, is_buyer and revenue_amount is not null
        ) as revenue_count,
        rank() over (
            partition by quarter, is_buyer and contribution_amount is not null
            order by contribution_amount
        ) as contribution_rank,
        count(*) over (
            partition by quarter, is_buyer and contribution_amount is not null, contribution_amount
        ) as contribution_peers,
        count(*) over (
            partition by quarter, is_buyer and contribution_amount is not null
        ) as contribution_count
    from values_gathered
),

bounds_joined as (
    select
        amounts_ranked.*,
        bounds.percentile_least_count,
        bounds.revenue_low,
        bounds.revenue_high,
        bounds.contribution_low,
        bounds.contribution_high,
        bounds.growth_low,
        bounds.growth_high,
        bounds.margin_growth_low,
        bounds.margin_growth_high,
        bounds.prompt_low,
        bounds.prompt_high
    from amounts_ranked
    left join bounds on amounts_ranked.quarter = bounds.quarter
),

values_placed as (
    select
        *,
        ratio(2 * revenue_rank + revenue_peers - 2, 2 * revenue_count) as revenue_percentile,
        ratio(2 * contribution_rank + contribution_peers - 2, 2 * contribution_count)
            as contribution_percentile,
        ratio(revenue_amount - revenue_low, revenue_high - revenue_low)
            as revenue_place,
        ratio(
            contribution_amount - contribution_low,
            contribution_high - contribution_low
        ) as contribution_place,
        ratio(growth_ratio - growth_low, growth_high - growth_low)
            as growth_place,
        ratio(
            contribution_growth_ratio - margin_growth_low,
            margin_growth_high - margin_growth_low
        ) as contribution_growth_place,
        ratio(prompt_pay_ratio - prompt_low, prompt_high - prompt_low)
            as prompt_place
    from bounds_joined
),

values_scored as (
    select
        customer_id,
        quarter,
        is_buyer,
        case
            when not is_buyer then 'not_applicable'
            when revenue_amount is null then revenue_null_reason
        end as null_reason,
        case
            when is_buyer and revenue_amount is not null then cast(100 * case
                when revenue_count >= percentile_least_count then revenue_percentile
                else greatest(0, least(1, revenue_place))
            end as decimal(9, 4))
        end as revenue_score,
        case
            when is_buyer and growth_place is not null
                then cast(100 * greatest(0, least(1, growth_place)) as decimal(9, 4))
        end as growth_score,
        case
            when is_buyer and contribution_amount is not null then cast(100 * case
                when contribution_count >= percentile_least_count then contribution_percentile
                else greatest(0, least(1, contribution_place))
            end as decimal(9, 4))
        end as contribution_score,
        case
            when is_buyer and contribution_growth_place is not null
                then cast(100 * greatest(0, least(1, contribution_growth_place)) as decimal(9, 4))
        end as contribution_growth_score,
        case
            when is_buyer and prompt_place is not null
                then cast(100 * greatest(0, least(1, prompt_place)) as decimal(9, 4))
        end as payment_score
    from values_placed
)

select * from values_scored
