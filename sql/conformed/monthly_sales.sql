/* kam
description = """
One row per account key on the lines and fiscal month: what was billed and what it cost, without what stays within our own group.
Quarters of cost and the ledger's months are summed from here, so the lines are read once."""
grain = ["source_system", "account_key", "month_number"]

[columns]
source_system  = { about = "The system that sent the lines.", audience = "internal" }
account_key    = { about = "The account's key there; empty where the lines name none.", audience = "internal" }
customer_id    = { about = "The customer billed; 0 is UNRESOLVED.", audience = "customer" }
month_number   = { about = "The month's number; the next month's is one more.", audience = "internal" }
billed_quarter = { about = "Its quarter.", audience = "customer" }
net_amount     = { unit = "currency", about = "After discount, without VAT, credit notes negative.", audience = "customer" }
cost_amount    = { unit = "currency", about = "Cost of the goods sold, of the lines that say it.", audience = "internal" }
line_count     = { unit = "lines", about = "Lines summed.", audience = "internal" }
cost_count     = { unit = "lines", about = "Lines that say their cost.", audience = "internal" }
*/
with

invoice_lines as (
    select * from conformed.invoice_lines
),

months as (
    select * from run.months
),

days_summed as (
    select
        source_system,
        coalesce(account_key, '') as account_key,
        customer_id,
        posted_date,
        sum(net_amount) as net_amount,
        sum(cost_amount) as cost_amount,
        count(*) as line_count,
        count(cost_amount) as cost_count
    from invoice_lines
    where not is_intra_group
    group by source_system, coalesce(account_key, ''), customer_id, posted_date
),

days_posted as (
    select posted_date
    from invoice_lines
    group by posted_date
),

days_in_months as (
    select
        days_posted.posted_date,
        months.number as month_number,
        months.quarter as billed_quarter
    from days_posted
    inner join months
        on days_posted.posted_date >= months.month_start
        and days_posted.posted_date < months.month_end
),

months_summed as (
    select
        days_summed.source_system,
        days_summed.account_key,
        days_summed.customer_id,
        days_in_months.month_number,
        days_in_months.billed_quarter,
        cast(sum(days_summed.net_amount) as decimal(18, 4)) as net_amount,
        cast(coalesce(sum(days_summed.cost_amount), 0) as decimal(18, 4)) as cost_amount,
        cast(sum(days_summed.line_count) as bigint) as line_count,
        cast(sum(days_summed.cost_count) as bigint) as cost_count
    from days_summed
    inner join days_in_months on days_summed.posted_date = days_in_months.posted_date
    group by
        days_summed.source_system,
        days_summed.account_key,
        days_summed.customer_id,
        days_in_months.month_number,
        days_in_months.billed_quarter
)

select * from months_summed
