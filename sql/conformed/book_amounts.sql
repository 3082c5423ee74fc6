/* kam
description = """
One row per account, month of the quarters being built and ledger account it touches: what the deliveries add up to, to be compared with
the books. Receivables are what is open at the month's end, credits taken off and unapplied cash left aside."""
grain = ["quarter", "source_system", "ledger_account", "month_number", "account_key"]

[columns]
quarter        = { about = "The quarter the month is in.", audience = "internal" }
source_system  = { about = "The system that sent what is added up.", audience = "internal" }
ledger_account = { about = "revenue, cost, receivables or write_offs.", audience = "internal" }
month_number   = { about = "The month's number.", audience = "internal" }
account_key    = { about = "The account's key there; empty where the facts name none.", audience = "internal" }
our_amount     = { unit = "currency", about = "What they add up to.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

months as (
    select * from run.months
),

monthly_sales as (
    select * from conformed.monthly_sales
),

receivable_movements as (
    select * from conformed.receivable_movements
),

receivable_applications as (
    select * from conformed.receivable_applications
),

months_built as (
    select
        months.quarter,
        months.number as month_number,
        months.month_start,
        months.month_end
    from months
    inner join quarters on months.quarter = quarters.quarter
),

days_moved as (
    select
        source_system,
        coalesce(account_key, '') as account_key,
        movement_date,
        sum(amount) as amount
    from receivable_movements
    group by source_system, coalesce(account_key, ''), movement_date
),

days_added as (
    select
        source_system,
        account_key,
        movement_date,
        cast(sum(amount) over (
            partition by source_system, account_key order by movement_date
            rows between unbounded preceding and current row
        ) as decimal(18, 4)) as open_amount,
        lead(movement_date) over (
            partition by source_system, account_key order by movement_date
        ) as next_date
    from days_moved
),

amounts_listed as (
    select
        months_built.quarter,
        monthly_sales.source_system,
        'revenue' as ledger_account,
        months_built.month_number,
        monthly_sales.account_key,
        monthly_sales.net_amount as our_amount
    from monthly_sales
    inner join months_built on monthly_sales.month_number = months_built.month_number
    union all
    select
        months_built.quarter,
        monthly_sales.source_system,
        'cost' as ledger_account,
        months_built.month_number,
        monthly_sales.account_key,
        monthly_sales.cost_amount as our_amount
    from monthly_sales
    inner join months_built on monthly_sales.month_number = months_built.month_number
    where monthly_sales.cost_count > 0
    union all
    select
        months_built.quarter,
        days_added.source_system,
        'receivables' as ledger_account,
        months_built.month_number,
        days_added.account_key,
        days_added.open_amount as our_amount
    from days_added
    inner join months_built
        on days_added.movement_date < months_built.month_end
        and coalesce(days_added.next_date, months_built.month_end) >= months_built.month_end
    where days_added.open_amount <> 0
    union all
    select
        months_built.quarter,
        receivable_applications.source_system,
        'write_offs' as ledger_account,
        months_built.month_number,
        coalesce(receivable_applications.account_key, '') as account_key,
        cast(sum(receivable_applications.amount) as decimal(18, 4)) as our_amount
    from receivable_applications
    inner join months_built
        on receivable_applications.applied_date >= months_built.month_start
        and receivable_applications.applied_date < months_built.month_end
    where receivable_applications.kind = 'write_off'
    group by
        months_built.quarter,
        receivable_applications.source_system,
        months_built.month_number,
        coalesce(receivable_applications.account_key, '')
)

select * from amounts_listed
