/* kam
description = """
One row per customer, quarter and part of the risk index: the part to a tenth, so that what is printed adds up to the printed index. Every part
is cut to the tenth at or below half a tenth above it; what the printed index then lacks goes to the parts with the largest remainders."""
grain = ["customer_id", "quarter", "signal_id"]

[columns]
customer_id = { about = "The customer.", audience = "internal" }
quarter     = { about = "The quarter.", audience = "internal" }
signal_id   = { about = "The signal, or override.", audience = "internal" }
index_score = { unit = "points", about = "The index: the sum of its parts.", measure = "risk_index", audience = "internal" }
shown_score = { unit = "points", about = "The part to a tenth, by largest remainder (C7).", measure = "risk_contribution", audience = "internal" }
*/
with

risk_contributions as (
    select * from marts.risk_contributions
),

index_summed as (
    select
        customer_id,
        quarter,
        sum(contribution_score) as index_score
    from risk_contributions
    group by customer_id, quarter
),

-- whole tenths, by rounding what lies half a tenth below (ten more, so that none is below zero), and what is left beside them.
contributions_cut as (
    select
        customer_id,
        quarter,
        signal_id,
        cast(round(contribution_score + 9.95, 1) - 10 as decimal(9, 4)) as tenths,
        cast(contribution_score - round(contribution_score + 9.95, 1) + 10 as decimal(9, 4)) as rest
    from risk_contributions
),

contributions_ranked as (
    select
        customer_id,
        quarter,
        signal_id,
        tenths,
        sum(rest) over (partition by customer_id, quarter) as rests,
        row_number() over (
            partition by customer_id, quarter order by rest desc, signal_id asc
        ) as rest_place
    from contributions_cut
),

index_cut as (
    select
        customer_id,
        quarter,
        index_score,
        cast(round(index_score + 9.95, 1) - 10 as decimal(9, 4)) as tenths,
        cast(round(ratio(index_score, 2) + 9.95, 1) - 10 as decimal(9, 4)) as half_tenths
    from index_summed
),

-- half to the even tenth, as the index is printed. Cast above: an engine may round to another scale than it plans with.
index_rounded as (
    select
        customer_id,
        quarter,
        index_score,
        case
            when
                index_score - tenths > 0.05
                or (index_score - tenths = 0.05 and 2 * half_tenths <> tenths)
                then tenths + 0.1
            else tenths
        end as shown_score
    from index_cut
),

contributions_shown as (
    select
        contributions_ranked.customer_id,
        contributions_ranked.quarter,
        contributions_ranked.signal_id,
        index_rounded.index_score,
        cast(
            contributions_ranked.tenths
            + case
                when
                    contributions_ranked.rest_place * 0.1
                    <= index_rounded.shown_score
                    - index_rounded.index_score
                    + contributions_ranked.rests
                    then 0.1
                else 0
            end as decimal(9, 4)
        ) as shown_score
    from contributions_ranked
    inner join index_rounded
        on contributions_ranked.customer_id = index_rounded.customer_id
        and contributions_ranked.quarter = index_rounded.quarter
)

select * from contributions_shown
