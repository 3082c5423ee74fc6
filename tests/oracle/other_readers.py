"""Counts the rows of tables as other programs read them: delta-rs, and DuckDB where its extension for Delta is there.

Reads a list of {"folder": …, "tables": {"raw/till_sales": [version, rows]}} from standard input. Every table must open at
its newest version and at the one given, and hold the rows given there. Prints which readers looked at how many tables.
"""

import json
import os
import sys

import deltalake
import duckdb


def delta_scan():
    """A connection that can read Delta tables, none where the extension cannot be loaded."""
    connection = duckdb.connect()
    try:
        connection.execute("load delta")
    except duckdb.Error:
        return None
    return connection


def main():
    duck = delta_scan()
    looked = {"delta-rs": 0, "duckdb": 0}
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
                sql = f"select count(*) from delta_scan('{path}', version => {version})"
                found = duck.execute(sql).fetchone()[0]
                assert found == rows, f"{path}: DuckDB counts {found} rows instead of {rows}"
                looked["duckdb"] += 1
    print(", ".join(f"{reader} {tables}" for reader, tables in looked.items()), flush=True)


main()
# Threads of the readers' libraries now and then outlive the interpreter, and are then ended as a crash.
os._exit(0)
