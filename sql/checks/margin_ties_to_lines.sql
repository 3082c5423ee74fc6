/* kam
description = "Quarters in which every line says its cost whose margin is not, to the cent, the lines' net less their cost."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

invoice_lines as (
    select * from conformed.invoice_lines
),

profitability as (
    select * from marts.profitability
),

days_billed as (
    select
        posted_date,
        sum(net_amount) as net_amount,
        sum(cost_amount) as cost_amount,
        count(*) - count(cost_amount) as uncosted_count
    from invoice_lines
    where not is_intra_group
    group by posted_date
),

lines_summed as (
    select
        quarters.quarter,
        sum(days_billed.net_amount) - sum(days_billed.cost_amount) as lines_amount,
        sum(days_billed.uncosted_count) as uncosted_count
    from quarters
    inner join days_billed
        on quarters.quarter_start <= days_billed.posted_date
        and quarters.quarter_end > days_billed.posted_date
    group by quarters.quarter
),

customers_summed as (
    select
        quarter,
        sum(gross_margin_q_amount) as customers_amount
    from profitability
    group by quarter
),

quarters_amiss as (
    select
        lines_summed.quarter,
        lines_summed.lines_amount,
        customers_summed.customers_amount
    from lines_summed
    inner join customers_summed on lines_summed.quarter = customers_summed.quarter
    where
        lines_summed.uncosted_count = 0
        and lines_summed.lines_amount <> customers_summed.customers_amount
)

select * from quarters_amiss
