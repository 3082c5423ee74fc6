/* kam
description = """
One row per contract, with its customer and the day its renewal became known. A contract is renewed by the one it names, or by another of the
same customer that begins and ends later and begins no sooner than notice could be given. What was signed when is known; a contract
without a date of signing is known from its start."""
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
renewed_date    = { about = "When the contract that follows it was known; NULL while none is.", audience = "internal" }
terminated_date = { about = "When it was ended before its time.", audience = "internal" }
*/
with

contract_terms as (
    select * from conformed.contract_terms
),

followers_found as (
    select
        ended.contract_id,
        follower.known_date
    from contract_terms as ended
    inner join contract_terms as follower
        on ended.source_system = follower.source_system
        and ended.renewed_by_key = follower.source_key
    union all
    select
        ended.contract_id,
        follower.known_date
    from contract_terms as ended
    inner join contract_terms as follower on ended.customer_id = follower.customer_id
    where
        ended.customer_id <> 0
        and ended.contract_id <> follower.contract_id
        and follower.start_date > ended.start_date
        and coalesce(follower.end_date, date '9999-12-31') > ended.end_date
        and days_between(follower.start_date, ended.end_date) <= ended.notice_days
),

renewals_dated as (
    select
        contract_id,
        min(known_date) as renewed_date
    from followers_found
    group by contract_id
),

contracts_renewed as (
    select
        contract_terms.contract_id,
        contract_terms.customer_id,
        contract_terms.source_system,
        contract_terms.source_key,
        contract_terms.account_key,
        contract_terms.contract_name,
        contract_terms.known_date,
        contract_terms.start_date,
        contract_terms.end_date,
        contract_terms.notice_days,
        contract_terms.annual_amount,
        contract_terms.is_auto_renewed,
        renewals_dated.renewed_date,
        contract_terms.terminated_date
    from contract_terms
    left join renewals_dated on contract_terms.contract_id = renewals_dated.contract_id
)

select * from contracts_renewed
