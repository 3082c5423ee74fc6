/* kam
description = "Its contracts: in force first, the soonest to act on first. A bar of the timeline runs from start to end."
*/
with

quarters as (
    select * from run.quarters
),

customer_contracts as (
    select * from marts.customer_contracts
),

contracts_listed as (
    select
        customer_contracts.*,
        quarters.as_of
    from customer_contracts
    inner join quarters on customer_contracts.quarter = quarters.quarter
)

select * from contracts_listed
order by
    customer_id asc,
    is_in_force desc,
    is_renewed asc,
    days_to_act asc nulls last,
    start_date asc,
    contract_id asc
