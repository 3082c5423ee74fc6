/* kam
description = "Quarters whose invoice lines are not, to the cent, what the customers' net revenue adds up to."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

invoice_lines as (
    select * from conformed.invoice_lines
),

value_contribution as (
    select * from marts.value_contribution
),

days_billed as (
    select
        posted_date,
        sum(net_amount) as net_amount
    from invoice_lines
    where not is_intra_group
    group by posted_date
),

lines_summed as (
    select
        quarters.quarter,
        sum(days_billed.net_amount) as net_amount
    from quarters
    inner join days_billed
        on quarters.quarter_start <= days_billed.posted_date
        and quarters.quarter_end > days_billed.posted_date
    group by quarters.quarter
),

customers_summed as (
    select
        quarter,
        sum(net_revenue_q_amount) as net_amount
    from value_contribution
    group by quarter
),

quarters_amiss as (
    select
        quarters.quarter,
        lines_summed.net_amount as lines_amount,
        customers_summed.net_amount as customers_amount
    from quarters
    left join lines_summed on quarters.quarter = lines_summed.quarter
    left join customers_summed on quarters.quarter = customers_summed.quarter
    where coalesce(lines_summed.net_amount, 0) <> coalesce(customers_summed.net_amount, 0)
)

select * from quarters_amiss
