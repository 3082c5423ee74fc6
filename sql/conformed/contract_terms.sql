/* kam
description = """
One row per contract as its system tells it, with its customer: what contracts are compared by, before it is known which renews which."""
grain = ["contract_id"]

[columns]
contract_id     = { about = "key64 of the system and the contract's key.", audience = "internal" }
customer_id     = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
source_system   = { about = "The system that sent it.", audience = "internal" }
source_key      = { about = "Its key there.", audience = "internal" }
account_key     = { about = "The account's key there.", audience = "internal" }
contract_name   = { about = "What it is called.", audience = "customer" }
known_date      = { about = "When it was signed, else its first day.", audience = "internal" }
start_date      = { about = "Its first day.", audience = "customer" }
end_date        = { about = "The day after its last; NULL if it has none.", audience = "customer" }
notice_days     = { unit = "days", about = "Notice to be given before the end, 0 if none is said.", audience = "customer" }
annual_amount   = { unit = "currency", about = "Its worth in a year.", audience = "internal" }
is_auto_renewed = { about = "Whether it goes on unless somebody ends it.", audience = "customer" }
renewed_by_key  = { about = "The key of the contract it names as its renewal.", audience = "internal" }
terminated_date = { about = "When it was ended before its time.", audience = "internal" }
*/
with

contracts as (
    select * from entity.contracts
),

customer_keys as (
    select * from conformed.customer_keys
),

contracts_keyed as (
    select
        key64(contracts.source_system, contracts.source_key) as contract_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        contracts.source_system,
        contracts.source_key,
        contracts.account_key,
        contracts.contract_name,
        coalesce(contracts.signed_date, contracts.start_date) as known_date,
        contracts.start_date,
        contracts.end_date,
        coalesce(contracts.notice_days, 0) as notice_days,
        contracts.annual_amount,
        coalesce(contracts.is_auto_renewed, false) as is_auto_renewed,
        contracts.renewed_by_key,
        contracts.terminated_date
    from contracts
    left join customer_keys
        on contracts.source_system = customer_keys.source_system
        and contracts.account_key = customer_keys.source_key
)

select * from contracts_keyed
