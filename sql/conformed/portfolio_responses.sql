/* kam
description = "One row per fiscal quarter in which a ticket was answered or solved: the middle of all customers' times."
grain = ["number"]

[columns]
number            = { about = "The quarter's number.", audience = "internal" }
response_median   = { unit = "minutes", about = "Median business minutes to a first answer.", audience = "internal" }
response_p90      = { unit = "minutes", about = "Nine in ten first answers took no longer.", audience = "internal" }
resolution_median = { unit = "minutes", about = "Median business minutes to a solution.", audience = "internal" }
*/
with

ticket_events as (
    select * from conformed.ticket_events
),

responses_ordered as (
    select
        number,
        median_of(array_agg(minutes order by minutes)) as response_median,
        quantile_of(array_agg(minutes order by minutes), 0.9) as response_p90
    from ticket_events
    where event = 'answered'
    group by number
),

resolutions_ordered as (
    select
        number,
        median_of(array_agg(minutes order by minutes)) as resolution_median
    from ticket_events
    where event = 'solved'
    group by number
),

quarters_joined as (
    select
        coalesce(responses_ordered.number, resolutions_ordered.number) as number,
        responses_ordered.response_median,
        responses_ordered.response_p90,
        resolutions_ordered.resolution_median
    from responses_ordered
    full outer join resolutions_ordered on responses_ordered.number = resolutions_ordered.number
)

select * from quarters_joined
