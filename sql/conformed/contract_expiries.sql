/* kam
description = """
One row per quarter and contract known by its end that still matters: in force, ended at most `contract_lapsed_days` ago, or terminated within
them. Days to act are those to the day notice must be given. The steps of the score (N4) are parameters; a renewed contract scores 0, one
that renews itself `contract_auto_renewed_share` of its step, and 0 once its end has passed."""
grain = ["quarter", "contract_id"]

[columns]
quarter       = { about = "The quarter.", audience = "internal" }
contract_id   = { about = "The contract.", audience = "internal" }
customer_id   = { about = "The customer.", audience = "internal" }
days_to_act   = { unit = "days", about = "From the quarter's last day to the end less notice; NULL without an end.", audience = "internal" }
expiry_score  = { unit = "points", about = "How near its end is; NULL if it was terminated.", audience = "internal" }
is_in_force   = { about = "Whether it holds on the quarter's last day.", audience = "internal" }
is_terminated = { about = "Whether it was ended before its time.", audience = "internal" }
is_renewed    = { about = "Whether a contract that follows it is known.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

contracts as (
    select * from conformed.contracts
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

steps_given as (
    select
        quarter,
        max(case when param_id = 'contract_step_1_days' then value end) as days_1,
        max(case when param_id = 'contract_step_2_days' then value end) as days_2,
        max(case when param_id = 'contract_step_3_days' then value end) as days_3,
        max(case when param_id = 'contract_step_4_days' then value end) as days_4,
        max(case when param_id = 'contract_step_5_days' then value end) as days_5,
        max(case when param_id = 'contract_step_1_score' then value end) as score_1,
        max(case when param_id = 'contract_step_2_score' then value end) as score_2,
        max(case when param_id = 'contract_step_3_score' then value end) as score_3,
        max(case when param_id = 'contract_step_4_score' then value end) as score_4,
        max(case when param_id = 'contract_step_5_score' then value end) as score_5,
        max(case when param_id = 'contract_auto_renewed_share' then value end) as auto_share,
        max(case when param_id = 'contract_lapsed_days' then value end) as lapsed_days
    from parameters_in_force
    group by quarter
),

contracts_known as (
    select
        quarters.quarter,
        contracts.contract_id,
        contracts.customer_id,
        contracts.start_date <= quarters.as_of as is_begun,
        days_between(quarters.as_of, contracts.end_date) as days_to_end,
        days_between(quarters.as_of, contracts.end_date) - contracts.notice_days as days_to_act,
        contracts.is_auto_renewed,
        coalesce(contracts.renewed_date < quarters.quarter_end, false) as is_renewed,
        coalesce(contracts.terminated_date < quarters.quarter_end, false) as is_terminated,
        days_between(contracts.terminated_date, quarters.as_of) as days_terminated
    from contracts
    inner join quarters on contracts.known_date < quarters.quarter_end
    where contracts.customer_id <> 0
),

contracts_stepped as (
    select
        contracts_known.*,
        steps_given.lapsed_days,
        case
            when contracts_known.is_auto_renewed and contracts_known.days_to_end <= 0 then 0
            when contracts_known.is_auto_renewed then steps_given.auto_share
            else 1
        end as share,
        case
            when contracts_known.is_renewed then 0
            when contracts_known.days_to_act <= steps_given.days_1 then steps_given.score_1
            when contracts_known.days_to_act <= steps_given.days_2 then steps_given.score_2
            when contracts_known.days_to_act <= steps_given.days_3 then steps_given.score_3
            when contracts_known.days_to_act <= steps_given.days_4 then steps_given.score_4
            when contracts_known.days_to_act <= steps_given.days_5 then steps_given.score_5
            else 0
        end as step_score
    from contracts_known
    inner join steps_given on contracts_known.quarter = steps_given.quarter
),

contracts_scored as (
    select
        quarter,
        contract_id,
        customer_id,
        days_to_act,
        cast(case when not is_terminated then step_score * share end as decimal(9, 4))
            as expiry_score,
        is_begun
        and not is_terminated
        and (days_to_end is null or days_to_end > 0 or is_auto_renewed) as is_in_force,
        is_terminated,
        is_renewed
    from contracts_stepped
    where
        case
            when is_terminated then days_terminated <= lapsed_days
            else days_to_end is null or is_auto_renewed or days_to_end > -lapsed_days
        end
)

select * from contracts_scored
