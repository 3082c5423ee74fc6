/* kam
description = """
One row per customer and quarter of sig_contract_expiry: the worst of its contracts. A customer without a contract, where contracts are
delivered, has none to expire: not_applicable."""
grain = ["customer_id", "quarter", "signal_id"]

[columns]
customer_id = { about = "The customer.", audience = "internal" }
quarter     = { about = "The quarter.", audience = "internal" }
signal_id   = { about = "The signal.", audience = "internal" }
score       = { unit = "points", about = "0 to 100, up is bad.", audience = "internal" }
observed    = { about = "Fewest days to act among the contracts not renewed.", audience = "internal" }
expected    = { about = "Nothing: NULL.", audience = "internal" }
z           = { unit = "z", about = "None: NULL.", audience = "internal" }
note        = { about = "None: NULL.", audience = "internal" }
null_reason = { about = "Why there is no score.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

customers as (
    select * from conformed.customers
),

contracts as (
    select * from conformed.contracts
),

contract_expiries as (
    select * from conformed.contract_expiries
),

contracts_begun as (
    select min(known_date) as first_date
    from contracts
),

customers_quartered as (
    select
        customers.customer_id,
        quarters.quarter,
        case
            when contracts_begun.first_date is null then 'source_missing'
            when contracts_begun.first_date >= quarters.quarter_end then 'no_data'
        end as contracts_null_reason
    from customers
    cross join quarters
    cross join contracts_begun
    where customers.customer_id <> 0
),

expiries_gathered as (
    select
        customer_id,
        quarter,
        max(expiry_score) as score,
        min(case when not is_renewed then days_to_act end) as days_to_act
    from contract_expiries
    where not is_terminated
    group by customer_id, quarter
),

expiries_judged as (
    select
        customers_quartered.customer_id,
        customers_quartered.quarter,
        'sig_contract_expiry' as signal_id,
        expiries_gathered.score,
        expiries_gathered.days_to_act as observed,
        cast(null as decimal(18, 6)) as expected,
        cast(null as decimal(18, 6)) as z,
        cast(null as varchar) as note,
        coalesce(customers_quartered.contracts_null_reason, 'not_applicable') as why
    from customers_quartered
    left join expiries_gathered
        on customers_quartered.customer_id = expiries_gathered.customer_id
        and customers_quartered.quarter = expiries_gathered.quarter
),

signals_typed as (
    select
        customer_id,
        quarter,
        signal_id,
        cast(score as decimal(9, 4)) as score,
        cast(observed as decimal(18, 6)) as observed,
        cast(expected as decimal(18, 6)) as expected,
        cast(z as decimal(18, 6)) as z,
        note,
        case when score is null then why end as null_reason
    from expiries_judged
)

select * from signals_typed
