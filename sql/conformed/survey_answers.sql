/* kam
description = """
One row per question asked in a survey, answered or not. An answer counts on the local day it was given, else on the day it was asked.
A scale that is not said is the instrument's own: csat 1 to 5, nps 0 to 10, ces and servqual 1 to 7."""
grain = ["survey_answer_id"]

[columns]
survey_answer_id = { about = "key64 of the system and the answer's key.", audience = "internal" }
customer_id      = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
source_system    = { about = "The system that sent it.", audience = "internal" }
source_key       = { about = "The answer's key there.", audience = "internal" }
account_key      = { about = "The account's key there.", audience = "internal" }
contact_key      = { about = "The person asked.", audience = "personal" }
ticket_key       = { about = "The ticket it is about.", audience = "internal" }
instrument       = { about = "csat, nps, ces or servqual.", audience = "internal" }
item             = { about = "The question.", audience = "internal" }
score            = { about = "The answer; NULL if none came.", audience = "internal" }
lowest_score     = { about = "The worst answer there is.", audience = "internal" }
highest_score    = { about = "The best answer there is.", audience = "internal" }
score_ratio      = { unit = "ratio", about = "The answer from 0, the worst, to 1, the best.", audience = "internal" }
sent_date        = { about = "Local day it was asked, else the day it was answered.", audience = "internal" }
answered_date    = { about = "Local day it was answered; NULL if it was not.", audience = "internal" }
_delivery_id     = { about = "The delivery it came in.", audience = "internal" }
_file            = { about = "The file.", audience = "internal" }
_member          = { about = "The member of an archive, or sheet.", audience = "internal" }
_row_number      = { about = "The row there.", audience = "internal" }
*/
with

survey_answers as (
    select * from entity.survey_answers
),

customer_keys as (
    select * from conformed.customer_keys
),

business_hours as (
    select * from conformed.business_hours
),

answers_scaled as (
    select
        survey_answers.*,
        case
            when survey_answers.lowest_score < survey_answers.highest_score
                then survey_answers.lowest_score
            when survey_answers.instrument = 'nps' then 0
            else 1
        end as lowest,
        case
            when survey_answers.lowest_score < survey_answers.highest_score
                then survey_answers.highest_score
            when survey_answers.instrument = 'nps' then 10
            when survey_answers.instrument = 'csat' then 5
            else 7
        end as highest
    from survey_answers
),

answers_keyed as (
    select
        key64(answers_scaled.source_system, answers_scaled.source_key) as survey_answer_id,
        coalesce(customer_keys.customer_id, 0) as customer_id,
        answers_scaled.source_system,
        answers_scaled.source_key,
        answers_scaled.account_key,
        answers_scaled.contact_key,
        answers_scaled.ticket_key,
        answers_scaled.instrument,
        answers_scaled.item,
        answers_scaled.score,
        cast(answers_scaled.lowest as decimal(9, 4)) as lowest_score,
        cast(answers_scaled.highest as decimal(9, 4)) as highest_score,
        ratio(
            answers_scaled.score - answers_scaled.lowest,
            answers_scaled.highest - answers_scaled.lowest
        ) as score_ratio,
        local_date(
            coalesce(answers_scaled.sent_at, answers_scaled.answered_at), business_hours.zone
        ) as sent_date,
        case
            when answers_scaled.score is not null then local_date(
                coalesce(answers_scaled.answered_at, answers_scaled.sent_at), business_hours.zone
            )
        end as answered_date,
        answers_scaled._delivery_id,
        answers_scaled._file,
        answers_scaled._member,
        answers_scaled._row_number
    from answers_scaled
    cross join business_hours
    left join customer_keys
        on answers_scaled.source_system = customer_keys.source_system
        and answers_scaled.account_key = customer_keys.source_key
)

select * from answers_keyed
