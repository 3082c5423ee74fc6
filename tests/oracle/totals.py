"""Totals of a lake as other people's readers see it.

    totals.py LAKE [FOLDER]

DuckDB's `delta_scan` is one of them where its folder is named. Prints `READER WHAT TOTAL` by line: for each reader the gross amount of all lines, the net amount of invoices,
the value of all customers over all quarters, and that of each customer, named by its key in the source.
"""

import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import delta_scan
import polars
from deltalake import DeltaTable

READERS = {
    "deltalake": lambda path: DeltaTable(path).to_pyarrow_table().to_pylist(),
    "polars": lambda path: polars.read_delta(path).to_dicts(),
}


def main(arguments):
    """Prints every total as every reader sees it."""
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    readers = dict(READERS)
    if len(arguments) == 2:
        duck = delta_scan.connection(arguments[1])
        readers["delta_scan"] = lambda path: duck.execute(f"from delta_scan('{path}')").to_arrow_table().to_pylist()
    for reader, rows in readers.items():
        for what, total in totals(lambda table: rows(str(Path(arguments[0]) / table))):
            print(reader, what, total.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return 0


def totals(rows):
    """Each total with its name; `rows` reads a table."""
    lines = rows("conformed/invoice_lines")
    yield "gross", summed(lines, "gross_amount")
    yield "invoices", summed((line for line in lines if line["document_type"] == "invoice"), "net_amount")
    values = rows("marts/value_contribution")
    yield "value", summed(values, "net_revenue_q_amount")
    for key in rows("conformed/customer_keys"):
        own = (value for value in values if value["customer_id"] == key["customer_id"])
        yield key["source_key"], summed(own, "net_revenue_q_amount")


def summed(rows, column):
    """The sum of a column, NULL counting nothing."""
    return sum((row[column] for row in rows if row[column] is not None), Decimal(0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
