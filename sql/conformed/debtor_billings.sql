/* kam
description = """
One row per debtor and fiscal month with receivables made out, and per month one for all debtors: what was billed, VAT included, as DSO
compares with. Months billed above zero without a gap share `run_number`; `running_amount` adds them up, oldest first."""
grain = ["debtor_id", "month_number"]

[columns]
debtor_id      = { about = "The customer; 0 is UNRESOLVED, -1 all of them together.", audience = "internal" }
month_number   = { about = "The month's number; the next month's is one more.", audience = "internal" }
billed_quarter = { about = "Its quarter.", audience = "customer" }
month_days     = { unit = "days", about = "Its days.", audience = "internal" }
billed_amount  = { unit = "currency", about = "Gross amounts of its documents, credit notes negative.", audience = "customer" }
run_number     = { about = "The run of months above zero it belongs to; NULL if it is not above zero.", audience = "internal" }
running_amount = { unit = "currency", about = "All months above zero up to this one; NULL if it is not above zero.", audience = "internal" }
*/
with

receivable_items as (
    select * from conformed.receivable_items
),

months as (
    select * from run.months
),

days_summed as (
    select
        customer_id,
        document_date,
        sum(gross_amount) as billed_amount
    from receivable_items
    group by customer_id, document_date
),

days_billed as (
    select document_date
    from receivable_items
    group by document_date
),

days_in_months as (
    select
        days_billed.document_date,
        months.number as month_number,
        months.quarter as billed_quarter,
        days_between(months.month_start, months.month_end) as month_days
    from days_billed
    inner join months
        on days_billed.document_date >= months.month_start
        and days_billed.document_date < months.month_end
),

customers_summed as (
    select
        days_summed.customer_id as debtor_id,
        days_in_months.month_number,
        days_in_months.billed_quarter,
        days_in_months.month_days,
        sum(days_summed.billed_amount) as billed_amount
    from days_summed
    inner join days_in_months on days_summed.document_date = days_in_months.document_date
    group by
        days_summed.customer_id,
        days_in_months.month_number,
        days_in_months.billed_quarter,
        days_in_months.month_days
),

debtors_listed as (
    select *
    from customers_summed
    union all
    select
        cast(-1 as bigint) as debtor_id,
        month_number,
        billed_quarter,
        month_days,
        sum(billed_amount) as billed_amount
    from customers_summed
    group by month_number, billed_quarter, month_days
),

months_numbered as (
    select
        debtor_id,
        month_number,
        billed_quarter,
        month_days,
        cast(billed_amount as decimal(18, 4)) as billed_amount,
        case
            when billed_amount > 0
                then month_number - cast(row_number() over (
                    partition by debtor_id, billed_amount > 0 order by month_number
                ) as bigint)
        end as run_number,
        cast(case
            when billed_amount > 0
                then sum(billed_amount) over (
                    partition by debtor_id, billed_amount > 0 order by month_number
                    rows between unbounded preceding and current row
                )
        end as decimal(38, 4)) as running_amount
    from debtors_listed
)

select * from months_numbered
