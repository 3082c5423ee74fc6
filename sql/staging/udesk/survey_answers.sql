/* kam
description = """
Surveys of satisfaction, and the satisfaction a ticket itself states where no survey about it was delivered; that one has no time of its
own, so it counts when the ticket was closed, solved or last changed. Scores are given.satisfaction_options'; an answer that is not
there has none."""
feeds = "survey_answers"
*/
with

surveys as (
    select * from staging.udesk_satisfaction_cleaned
),

tickets as (
    select * from staging.udesk_tickets_cleaned
),

satisfaction_options as (
    select * from given.satisfaction_options
    where source_system = 'udesk'
),

tickets_surveyed as (
    select distinct ticket_key from surveys
    where ticket_key is not null
),

answers as (
    select
        surveys.answer_key,
        coalesce(surveys.account_key, tickets.account_key) as account_key,
        coalesce(surveys.contact_key, tickets.contact_key) as contact_key,
        surveys.ticket_key,
        surveys.option_name,
        surveys.sent_at,
        surveys.answered_at,
        surveys._delivery_id,
        surveys._file,
        surveys._member,
        surveys._row_number
    from surveys
    left join tickets on surveys.ticket_key = tickets.ticket_key
    union all
    select
        'ticket/' || tickets.ticket_key as answer_key,
        tickets.account_key,
        tickets.contact_key,
        tickets.ticket_key,
        tickets.satisfaction as option_name,
        coalesce(tickets.closed_at, tickets.resolved_at, tickets.updated_at) as sent_at,
        coalesce(tickets.closed_at, tickets.resolved_at, tickets.updated_at) as answered_at,
        tickets._delivery_id,
        tickets._file,
        tickets._member,
        tickets._row_number
    from tickets
    left join tickets_surveyed on tickets.ticket_key = tickets_surveyed.ticket_key
    where tickets.satisfaction is not null and tickets_surveyed.ticket_key is null
),

answers_fed as (
    select
        'udesk' as source_system,
        answers.answer_key as source_key,
        answers.account_key,
        answers.contact_key,
        answers.ticket_key,
        'csat' as instrument,
        'satisfaction' as item,
        satisfaction_options.score,
        satisfaction_options.lowest_score,
        satisfaction_options.highest_score,
        answers.sent_at,
        answers.answered_at,
        answers._delivery_id,
        answers._file,
        answers._member,
        answers._row_number
    from answers
    left join satisfaction_options on answers.option_name = satisfaction_options.option_name
)

select * from answers_fed
