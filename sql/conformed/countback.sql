/* kam
description = """
One row per quarter and debtor with a balance above zero: the days of billing it stands for. Months are peeled off newest first, the last
one in part. A month not billed above zero stops it, and what is left of the balance goes uncounted; after 24 months it is cut off at 730."""
grain = ["quarter", "debtor_id"]

[columns]
quarter        = { about = "The quarter.", audience = "internal" }
debtor_id      = { about = "The customer; 0 is UNRESOLVED, -1 all of them together.", audience = "internal" }
countback_days = { unit = "days", about = "The days; NULL if the last month itself stops it.", audience = "internal" }
is_censored    = { about = "Whether more than 24 months of billings are open.", audience = "internal" }
is_stopped     = { about = "Whether a month not billed above zero stopped it.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

months as (
    select * from run.months
),

debtor_balances as (
    select * from conformed.debtor_balances
),

debtor_billings as (
    select * from conformed.debtor_billings
),

last_months as (
    select
        quarters.quarter,
        max(months.number) as month_number
    from quarters
    inner join months on quarters.quarter = months.quarter
    group by quarters.quarter
),

balances_run as (
    select
        debtor_balances.quarter,
        debtor_balances.debtor_id,
        debtor_balances.balance_amount,
        last_months.month_number,
        debtor_billings.run_number,
        debtor_billings.running_amount
    from debtor_balances
    inner join last_months on debtor_balances.quarter = last_months.quarter
    left join debtor_billings
        on debtor_balances.debtor_id = debtor_billings.debtor_id
        and last_months.month_number = debtor_billings.month_number
    where debtor_balances.balance_amount > 0
),

months_peeled as (
    select
        balances_run.quarter,
        balances_run.debtor_id,
        debtor_billings.month_days,
        debtor_billings.billed_amount,
        balances_run.balance_amount - (balances_run.running_amount - debtor_billings.running_amount)
            as left_amount
    from balances_run
    inner join debtor_billings
        on balances_run.debtor_id = debtor_billings.debtor_id
        and balances_run.run_number = debtor_billings.run_number
        and balances_run.month_number >= debtor_billings.month_number
        and balances_run.month_number < debtor_billings.month_number + 24
    where
        balances_run.running_amount - debtor_billings.running_amount < balances_run.balance_amount
),

debtors_summed as (
    select
        quarter,
        debtor_id,
        count(*) as month_count,
        sum(case
            when billed_amount <= left_amount then cast(month_days as decimal(18, 6))
            else ratio(left_amount * month_days, billed_amount)
        end) as countback_days,
        sum(least(billed_amount, left_amount)) as peeled_amount
    from months_peeled
    group by quarter, debtor_id
),

debtors_judged as (
    select
        balances_run.quarter,
        balances_run.debtor_id,
        debtors_summed.countback_days,
        coalesce(
            debtors_summed.month_count = 24
            and debtors_summed.peeled_amount < balances_run.balance_amount,
            false
        ) as is_censored,
        coalesce(
            debtors_summed.month_count < 24
            and debtors_summed.peeled_amount < balances_run.balance_amount,
            true
        ) as is_stopped
    from balances_run
    left join debtors_summed
        on balances_run.quarter = debtors_summed.quarter
        and balances_run.debtor_id = debtors_summed.debtor_id
),

days_counted as (
    select
        quarter,
        debtor_id,
        cast(case when is_censored then 730 else countback_days end as decimal(18, 6))
            as countback_days,
        is_censored,
        is_stopped
    from debtors_judged
)

select * from days_counted
