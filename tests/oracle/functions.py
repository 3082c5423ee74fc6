"""Compares every SQL function of kam with what stands for it in DuckDB.

    functions.py KAM PROJECT MACROS QUERIES

KAM is the program, PROJECT a folder with a project that has run, MACROS `sql/functions/duckdb.sql`, QUERIES a
file of queries apart by blank lines. Every query must have rows, and the same ones in both engines.

Prints `N queries equal, M rows` and exits 0; or prints the first differing rows and exits 1.
"""

import csv
import io
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import stand_ins

SHOWN = 5


def main(arguments):
    """Asks both, compares, says what came of it."""
    if len(arguments) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    kam, project, macros, queries = arguments
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    stand_ins.register(connection)
    connection.execute(Path(macros).read_text(encoding="utf-8"))
    texts = [text for text in re.split(r"\n\s*\n", Path(queries).read_text(encoding="utf-8")) if is_query(text)]
    rows, problems = 0, []
    for text in texts:
        ours, theirs = Counter(of_kam(kam, project, text)), Counter(of_duckdb(connection, text))
        rows += ours.total()
        problems += differences(text, ours, theirs)
    if problems:
        print("\n".join(problems))
        return 1
    print(f"{len(texts)} queries equal, {rows} rows")
    return 0


def is_query(text):
    """Whether a paragraph is more than a comment."""
    return any(not line.startswith("--") for line in text.strip().splitlines())


def as_text(query, columns):
    """The query with every column as text, so that types show: 1.50 is not 1.5."""
    cells = ", ".join(f'cast("{column}" as varchar) as "{column}"' for column in columns)
    return f"select {cells} from ({query}) as asked"


def of_duckdb(connection, query):
    """The rows of DuckDB."""
    columns = connection.sql(query).columns
    return [tuple(map(cell, row)) for row in connection.sql(as_text(query, columns)).fetchall()]


def of_kam(kam, project, query):
    """The rows of kam."""
    answer = subprocess.run(
        [kam, "sql", "--project", project, "--format", "csv"], input=query, capture_output=True, encoding="utf-8"
    )
    if answer.returncode != 0:
        raise SystemExit(f"{query}\n{answer.stderr}")
    return [tuple(map(cell, row)) for row in list(csv.reader(io.StringIO(answer.stdout)))[1:]]


def cell(value):
    """A value as text both engines write alike."""
    text = value or ""
    instant = re.fullmatch(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)?(Z|\+00(:00)?)", text)
    if instant:
        return f"{instant[1]} {instant[2]}{(instant[3] or '').rstrip('0')}"
    return text


def differences(query, ours, theirs):
    """What only one side has."""
    if not ours:
        return [f"{query}\n  no rows"]
    sides = (("kam   ", ours - theirs), ("DuckDB", theirs - ours))
    found = [f"  {side} {row}" for side, rest in sides for row in sorted(rest.elements())[:SHOWN]]
    return [query, *found] if found else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
