/* kam
description = """
One row per account and month of the quarters being built in which the deliveries and the books differ by a fen or more, where the ledger
keeps customers apart: an account missing on one side counts as 0 there. The check `ledger_ties` lets none of these be committed."""
grain = ["quarter", "source_system", "ledger_account", "month_number", "account_key"]

[columns]
quarter           = { about = "The quarter the month is in.", audience = "internal" }
source_system     = { about = "The system that sent both.", audience = "internal" }
ledger_account    = { about = "revenue, cost, receivables or write_offs.", audience = "internal" }
month_number      = { about = "The month's number.", audience = "internal" }
account_key       = { about = "The account's key there; empty where the facts name none.", audience = "internal" }
account_code      = { about = "The ledger account's codes in the books.", audience = "internal" }
our_amount        = { unit = "currency", about = "What the deliveries add up to.", audience = "internal" }
ledger_amount     = { unit = "currency", about = "What the books say.", audience = "internal" }
difference_amount = { unit = "currency", about = "Ours less theirs, in whole fen.", measure = "ledger_tieout", audience = "internal" }
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

months_kept_apart as (
    select
        months.quarter,
        ledger_months.source_system,
        ledger_months.ledger_account,
        ledger_months.month_number,
        max(ledger_months.account_code) as account_code
    from ledger_months
    inner join months on ledger_months.month_number = months.number
    inner join quarters on months.quarter = quarters.quarter
    where ledger_months.account_key <> ''
    group by
        months.quarter,
        ledger_months.source_system,
        ledger_months.ledger_account,
        ledger_months.month_number
),

amounts_listed as (
    select
        source_system,
        ledger_account,
        month_number,
        account_key,
        our_amount,
        cast(0 as decimal(18, 4)) as ledger_amount
    from book_amounts
    union all
    select
        source_system,
        ledger_account,
        month_number,
        account_key,
        cast(0 as decimal(18, 4)) as our_amount,
        ledger_amount
    from ledger_months
    where account_key <> ''
),

accounts_compared as (
    select
        months_kept_apart.quarter,
        amounts_listed.source_system,
        amounts_listed.ledger_account,
        amounts_listed.month_number,
        amounts_listed.account_key,
        max(months_kept_apart.account_code) as account_code,
        cast(sum(amounts_listed.our_amount) as decimal(18, 4)) as our_amount,
        cast(sum(amounts_listed.ledger_amount) as decimal(18, 4)) as ledger_amount,
        cast(sum(amounts_listed.our_amount - amounts_listed.ledger_amount) as decimal(18, 4))
            as difference_amount
    from amounts_listed
    inner join months_kept_apart
        on amounts_listed.source_system = months_kept_apart.source_system
        and amounts_listed.ledger_account = months_kept_apart.ledger_account
        and amounts_listed.month_number = months_kept_apart.month_number
    group by
        months_kept_apart.quarter,
        amounts_listed.source_system,
        amounts_listed.ledger_account,
        amounts_listed.month_number,
        amounts_listed.account_key
),

-- Half a fen and more is a fen. Compared before it is rounded: DataFusion takes a cast off a column it compares.
accounts_amiss as (
    select
        quarter,
        source_system,
        ledger_account,
        month_number,
        account_key,
        account_code,
        our_amount,
        ledger_amount,
        cast(difference_amount as decimal(18, 2)) as difference_amount
    from accounts_compared
    where abs(difference_amount) >= 0.005
)

select * from accounts_amiss
