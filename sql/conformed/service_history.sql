/* kam
description = "One row per quarter: whether the service desk, its surveys and its audits had told anything by the quarter's end, and ever."
grain = ["quarter"]

[columns]
quarter              = { about = "The quarter.", audience = "internal" }
tickets_null_reason  = { about = "Why nothing is known of tickets: source_missing or no_data.", audience = "internal" }
csat_null_reason     = { about = "The same of answers on satisfaction.", audience = "internal" }
surveys_null_reason  = { about = "The same of surveys at all.", audience = "internal" }
audits_null_reason   = { about = "The same of audits.", audience = "internal" }
csat_ratio           = { unit = "ratio", about = "Mean of all answers on satisfaction in the quarter, from 0 to 1.", audience = "internal" }
info_accuracy_ratio  = { unit = "ratio", about = "Part of all fields looked at in the quarter that were right.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

quarterly_tickets as (
    select * from conformed.quarterly_tickets
),

quarterly_satisfaction as (
    select * from conformed.quarterly_satisfaction
),

quarterly_audits as (
    select * from conformed.quarterly_audits
),

survey_answers as (
    select * from conformed.survey_answers
),

tickets_begun as (
    select min(number) as first_number
    from quarterly_tickets
),

satisfaction_begun as (
    select min(number) as first_number
    from quarterly_satisfaction
),

audits_begun as (
    select min(number) as first_number
    from quarterly_audits
),

surveys_begun as (
    select min(sent_date) as first_date
    from survey_answers
),

satisfaction_summed as (
    select
        number,
        mean(sum(score_sum), sum(answer_count)) as csat_ratio
    from quarterly_satisfaction
    group by number
),

audits_summed as (
    select
        number,
        ratio(sum(fields_correct), sum(fields_checked)) as info_accuracy_ratio
    from quarterly_audits
    group by number
),

quarters_known as (
    select
        quarters.quarter,
        case
            when tickets_begun.first_number is null then 'source_missing'
            when tickets_begun.first_number > quarters.number then 'no_data'
        end as tickets_null_reason,
        case
            when satisfaction_begun.first_number is null then 'source_missing'
            when satisfaction_begun.first_number > quarters.number then 'no_data'
        end as csat_null_reason,
        case
            when surveys_begun.first_date is null then 'source_missing'
            when surveys_begun.first_date >= quarters.quarter_end then 'no_data'
        end as surveys_null_reason,
        case
            when audits_begun.first_number is null then 'source_missing'
            when audits_begun.first_number > quarters.number then 'no_data'
        end as audits_null_reason,
        satisfaction_summed.csat_ratio,
        audits_summed.info_accuracy_ratio
    from quarters
    cross join tickets_begun
    cross join satisfaction_begun
    cross join surveys_begun
    cross join audits_begun
    left join satisfaction_summed on quarters.number = satisfaction_summed.number
    left join audits_summed on quarters.number = audits_summed.number
)

select * from quarters_known
