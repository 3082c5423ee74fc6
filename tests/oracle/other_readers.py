"""Counts the rows of tables as other programs read them: delta-rs, and DuckDB's `delta_scan` where its folder is named.

    other_readers.py [FOLDER]

Reads a list of {"folder": …, "tables": {"raw/till_sales": [version, rows]}} from standard input. Every table must open at
its newest version and at the one given, and hold the rows given there. Prints which readers looked at how many tables.
"""

import json
import os
import sys

import delta_scan
import deltalake


def main():
    duck = delta_scan.connection(sys.argv[1]) if len(sys.argv) > 1 else None
    looked = {"delta-rs": 0, "delta_scan": 0}
    for lake in json.load(sys.stdin):
        for name, (version, rows) in lake["tables"].items():
            path = f"{lake['folder']}/{name}"
            newest = deltalake.DeltaTable(path)
            assert newest.version() >= version, f"{path}: version {newest.version()}"
            newest.to_pyarrow_table()
            found = deltalake.DeltaTable(path, version=version).to_pyarrow_table().num_rows
            assert found == rows, f"{path}: {found} rows instead of {rows} at version {version}"
            looked["delta-rs"] += 1
            if duck is not None:
                rows_at = counted(duck, f"'{path}', version => {version}")
                assert rows_at == rows, f"{path}: DuckDB counts {rows_at} rows instead of {rows} at version {version}"
                counted(duck, f"'{path}'")
                looked["delta_scan"] += 1
    print(", ".join(f"{reader} {tables}" for reader, tables in looked.items()), flush=True)


def counted(duck, table):
    """The rows of a table, each read in all its columns."""
    rows = f"select count(*), bit_xor(hash(found)) from delta_scan({table}) as found"
    return duck.execute(rows).fetchone()[0]


main()
# Threads of the readers' libraries now and then outlive the interpreter, and are then ended as a crash.
os._exit(0)
