/* kam
description = """
One row per system, ledger account and month: what the deliveries add up to, UNRESOLVED included, against the books, to the fen. Where the
books give a total it counts, else their customers added up. A month the ledger does not give is `source_missing`: nothing proves it."""
grain = ["quarter", "source_system", "ledger_account", "period"]

[columns]
quarter                = { about = "The quarter.", audience = "internal" }
source_system          = { about = "The system that sent both.", audience = "internal" }
ledger_account         = { about = "revenue, cost, receivables (what is open at the month's end) or write_offs.", audience = "internal" }
period                 = { about = "The month.", audience = "internal" }
account_code           = { about = "The account's codes in the books.", audience = "internal" }
our_amount             = { unit = "currency", about = "What the deliveries add up to.", audience = "internal" }
ledger_amount          = { unit = "currency", about = "What the books say.", audience = "internal" }
difference_amount      = { unit = "currency", about = "Ours less theirs, in whole fen.", measure = "ledger_tieout", audience = "internal" }
difference_null_reason = { about = "Why it is NULL.", audience = "internal" }
compared_count         = { unit = "accounts", about = "Customers' accounts compared one by one.", audience = "internal" }
differing_count        = { unit = "accounts", about = "Of them with a difference.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

months as (
    select * from run.months
),

book_amounts as (
    select * from conformed.book_amounts
),

ledger_months as (
    select * from conformed.ledger_months
),

ledger_differences as (
    select * from conformed.ledger_differences
),

amounts_listed as (
    select
        source_system,
        ledger_account,
        month_number,
        our_amount,
        cast(null as varchar) as account_code,
        cast(null as decimal(18, 4)) as total_amount,
        cast(null as decimal(18, 4)) as customers_amount
    from book_amounts
    union all
    select
        source_system,
        ledger_account,
        month_number,
        cast(0 as decimal(18, 4)) as our_amount,
        account_code,
        case when account_key = '' then ledger_amount end as total_amount,
        case when account_key <> '' then ledger_amount end as customers_amount
    from ledger_months
),

months_summed as (
    select
        source_system,
        ledger_account,
        month_number,
        max(account_code) as account_code,
        sum(our_amount) as our_amount,
        coalesce(sum(total_amount), sum(customers_amount)) as ledger_amount,
        count(customers_amount) as compared_count
    from amounts_listed
    group by source_system, ledger_account, month_number
),

differences_counted as (
    select
        source_system,
        ledger_account,
        month_number,
        count(*) as differing_count
    from ledger_differences
    group by source_system, ledger_account, month_number
),

months_compared as (
    select
        months.quarter,
        months_summed.source_system,
        months_summed.ledger_account,
        months.month as period,
        months_summed.account_code,
        cast(months_summed.our_amount as decimal(18, 4)) as our_amount,
        cast(months_summed.ledger_amount as decimal(18, 4)) as ledger_amount,
        cast(months_summed.our_amount - months_summed.ledger_amount as decimal(18, 2))
            as difference_amount,
        case when months_summed.ledger_amount is null then 'source_missing' end
            as difference_null_reason,
        months_summed.compared_count,
        coalesce(differences_counted.differing_count, 0) as differing_count
    from months_summed
    inner join months on months_summed.month_number = months.number
    inner join quarters on months.quarter = quarters.quarter
    left join differences_counted
        on months_summed.source_system = differences_counted.source_system
        and months_summed.ledger_account = differences_counted.ledger_account
        and months_summed.month_number = differences_counted.month_number
)

select * from months_compared
