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

opportunities_ranked as (
    select
        customer_opportunities.*,
        count(*) over (partition by customer_opportunities.customer_id) as listed_count,
        row_number() over (
            partition by customer_opportunities.customer_id
            order by
                case when customer_opportunities.outcome = 'open' then 0 else 1 end asc,
                customer_opportunities.closed_date desc nulls first,
                customer_opportunities.amount desc nulls last,
                customer_opportunities.opportunity_id asc
        ) as place
    from customer_opportunities
    inner join quarters on customer_opportunities.quarter = quarters.quarter
),

opportunities_shown as (
    select
        opportunities_ranked.*,
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
    left join customer_pipeline
        on opportunities_ranked.quarter = customer_pipeline.quarter
        and opportunities_ranked.customer_id = customer_pipeline.customer_id
    where opportunities_ranked.place <= 15
)

select * from opportunities_shown
order by customer_id, place
