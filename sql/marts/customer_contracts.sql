/* kam
description = """
One row per quarter and contract that still matters at its end: in force, ended or terminated not longer ago than
`contract_lapsed_days`. What was signed later is not known yet."""
grain = ["quarter", "contract_id"]

[columns]
quarter         = { about = "The quarter.", audience = "internal" }
contract_id     = { about = "The contract.", audience = "internal" }
customer_id     = { about = "The customer.", audience = "customer" }
source_system   = { about = "The system that sent it.", audience = "internal" }
source_key      = { about = "Its key there.", audience = "internal" }
contract_name   = { about = "What it is called.", audience = "customer" }
start_date      = { about = "Its first day.", audience = "customer" }
end_date        = { about = "The day after its last; NULL if it has none.", audience = "customer" }
notice_days     = { unit = "days", about = "Notice to be given before the end.", audience = "customer" }
days_to_act     = { unit = "days", about = "From the quarter's last day to the end less notice; NULL without an end.", audience = "internal" }
annual_amount   = { unit = "currency", about = "Its worth in a year.", audience = "internal" }
is_auto_renewed = { about = "Whether it goes on unless somebody ends it.", audience = "customer" }
is_in_force     = { about = "Whether it holds on the quarter's last day.", audience = "internal" }
is_renewed      = { about = "Whether a contract that follows it is known.", audience = "internal" }
is_terminated   = { about = "Whether it was ended before its time.", audience = "internal" }
terminated_date = { about = "When it was; NULL if it was not, or later.", audience = "internal" }
expiry_score    = { unit = "points", about = "How near its end is (sig_contract_expiry); NULL if it was terminated.", audience = "internal" }
*/
with

contracts as (
    select * from conformed.contracts
),

contract_expiries as (
    select * from conformed.contract_expiries
),

contracts_quartered as (
    select
        contract_expiries.quarter,
        contract_expiries.contract_id,
        contract_expiries.customer_id,
        contracts.source_system,
        contracts.source_key,
        contracts.contract_name,
        contracts.start_date,
        contracts.end_date,
        contracts.notice_days,
        contract_expiries.days_to_act,
        contracts.annual_amount,
        contracts.is_auto_renewed,
        contract_expiries.is_in_force,
        contract_expiries.is_renewed,
        contract_expiries.is_terminated,
        case when contract_expiries.is_terminated then contracts.terminated_date end
            as terminated_date,
        contract_expiries.expiry_score
    from contract_expiries
    inner join contracts on contract_expiries.contract_id = contracts.contract_id
)

select * from contracts_quartered
