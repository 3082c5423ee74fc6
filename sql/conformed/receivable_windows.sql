/* kam
description = """
One row per customer, quarter and window by whose end it had receivables: the balances at the end of each day of the window, added up.
What was open when the window began counts for all its days, a movement within it from its own day on. By the days it is the average."""
grain = ["customer_id", "quarter", "window_id"]

[columns]
customer_id = { about = "The customer; 0 is UNRESOLVED.", audience = "customer" }
quarter     = { about = "The quarter.", audience = "customer" }
window_id   = { about = "q, t12m or p12m.", audience = "internal" }
day_amount  = { unit = "currency days", about = "The daily balances, added up.", audience = "internal" }
*/
with

profit_spans as (
    select * from conformed.profit_spans
),

quarterly_receivables as (
    select * from conformed.quarterly_receivables
),

windows_summed as (
    select
        quarterly_receivables.customer_id,
        profit_spans.quarter,
        profit_spans.window_id,
        cast(sum(case
            when quarterly_receivables.number < profit_spans.first_number
                then quarterly_receivables.change_amount * profit_spans.span_days
            else quarterly_receivables.change_amount * profit_spans.end_day
                - quarterly_receivables.moment_amount
        end) as decimal(38, 4)) as day_amount
    from quarterly_receivables
    inner join profit_spans on quarterly_receivables.number <= profit_spans.last_number
    group by quarterly_receivables.customer_id, profit_spans.quarter, profit_spans.window_id
)

select * from windows_summed
