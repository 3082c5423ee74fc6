/* kam
description = "Why opportunities were lost in the four quarters, by worth; the competitors who won most for that reason."
*/
with

quarters as (
    select * from run.quarters
),

win_loss as (
    select * from marts.win_loss
),

reasons_summed as (
    select
        win_loss.loss_reason,
        sum(win_loss.lost_count) as lost_count,
        sum(win_loss.lost_amount) as lost_amount,
        sum(win_loss.lost_share_ratio) as lost_share_ratio,
        min(win_loss.place) as place
    from win_loss
    inner join quarters on win_loss.quarter = quarters.quarter
    group by win_loss.loss_reason
),

competitors_ranked as (
    select
        win_loss.loss_reason,
        win_loss.competitor,
        row_number() over (partition by win_loss.loss_reason order by win_loss.place) as place
    from win_loss
    inner join quarters on win_loss.quarter = quarters.quarter
    where win_loss.competitor <> ''
),

reasons_listed as (
    select
        reasons_summed.*,
        competitors_ranked.competitor as first_competitor
    from reasons_summed
    left join competitors_ranked
        on reasons_summed.loss_reason = competitors_ranked.loss_reason
        and competitors_ranked.place = 1
)

select * from reasons_listed
order by lost_amount desc nulls last, lost_count desc, loss_reason asc
