/* kam
description = "Survey answer ids with more than one row: one sent twice, or two whose keys share a hash."
severity = "block"
*/
with

survey_answers as (
    select * from conformed.survey_answers
),

keys_repeated as (
    select
        survey_answer_id,
        count(*) as row_count,
        min(source_key) as least_key,
        max(source_key) as greatest_key
    from survey_answers
    group by survey_answer_id
    having count(*) > 1
)

select * from keys_repeated
