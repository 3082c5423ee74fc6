/* kam
description = "One row per quarter: what was billed in all, and in the quarter before. Every customer and UNRESOLVED take part."
grain = ["quarter"]

[columns]
quarter             = { about = "The quarter.", audience = "internal" }
currency            = { about = "Currency of the amounts.", audience = "internal" }
net_amount          = { unit = "currency", about = "The quarter; NULL if it is unknown.", audience = "internal" }
gross_amount        = { unit = "currency", about = "The quarter at list price; NULL if a line does not say.", audience = "internal" }
previous_net_amount = { unit = "currency", about = "The quarter before; NULL if it is not covered.", audience = "internal" }
change_null_reason  = { about = "Why there is no relative change.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

quarter_coverage as (
    select * from conformed.quarter_coverage
),

quarterly_revenue as (
    select * from conformed.quarterly_revenue
),

quarters_billed as (
    select
        quarter_number,
        sum(net_amount) as net_amount,
        case when count(gross_amount) = count(*) then sum(gross_amount) end as gross_amount
    from quarterly_revenue
    group by quarter_number
),

quarters_compared as (
    select
        quarters.quarter,
        quarter_coverage.currency,
        cast(case
            when this_quarter.quarter_number is not null then this_quarter.net_amount
            when quarter_coverage.is_quarter_covered then 0
        end as decimal(18, 4)) as net_amount,
        cast(case
            when this_quarter.quarter_number is not null then this_quarter.gross_amount
            when quarter_coverage.is_quarter_covered then 0
        end as decimal(18, 4)) as gross_amount,
        cast(case
            when quarter_coverage.is_last_quarter_covered then coalesce(last_quarter.net_amount, 0)
        end as decimal(18, 4)) as previous_net_amount
    from quarters
    inner join quarter_coverage on quarters.quarter = quarter_coverage.quarter
    left join quarters_billed as this_quarter on quarters.number = this_quarter.quarter_number
    left join quarters_billed as last_quarter on quarters.number = last_quarter.quarter_number + 1
),

changes_judged as (
    select
        quarter,
        currency,
        net_amount,
        gross_amount,
        previous_net_amount,
        case
            when net_amount is null then 'no_data'
            when previous_net_amount is null then 'insufficient_history'
            when previous_net_amount <= 0 then 'not_applicable'
        end as change_null_reason
    from quarters_compared
)

select * from changes_judged
