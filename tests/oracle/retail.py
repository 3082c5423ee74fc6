"""Totals of a folder of daily drops, as DuckDB reads all of them at once.

    retail.py FOLDER

Prints one line of CSV: rows, their quantity and value, credits and their value, rows without a customer.
"""

import sys
from pathlib import Path

import duckdb

TYPES = {
    "InvoiceNo": "VARCHAR",
    "StockCode": "VARCHAR",
    "Description": "VARCHAR",
    "Quantity": "BIGINT",
    "InvoiceDate": "TIMESTAMP",
    "UnitPrice": "DECIMAL(18,4)",
    "CustomerID": "VARCHAR",
    "Country": "VARCHAR",
}
TOTALS = """
select
    count(*),
    sum(Quantity),
    cast(sum(Quantity * UnitPrice) as decimal(18, 2)),
    count(case when InvoiceNo like 'C%' then 1 end),
    cast(sum(case when InvoiceNo like 'C%' then Quantity * UnitPrice end) as decimal(18, 2)),
    count(*) - count(CustomerID)
from read_csv(?, columns = ?, header = true, delim = ',', quote = '"')
"""


def main(arguments):
    """Prints the totals."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    files = sorted(str(file) for file in Path(arguments[0]).glob("*.csv"))
    print(",".join(str(total) for total in duckdb.execute(TOTALS, [files, TYPES]).fetchone()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
