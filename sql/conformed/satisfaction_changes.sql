/* kam
description = """
One row per customer and quarter with an answer on satisfaction in it or the three before: the latest answered quarter against the earlier
ones of its history by the robust z (N3, in points of 100). Each quarter's mean is first drawn towards all customers of that quarter (C11).
A lag between satisfaction and volume is not fitted yet: it is 0."""
grain = ["customer_id", "quarter"]

[columns]
customer_id         = { about = "The customer.", audience = "internal" }
quarter             = { about = "The quarter.", audience = "internal" }
answered_number     = { about = "Number of the latest quarter with an answer.", audience = "internal" }
satisfaction_points = { unit = "points", about = "Its satisfaction then, 0 to 100, drawn towards all customers.", audience = "internal" }
median_points       = { unit = "points", about = "Median of the answered quarters before.", audience = "internal" }
history_count       = { unit = "quarters", about = "Answered quarters before.", audience = "internal" }
satisfaction_z      = { unit = "z", about = "How far from the median; NULL with little history.", audience = "internal" }
*/
with

quarterly_satisfaction as (
    select * from conformed.quarterly_satisfaction
),

quarters_before as (
    select * from conformed.quarters_before
),

parameters_in_force as (
    select * from conformed.parameters_in_force
),

numbers_given as (
    select
        quarter,
        max(case when param_id = 'risk_history_least_count' then value end) as least_count,
        max(case when param_id = 'shrinkage_answer_count' then value end) as shrinkage_count
    from parameters_in_force
    group by quarter
),

everybody_averaged as (
    select
        number,
        mean(sum(score_sum), sum(answer_count)) as satisfaction_ratio
    from quarterly_satisfaction
    group by number
),

quarters_shrunk as (
    select
        quarterly_satisfaction.customer_id,
        quarters_before.quarter,
        quarters_before.before_number,
        numbers_given.least_count,
        ratio(
            100 * (
                quarterly_satisfaction.score_sum
                + numbers_given.shrinkage_count * everybody_averaged.satisfaction_ratio
            ),
            quarterly_satisfaction.answer_count + numbers_given.shrinkage_count
        ) as points,
        max(case
            when quarters_before.quarters_back < 4 then quarters_before.before_number
        end) over (
            partition by quarterly_satisfaction.customer_id, quarters_before.quarter
        ) as answered_number
    from quarterly_satisfaction
    inner join quarters_before on quarterly_satisfaction.number = quarters_before.before_number
    inner join everybody_averaged on quarterly_satisfaction.number = everybody_averaged.number
    inner join numbers_given on quarters_before.quarter = numbers_given.quarter
    where quarterly_satisfaction.customer_id <> 0
),

points_collected as (
    select
        customer_id,
        quarter,
        answered_number,
        max(least_count) as least_count,
        array_agg(points order by points) filter (where before_number < answered_number) as history,
        count(case when before_number < answered_number then 1 end) as history_count,
        max(case when before_number = answered_number then points end) as points
    from quarters_shrunk
    where answered_number is not null
    group by customer_id, quarter, answered_number
),

medians_taken as (
    select
        customer_id,
        quarter,
        answered_number,
        points,
        history_count,
        least_count,
        median_of(history) as median_points,
        mad_of(history) as mad_points
    from points_collected
),

changes_measured as (
    select
        customer_id,
        quarter,
        answered_number,
        points as satisfaction_points,
        median_points,
        history_count,
        case
            when history_count >= least_count then ratio(
                0.6745 * (points - median_points),
                greatest(mad_points, 0.05 * abs(median_points), 1)
            )
        end as satisfaction_z
    from medians_taken
)

select * from changes_measured
