/* kam
description = "Quarters in which what pools charge is not, to the cent, what customers are charged."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

service_capacity as (
    select * from marts.service_capacity
),

profitability as (
    select * from marts.profitability
),

pools_summed as (
    select
        quarter,
        sum(assigned_amount) as pools_amount
    from service_capacity
    group by quarter
),

customers_summed as (
    select
        quarter,
        sum(cost_to_serve_q_amount) as customers_amount,
        count(case when cost_to_serve_q_null_reason is not null then 1 end) as unknown_count
    from profitability
    group by quarter
),

quarters_amiss as (
    select
        quarters.quarter,
        pools_summed.pools_amount,
        customers_summed.customers_amount
    from quarters
    inner join pools_summed on quarters.quarter = pools_summed.quarter
    inner join customers_summed on quarters.quarter = customers_summed.quarter
    where
        customers_summed.unknown_count = 0
        and pools_summed.pools_amount <> customers_summed.customers_amount
)

select * from quarters_amiss
