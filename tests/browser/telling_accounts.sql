-- Customers of the newest quarter whose pages differ most: for each kind the best examples first. A page exists only for
-- some customers, so whoever asks takes the first that has one.
with

quarters as (
    select max(quarter) as newest from marts.customer_asset_map
),

customers as (
    select mapped.*
    from marts.customer_asset_map as mapped
    inner join quarters on mapped.quarter = quarters.newest
    where mapped.customer_id <> 0
),

customers_placed as (
    select
        customer_id,
        row_number() over (
            order by value_contribution_index_score desc nulls last, customer_id asc
        ) as place_strong,
        row_number() over (order by risk_index_score desc nulls last, customer_id asc)
            as place_weak,
        row_number() over (order by known_count asc, customer_id desc) as place_unknown
    from customers
)

select
    'strong' as kind,
    customer_id,
    place_strong as place
from customers_placed
union all
select
    'weak' as kind,
    customer_id,
    place_weak as place
from customers_placed
union all
select
    'unknown' as kind,
    customer_id,
    place_unknown as place
from customers_placed
order by kind asc, place asc
