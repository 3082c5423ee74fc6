/* kam
description = "Account keys on survey answers that no account has: they stand under UNRESOLVED."
severity = "warn"
*/
with

survey_answers as (
    select * from conformed.survey_answers
),

keys_unresolved as (
    select
        source_system,
        account_key,
        count(*) as row_count
    from survey_answers
    where customer_id = 0
    group by source_system, account_key
)

select * from keys_unresolved
