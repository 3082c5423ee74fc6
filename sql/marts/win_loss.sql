/* kam
description = """
One row per quarter, reason and competitor: what was lost for it in the four quarters ending there, the most worth first. Opportunities that
do not say why, or to whom, stand under an empty text."""
grain = ["quarter", "loss_reason", "competitor"]

[columns]
quarter                = { about = "The quarter.", audience = "internal" }
loss_reason            = { about = "Why it was lost; empty if not said.", audience = "internal" }
competitor             = { about = "Who won it; empty if not said.", audience = "internal" }
place                  = { unit = "rank", about = "Place by worth lost, then by count, 1 the most.", measure = "win_loss_pareto", audience = "internal" }
lost_count             = { unit = "opportunities", about = "Lost for it.", measure = "win_loss_pareto", audience = "internal" }
lost_amount            = { unit = "currency", about = "Their worth, as far as said.", measure = "win_loss_pareto", audience = "internal" }
lost_share_ratio       = { unit = "ratio", about = "Its part of all that was lost.", measure = "win_loss_pareto", audience = "internal" }
cumulative_share_ratio = { unit = "ratio", about = "Part of the reasons down to this one.", measure = "win_loss_pareto", audience = "internal" }
share_null_reason      = { about = "Why they are NULL: no worth lost was said.", audience = "internal" }
*/
with

opportunity_windows as (
    select * from conformed.opportunity_windows
),

losses_summed as (
    select
        quarter,
        coalesce(loss_reason, '') as loss_reason,
        coalesce(competitor, '') as competitor,
        count(*) as lost_count,
        cast(coalesce(sum(amount), 0) as decimal(18, 4)) as lost_amount
    from opportunity_windows
    where state = 'lost'
    group by quarter, coalesce(loss_reason, ''), coalesce(competitor, '')
),

losses_placed as (
    select
        quarter,
        loss_reason,
        competitor,
        cast(row_number() over (
            partition by quarter
            order by lost_amount desc, lost_count desc, loss_reason asc, competitor asc
        ) as bigint) as place,
        lost_count,
        lost_amount,
        sum(lost_amount) over (partition by quarter) as total_amount,
        sum(lost_amount) over (
            partition by quarter
            order by lost_amount desc, lost_count desc, loss_reason asc, competitor asc
            rows between unbounded preceding and current row
        ) as cumulative_amount
    from losses_summed
),

losses_measured as (
    select
        quarter,
        loss_reason,
        competitor,
        place,
        lost_count,
        lost_amount,
        ratio(lost_amount, total_amount) as lost_share_ratio,
        ratio(cumulative_amount, total_amount) as cumulative_share_ratio,
        case when total_amount = 0 then 'div_by_zero' end as share_null_reason
    from losses_placed
)

select * from losses_measured
