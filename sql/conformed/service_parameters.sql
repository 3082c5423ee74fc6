/* kam
description = "One row per quarter: what the measures of service are told by the parameters."
grain = ["quarter"]

[columns]
quarter                   = { about = "The quarter.", audience = "internal" }
response_target_1_hours   = { unit = "hours", about = "Wanted time to a first answer, severity 1.", audience = "internal" }
response_target_2_hours   = { unit = "hours", about = "Severity 2.", audience = "internal" }
response_target_3_hours   = { unit = "hours", about = "Severity 3 or not graded.", audience = "internal" }
response_target_4_hours   = { unit = "hours", about = "Severity 4.", audience = "internal" }
response_floor_hours      = { unit = "hours", about = "A mean time below counts as this.", audience = "internal" }
audit_least_count         = { unit = "records", about = "Audits from which accuracy is a customer's own.", audience = "internal" }
shrinkage_answer_count    = { unit = "answers", about = "How strongly few ratings are drawn to all.", audience = "internal" }
*/
with

parameters_in_force as (
    select * from conformed.parameters_in_force
),

parameters_named as (
    select
        quarter,
        max(case when param_id = 'response_target_1_hours' then value end)
            as response_target_1_hours,
        max(case when param_id = 'response_target_2_hours' then value end)
            as response_target_2_hours,
        max(case when param_id = 'response_target_3_hours' then value end)
            as response_target_3_hours,
        max(case when param_id = 'response_target_4_hours' then value end)
            as response_target_4_hours,
        max(case when param_id = 'response_floor_hours' then value end) as response_floor_hours,
        max(case when param_id = 'audit_least_count' then value end) as audit_least_count,
        max(case when param_id = 'shrinkage_answer_count' then value end)
            as shrinkage_answer_count
    from parameters_in_force
    group by quarter
)

select * from parameters_named
