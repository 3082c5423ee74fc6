"""DuckDB with its extension for Delta, from the folder that holds what tests/requirements-delta.txt names.

The extension goes with a DuckDB older than the oracle's. Both are imported as `duckdb`: one program uses one of them.
"""

import sys
from pathlib import Path


def connection(folder):
    """A connection whose `delta_scan` reads Delta tables. Fails where the folder does not hold what it should."""
    sys.path.insert(0, folder)
    import duckdb  # from that folder, hence so late

    extensions = list(Path(folder).glob("duckdb_extension_delta/extensions/*/delta.duckdb_extension"))
    assert len(extensions) == 1, f"{folder}: {len(extensions)} extensions"
    opened = duckdb.connect()
    opened.execute(f"load '{extensions[0]}'")
    return opened
