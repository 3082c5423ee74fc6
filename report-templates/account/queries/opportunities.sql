/* kam
description = """
Its opportunities: open ones first, the most worth first, then those decided in the four quarters, the latest first, at most fifteen of
each customer; beside each what is open with it and what was won and lost."""
*/
with

quarters as (
    select * from run.quarters
),

customer_opportunities as (
    select * from marts.customer_opportunities
),

customer_pipeline as (
    select * from marts.customer_pipeline
),

opportunities_now as (
    select customer_opportunities.*
    from customer_opportunities
    inner join quarters on customer_opportunities.quarter = quarters.quarter
),

opportunities_counted as (
    select
        customer_id,
        count(*) as listed_count
    from opportunities_now
    group by customer_id
),

opportunities_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id
            order by
                case when outcome = 'open' then 0 else 1 end asc,
                closed_date desc nulls first,
                amount desc nulls last,
                opportunity_id asc
        ) as place
    from opportunities_now
),

opportunities_shown as (
    select
        opportunities_ranked.*,
        opportunities_counted.listed_count,
        customer_pipeline.open_count,
        customer_pipeline.open_amount,
        customer_pipeline.undated_open_count,
        customer_pipeline.unvalued_open_count,
        customer_pipeline.won_t12m_count,
        customer_pipeline.won_t12m_amount,
        customer_pipeline.lost_t12m_count,
        customer_pipeline.win_rate_t12m_ratio,
        customer_pipeline.win_rate_t12m_null_reason
    from opportunities_ranked
    inner join opportunities_counted
        on opportunities_ranked.customer_id = opportunities_counted.customer_id
    left join customer_pipeline
        on opportunities_ranked.quarter = customer_pipeline.quarter
        and opportunities_ranked.customer_id = customer_pipeline.customer_id
    where opportunities_ranked.place <= 15
)

select * from opportunities_shown
order by customer_id, place
