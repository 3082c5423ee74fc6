"""The oracle: builds a whole project in DuckDB from kam's landed rows and compares every table with kam's.

    compare.py LAKE SCRIPT MART [MART ...]

LAKE is a folder kam has built, SCRIPT what `kam compile --dialect duckdb` printed, MART the tables that must
be there with rows on both sides (`marts.value_contribution`). DuckDB gets nothing of kam's but the rows of
`raw` as they were landed, and the script. Every table of `conformed` and `marts` is then compared as a
multiset of rows: decimals exactly, integers by value, doubles within 1e-12 of each other.

Prints `N tables equal, M rows` and exits 0; or prints the first differing rows and exits 1.
"""

import math
import re
import sys
from collections import Counter
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import duckdb
import stand_ins
from deltalake import DeltaTable

LAYERS = ("conformed", "marts")
SHOWN = 5


def main(arguments):
    """Builds, compares, says what came of it."""
    if len(arguments) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    lake, script, marts = Path(arguments[0]), Path(arguments[1]), arguments[2:]
    oracle = build(lake, script)
    tables = sorted(tables_of_lake(lake, LAYERS) | tables_of_oracle(oracle) | set(marts))
    rows, problems = 0, []
    for table in tables:
        count, found = compare_table(lake, oracle, table, must_have_rows=table in marts)
        rows += count
        problems += found
    if problems:
        print("\n".join(problems))
        return 1
    print(f"{len(tables)} tables equal, {rows} rows")
    return 0


def build(lake, script):
    """Runs the script in DuckDB over the landed rows, which it finds as `history.<name>`."""
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    stand_ins.register(connection)
    connection.execute("create schema history")
    for table in sorted(tables_of_lake(lake, ("raw",))):
        name = table.split(".", 1)[1]
        landed = lake_rows(lake, table)
        connection.register("landed", landed)
        connection.execute(f'create table history."{name}" as select * from landed')
        connection.unregister("landed")
    for statement in connection.extract_statements(script.read_text(encoding="utf-8")):
        if not re.search(r"create\s+schema\s+(if\s+not\s+exists\s+)?history\s*;?\s*$", statement.query, re.I):
            connection.execute(statement)
    return connection


def tables_of_lake(lake, layers):
    """The Delta tables of some layers, `layer.name`."""
    found = (path for layer in layers for path in (lake / layer).glob("*") if (path / "_delta_log").is_dir())
    return {f"{path.parent.name}.{path.name}" for path in found}


def tables_of_oracle(connection):
    """What the script has built."""
    query = "select table_schema || '.' || table_name from information_schema.tables where table_schema in ?"
    return {row[0] for row in connection.execute(query, [list(LAYERS)]).fetchall()}


def lake_rows(lake, table):
    """The rows of a table of the lake, as any Delta reader sees them."""
    return DeltaTable(str(lake.joinpath(*table.split(".", 1)))).to_pyarrow_table()


def oracle_rows(connection, table):
    """The rows of a table DuckDB has built."""
    layer, name = table.split(".", 1)
    return connection.sql(f'select * from {layer}."{name}"').to_arrow_table()


def compare_table(lake, connection, table, must_have_rows):
    """The number of rows compared, and what differs."""
    kam = lake_rows(lake, table) if table in tables_of_lake(lake, LAYERS) else None
    oracle = oracle_rows(connection, table) if table in tables_of_oracle(connection) else None
    sides = {"kam": kam, "DuckDB": oracle}
    missing = [side for side, rows in sides.items() if rows is None]
    if missing:
        there = [rows for rows in sides.values() if rows is not None]
        if not must_have_rows and all(rows.num_rows == 0 for rows in there):
            return 0, []  # a table without rows need not have been committed
        return 0, [f"{table}: {side} has no such table" for side in missing]
    empty = [side for side, rows in sides.items() if rows.num_rows == 0]
    if must_have_rows and empty:
        return 0, [f"{table}: {side} has no rows" for side in empty]
    if kam.column_names != oracle.column_names:
        return 0, [f"{table}: columns differ\n  kam    {kam.column_names}\n  DuckDB {oracle.column_names}"]
    return kam.num_rows, differences(table, plain_rows(kam), plain_rows(oracle))


def plain_rows(rows):
    """Rows as tuples whose equality is equality of values."""
    return list(zip(*(map(plain, rows.column(i).to_pylist()) for i in range(rows.num_columns))))


def plain(value):
    """One value: what looks alike but is not (true and 1, '1' and 1) is kept apart, 1 and 1.00 is not."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, (int, Decimal)):
        return ("number", value)
    if isinstance(value, datetime):
        return ("timestamp", value if value.tzinfo else value.replace(tzinfo=timezone.utc))
    return (type(value).__name__, value)


def differences(table, kam, oracle):
    """Rows only one side has, doubles aside that are near enough."""
    only_kam, only_oracle = Counter(kam), Counter(oracle)
    only_kam.subtract(oracle)
    only_oracle.subtract(kam)
    kam_rest = sorted((+only_kam).elements(), key=order)
    oracle_rest = sorted((+only_oracle).elements(), key=order)
    if len(kam_rest) == len(oracle_rest) and all(map(near, kam_rest, oracle_rest)):
        return []
    found = [f"{table}: {len(kam_rest)} rows only in kam, {len(oracle_rest)} only in DuckDB"]
    for side, rest in (("kam   ", kam_rest), ("DuckDB", oracle_rest)):
        found += [f"  {side} {tuple(str(value) for _, value in row)}" for row in rest[:SHOWN]]
    return found


def order(row):
    """Sorts rows by all but their doubles, then by those: near rows of two sides come to stand side by side."""
    exact = tuple(str(cell) for cell in row if cell[0] != "float")
    return exact, tuple(value for kind, value in row if kind == "float")


def near(left, right):
    """Whether two rows are equal but for doubles within 1e-12 of each other."""
    return all(
        a == b or (a[0] == b[0] == "float" and math.isclose(a[1], b[1], rel_tol=1e-12))
        for a, b in zip(left, right)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
