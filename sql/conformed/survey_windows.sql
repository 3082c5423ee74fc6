/* kam
description = """
One row per customer and quarter asked in the four quarters ending there: recommendation (nps), effort (ces) and how many answered.
Who answered after the quarter's end has not answered yet."""
grain = ["customer_id", "quarter"]

[columns]
customer_id     = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
quarter         = { about = "The quarter.", audience = "internal" }
sent_count      = { unit = "questions", about = "Asked in the four quarters.", audience = "internal" }
answered_count  = { unit = "questions", about = "Of them answered by the quarter's end.", audience = "internal" }
nps_count       = { unit = "answers", about = "Answers to nps given in the four quarters.", audience = "internal" }
promoter_count  = { unit = "answers", about = "Of them 9 or 10.", audience = "internal" }
detractor_count = { unit = "answers", about = "Of them 0 to 6.", audience = "internal" }
ces_count       = { unit = "answers", about = "Answers to ces given in the four quarters.", audience = "internal" }
ces_sum         = { unit = "answers", about = "Their sum, each from 0 to 1.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

survey_answers as (
    select * from conformed.survey_answers
),

days_summed as (
    select
        customer_id,
        sent_date,
        answered_date,
        count(*) as asked_count,
        count(case when instrument = 'nps' then score end) as nps_count,
        count(case when instrument = 'nps' and score >= 9 then 1 end) as promoter_count,
        count(case when instrument = 'nps' and score <= 6 then 1 end) as detractor_count,
        count(case when instrument = 'ces' then score_ratio end) as ces_count,
        sum(case when instrument = 'ces' then score_ratio end) as ces_sum
    from survey_answers
    group by customer_id, sent_date, answered_date
),

days_placed as (
    select
        days_summed.customer_id,
        quarters.quarter,
        coalesce(days_summed.sent_date >= quarters.t12m_start, false) as is_asked,
        coalesce(days_summed.answered_date < quarters.quarter_end, false) as is_answered,
        coalesce(
            days_summed.answered_date >= quarters.t12m_start
            and days_summed.answered_date < quarters.quarter_end,
            false
        ) as is_counted,
        days_summed.asked_count,
        days_summed.nps_count,
        days_summed.promoter_count,
        days_summed.detractor_count,
        days_summed.ces_count,
        days_summed.ces_sum
    from days_summed
    inner join quarters
        on days_summed.sent_date < quarters.quarter_end
        and coalesce(days_summed.answered_date, days_summed.sent_date) >= quarters.t12m_start
),

windows_summed as (
    select
        customer_id,
        quarter,
        cast(sum(case when is_asked then asked_count else 0 end) as bigint) as sent_count,
        cast(sum(case when is_asked and is_answered then asked_count else 0 end) as bigint)
            as answered_count,
        cast(sum(case when is_counted then nps_count else 0 end) as bigint) as nps_count,
        cast(sum(case when is_counted then promoter_count else 0 end) as bigint)
            as promoter_count,
        cast(sum(case when is_counted then detractor_count else 0 end) as bigint)
            as detractor_count,
        cast(sum(case when is_counted then ces_count else 0 end) as bigint) as ces_count,
        cast(sum(case when is_counted then ces_sum end) as decimal(18, 6)) as ces_sum
    from days_placed
    group by customer_id, quarter
)

select * from windows_summed
