"""The ageing of receivables-2012 as DuckDB reckons it over the very file, against a lake kam has built.

    receivables.py FILE LAKE

FILE is `accounts_receivable_2012.csv`, LAKE what the project `receivables-2012` has built. Compares, at the end of each quarter of the
lake and for each customer, every bucket, the balance and what is past due; and on each invoice the days to settle and the days late with
those the file itself states. Prints `N balances and M invoices equal` and exits 0; or prints the first differing rows and exits 1.
"""

import sys
from decimal import Decimal
from pathlib import Path

import duckdb
from deltalake import DeltaTable

BUCKETS = ("not_due", "late_1_30", "late_31_60", "late_61_90", "late_91_180", "late_181_365", "late_over_365")
EDGES = (0, 30, 60, 90, 180, 365)
SHOWN = 5

INVOICES = """
    select
        invoiceNumber as invoice_key,
        customerID as account_key,
        cast(strptime(InvoiceDate, '%m/%d/%Y') as date) as invoice_date,
        cast(strptime(DueDate, '%m/%d/%Y') as date) as due_date,
        cast(strptime(SettledDate, '%m/%d/%Y') as date) as settled_date,
        cast(InvoiceAmount as decimal(18, 4)) as amount,
        cast(DaysToSettle as bigint) as days_to_settle,
        cast(DaysLate as bigint) as days_late
    from read_csv(?, all_varchar = true)
"""


def main(arguments):
    """Compares both, says what came of it."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    oracle = duckdb.connect()
    oracle.execute(f"create table invoices as {INVOICES}", [arguments[0]])
    lake = Path(arguments[1])
    balances, amiss = compared(balances_of_file(oracle, quarters(lake)), balances_of_lake(lake))
    invoices, late = compared(days_of_file(oracle), days_of_lake(lake))
    if amiss or late or not balances or not invoices:
        print("\n".join((amiss + late)[:SHOWN]) or "nothing to compare")
        return 1
    print(f"{balances} balances and {invoices} invoices equal")
    return 0


def compared(expected, found):
    """How many rows were expected, and every key whose rows differ."""
    keys = sorted(expected.keys() | found.keys())
    amiss = [f"{key}: the file says {expected.get(key)}, the lake {found.get(key)}" for key in keys]
    return len(expected), [line for key, line in zip(keys, amiss) if expected.get(key) != found.get(key)]


def balances_of_file(oracle, last_days):
    """By quarter and account: the buckets, the balance and what is past due."""
    found = {}
    accounts = [account for (account,) in oracle.execute("select distinct account_key from invoices").fetchall()]
    for quarter, as_of in last_days.items():
        totals = {account: [Decimal(0)] * len(BUCKETS) for account in accounts}
        query = """
            select account_key, date_diff('day', due_date, ?), amount from invoices
            where invoice_date <= ? and (settled_date is null or settled_date > ?)
        """
        for account, days, amount in oracle.execute(query, [as_of] * 3).fetchall():
            totals[account][sum(days > edge for edge in EDGES)] += amount
        for account, buckets in totals.items():
            found[quarter, account] = (*buckets, sum(buckets), sum(buckets[1:]))
    return found


def balances_of_lake(lake):
    """The same, as kam has them."""
    columns = [f"ar_{name}_amount" for name in (*BUCKETS, "balance", "overdue")]
    accounts = {row["customer_id"]: row["source_key"] for row in rows(lake, "conformed/customer_keys")}
    return {
        (row["quarter"], accounts[row["customer_id"]]): tuple(row[column] for column in columns)
        for row in rows(lake, "marts/receivables")
    }


def quarters(lake):
    """The last day of each quarter the lake has."""
    names = {row["quarter"] for row in rows(lake, "marts/receivables")}
    ends = {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}
    return {name: f"{name[:4]}-{ends[name[-1]]}" for name in names}


def days_of_file(oracle):
    """By invoice, the days to settle and the days late the file states."""
    query = "select invoice_key, days_to_settle, days_late from invoices"
    return {invoice: (settle, late) for invoice, settle, late in oracle.execute(query).fetchall()}


def days_of_lake(lake):
    """The same, from the dates kam has."""
    return {
        row["source_key"]: (
            (row["applied_date"] - row["document_date"]).days,
            max((row["applied_date"] - row["due_date"]).days, 0),
        )
        for row in rows(lake, "conformed/receivable_applications")
    }


def rows(lake, table):
    """The rows of a table of the lake."""
    return DeltaTable(str(lake / table)).to_pyarrow_table().to_pylist()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
