/* kam
description = """
One row per customer and fiscal quarter in which it answered how satisfied it is (csat), of all history. Every answer is first brought
to 0 to 1 on its own scale; the score is the same mean told from 1 to 5."""
grain = ["customer_id", "number"]

[columns]
customer_id        = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
quarter            = { about = "The fiscal quarter of the answers.", audience = "internal" }
number             = { about = "Its number; the next quarter's is one more.", audience = "internal" }
answer_count       = { unit = "answers", about = "Answers given.", audience = "internal" }
score_sum          = { unit = "answers", about = "Their sum, each from 0 to 1.", audience = "internal" }
satisfaction_ratio = { unit = "ratio", about = "Their mean from 0 to 1, as it is: small numbers are not shrunk.", audience = "internal" }
satisfaction_score = { unit = "1 to 5", about = "The same from 1 to 5.", audience = "internal" }
top_two_count      = { unit = "answers", about = "Answers of 4 or 5 on a scale from 1 to 5: at least 0.75.", audience = "internal" }
*/
with

survey_answers as (
    select * from conformed.survey_answers
),

calendar as (
    select * from run.calendar
),

days_summed as (
    select
        customer_id,
        answered_date,
        count(score_ratio) as answer_count,
        sum(score_ratio) as score_sum,
        count(case when score_ratio >= 0.75 then 1 end) as top_two_count
    from survey_answers
    where instrument = 'csat' and score_ratio is not null
    group by customer_id, answered_date
),

days_answered as (
    select answered_date
    from days_summed
    group by answered_date
),

days_in_quarters as (
    select
        days_answered.answered_date,
        calendar.quarter,
        calendar.number
    from days_answered
    inner join calendar
        on days_answered.answered_date >= calendar.quarter_start
        and days_answered.answered_date < calendar.quarter_end
),

quarters_summed as (
    select
        days_summed.customer_id,
        days_in_quarters.quarter,
        days_in_quarters.number,
        cast(sum(days_summed.answer_count) as bigint) as answer_count,
        cast(sum(days_summed.score_sum) as decimal(18, 6)) as score_sum,
        cast(sum(days_summed.top_two_count) as bigint) as top_two_count
    from days_summed
    inner join days_in_quarters on days_summed.answered_date = days_in_quarters.answered_date
    group by days_summed.customer_id, days_in_quarters.quarter, days_in_quarters.number
),

quarters_measured as (
    select
        customer_id,
        quarter,
        number,
        answer_count,
        score_sum,
        mean(score_sum, answer_count) as satisfaction_ratio,
        ratio(answer_count + 4 * score_sum, answer_count) as satisfaction_score,
        top_two_count
    from quarters_summed
)

select * from quarters_measured
