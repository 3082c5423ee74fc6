/* kam
description = """
One row per customer, quarter, signal and thing behind what orders say: for sig_order_plunge the quarter and those of its history with what was
ordered, for sig_freq_drop the last order, for sig_sat_volume the quantities of the quarter and of its history, and the ten worst answers on
satisfaction of the four quarters."""
grain = ["customer_id", "quarter", "signal_id", "kind", "source_system", "source_key"]

[columns]
customer_id   = { about = "The customer.", audience = "internal" }
quarter       = { about = "The quarter.", audience = "internal" }
signal_id     = { about = "The signal.", audience = "internal" }
kind          = { about = "orders_of_quarter, volume_of_quarter, last_order or survey_answer.", audience = "internal" }
source_system = { about = "The system of the row; empty of a sum over rows.", audience = "internal" }
source_key    = { about = "Its key there; of a sum the quarter summed.", audience = "internal" }
evidence_date = { about = "Its day; of a sum the quarter's first.", audience = "internal" }
amount        = { about = "Amount, quantity, days of silence, or answer from 0 to 100.", audience = "internal" }
gravity       = { about = "The greater, the graver, within a signal.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

order_history as (
    select * from conformed.order_history
),

order_gaps as (
    select * from conformed.order_gaps
),

order_days as (
    select * from conformed.order_days
),

survey_answers as (
    select * from conformed.survey_answers
),

history_listed as (
    select
        order_history.customer_id,
        order_history.quarter,
        calendar.quarter as source_key,
        calendar.quarter_start as evidence_date,
        order_history.net_amount,
        order_history.quantity,
        -order_history.quarters_back as gravity
    from order_history
    inner join calendar on order_history.before_number = calendar.number
),

answers_ranked as (
    select
        survey_answers.customer_id,
        quarters.quarter,
        survey_answers.source_system,
        survey_answers.source_key,
        survey_answers.answered_date,
        survey_answers.score_ratio,
        row_number() over (
            partition by survey_answers.customer_id, quarters.quarter
            order by
                survey_answers.score_ratio asc,
                survey_answers.answered_date desc,
                survey_answers.survey_answer_id asc
        ) as place
    from survey_answers
    inner join quarters
        on survey_answers.answered_date >= quarters.t12m_start
        and survey_answers.answered_date < quarters.quarter_end
    where
        survey_answers.instrument = 'csat'
        and survey_answers.customer_id <> 0
        and survey_answers.score_ratio < 0.75
),

evidence_listed as (
    select
        customer_id,
        quarter,
        'sig_order_plunge' as signal_id,
        'orders_of_quarter' as kind,
        '' as source_system,
        source_key,
        evidence_date,
        net_amount as amount,
        gravity
    from history_listed
    union all
    select
        customer_id,
        quarter,
        'sig_sat_volume' as signal_id,
        'volume_of_quarter' as kind,
        '' as source_system,
        source_key,
        evidence_date,
        quantity as amount,
        gravity
    from history_listed
    union all
    select
        order_gaps.customer_id,
        order_gaps.quarter,
        'sig_freq_drop' as signal_id,
        'last_order' as kind,
        order_days.source_system,
        order_days.order_key as source_key,
        order_gaps.last_date as evidence_date,
        order_gaps.silence_days as amount,
        0 as gravity
    from order_gaps
    inner join order_days
        on order_gaps.customer_id = order_days.customer_id
        and order_gaps.last_date = order_days.ordered_date
    union all
    select
        customer_id,
        quarter,
        'sig_sat_volume' as signal_id,
        'survey_answer' as kind,
        source_system,
        source_key,
        answered_date as evidence_date,
        100 * score_ratio as amount,
        -8 - place as gravity
    from answers_ranked
    where place <= 10
),

evidence_typed as (
    select
        customer_id,
        quarter,
        signal_id,
        kind,
        source_system,
        source_key,
        evidence_date,
        cast(amount as decimal(18, 4)) as amount,
        cast(gravity as decimal(18, 4)) as gravity
    from evidence_listed
)

select * from evidence_typed
