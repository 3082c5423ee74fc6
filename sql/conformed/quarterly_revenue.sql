/* kam
description = """
One row per customer and fiscal quarter with lines: what was billed, without what stays within our own group.
Marts sum quarters instead of lines; every window of theirs is made of whole quarters."""
grain = ["customer_id", "posted_quarter"]

[columns]
customer_id       = { about = "The customer billed; 0 is UNRESOLVED.", audience = "customer" }
posted_quarter    = { about = "The fiscal quarter the lines were posted in.", audience = "customer" }
quarter_number    = { about = "Its number; the next quarter's is one more.", audience = "internal" }
quarter_start     = { about = "Its first day.", audience = "customer" }
quarter_end       = { about = "The day after its last.", audience = "customer" }
currency          = { about = "Currency of the amounts.", audience = "customer" }
net_amount        = { unit = "currency", about = "After discount, without VAT, credit notes negative.", audience = "customer" }
gross_amount      = { unit = "currency", about = "At list price; NULL if a line does not say.", audience = "internal" }
line_count        = { unit = "lines", about = "Lines summed.", audience = "internal" }
first_posted_date = { about = "The first day with a line.", audience = "internal" }
first_order_date  = { about = "First invoice of the quarter, credit notes aside.", audience = "customer" }
last_order_date   = { about = "Last invoice of the quarter, credit notes aside.", audience = "customer" }
*/
with

invoice_lines as (
    select * from conformed.invoice_lines
),

calendar as (
    select * from run.calendar
),

days_summed as (
    select
        customer_id,
        posted_date,
        max(currency) as currency,
        sum(net_amount) as net_amount,
        case when count(gross_amount) = count(*) then sum(gross_amount) end as gross_amount,
        count(*) as line_count,
        max(case when document_type = 'invoice' then posted_date end) as order_date
    from invoice_lines
    where not is_intra_group
    group by customer_id, posted_date
),

days_posted as (
    select posted_date
    from days_summed
    group by posted_date
),

days_in_quarters as (
    select
        days_posted.posted_date,
        calendar.quarter,
        calendar.number,
        calendar.quarter_start,
        calendar.quarter_end
    from days_posted
    inner join calendar
        on days_posted.posted_date >= calendar.quarter_start
        and days_posted.posted_date < calendar.quarter_end
),

quarters_summed as (
    select
        days_summed.customer_id,
        days_in_quarters.quarter as posted_quarter,
        days_in_quarters.number as quarter_number,
        days_in_quarters.quarter_start,
        days_in_quarters.quarter_end,
        max(days_summed.currency) as currency,
        cast(sum(days_summed.net_amount) as decimal(18, 4)) as net_amount,
        cast(case
            when count(days_summed.gross_amount) = count(*) then sum(days_summed.gross_amount)
        end as decimal(18, 4)) as gross_amount,
        cast(sum(days_summed.line_count) as bigint) as line_count,
        min(days_summed.posted_date) as first_posted_date,
        min(days_summed.order_date) as first_order_date,
        max(days_summed.order_date) as last_order_date
    from days_summed
    inner join days_in_quarters on days_summed.posted_date = days_in_quarters.posted_date
    group by
        days_summed.customer_id,
        days_in_quarters.quarter,
        days_in_quarters.number,
        days_in_quarters.quarter_start,
        days_in_quarters.quarter_end
)

select * from quarters_summed
