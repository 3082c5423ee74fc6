/* kam
description = "Quarters whose shares miss one by more than their own rounding, half a millionth each."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

value_contribution as (
    select * from marts.value_contribution
),

shares_summed as (
    select
        value_contribution.quarter,
        sum(value_contribution.revenue_share_ratio) as share_ratio,
        count(value_contribution.revenue_share_ratio) as share_count
    from value_contribution
    inner join quarters on value_contribution.quarter = quarters.quarter
    group by value_contribution.quarter
),

quarters_amiss as (
    select
        quarter,
        share_ratio,
        share_count
    from shares_summed
    where abs(share_ratio - 1) > 0.0000005 * share_count
)

select * from quarters_amiss
