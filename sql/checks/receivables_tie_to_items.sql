/* kam
description = "Quarters whose receivables, less what was set against them, are not to the cent what customers, and the total, say is open."
severity = "block"
*/
with

quarters as (
    select * from run.quarters
),

receivable_items as (
    select * from entity.receivables
),

receivable_applications as (
    select * from conformed.receivable_applications
),

receivables as (
    select * from marts.receivables
),

receivables_total as (
    select * from marts.receivables_total
),

days_listed as (
    select
        document_date as day_date,
        sum(gross_amount) as amount
    from receivable_items
    group by document_date
    union all
    select
        greatest(applied_date, document_date) as day_date,
        sum(-amount) as amount
    from receivable_applications
    group by greatest(applied_date, document_date)
),

items_summed as (
    select
        quarters.quarter,
        sum(days_listed.amount) as items_amount
    from quarters
    inner join days_listed on quarters.quarter_end > days_listed.day_date
    group by quarters.quarter
),

customers_summed as (
    select
        quarter,
        sum(ar_balance_amount) as customers_amount
    from receivables
    group by quarter
),

quarters_amiss as (
    select
        quarters.quarter,
        items_summed.items_amount,
        customers_summed.customers_amount,
        receivables_total.ar_balance_amount as total_amount
    from quarters
    left join items_summed on quarters.quarter = items_summed.quarter
    left join customers_summed on quarters.quarter = customers_summed.quarter
    left join receivables_total on quarters.quarter = receivables_total.quarter
    where
        receivables_total.ar_balance_amount is not null
        and (
            coalesce(items_summed.items_amount, 0) <> receivables_total.ar_balance_amount
            or coalesce(customers_summed.customers_amount, 0) <> receivables_total.ar_balance_amount
        )
)

select * from quarters_amiss
