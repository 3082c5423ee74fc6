"""A whole company at size: kam beside DuckDB, which runs the compiled script over the same landed Parquet.

    scale.py KAM FOLDER [--accounts 20000] [--quarters 20] [--threads 2]

KAM is a release build of the program, FOLDER a place with some twenty gigabytes to spare. Makes a sample there, lands
and builds it with kam, then has DuckDB build the same tables from kam's raw files in the same session of this
machine, each written as zstd Parquet, as kam writes them. Prints a table of steps as Markdown: milliseconds, rows per second,
peak memory of each, DuckDB's milliseconds and peak beside kam's, and the ratio of both. What is there already is not
made again, so a run can be repeated: `--again N` builds N more times and prints medians with least and most.
"""

import argparse
import csv
import io
import re
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import duckdb
from deltalake import DeltaTable

CREATES = re.compile(r"create\s+(?:or\s+replace\s+)?table\s+\"?(conformed|marts)\"?\.\"?(\w+)\"?", re.I)


def main():
    """Makes, measures, prints."""
    asked = arguments()
    project = asked.folder / "company"
    made = time.monotonic()
    if not (project / "lake").is_dir():
        quickstart(asked, project)
        print(f"made, landed and built for the first time in {time.monotonic() - made:.0f} s\n")
    landed = steps(asked.kam, project, "land")
    builds, peers = [steps(asked.kam, project, "build")], []
    for _ in range(asked.again):
        run([asked.kam, "run", "--force", "--quiet", "--project", project])
        builds.append(steps(asked.kam, project, "build"))
    script = run([asked.kam, "compile", "--dialect", "duckdb", "--project", project])
    for _ in range(max(1, asked.again)):
        peers.append(duckdb_steps(project / "lake", script, asked.folder / "duckdb", asked.threads))
    print_landing(landed)
    print_builds(builds, peers)
    for kind in ("check", "render"):
        print_sum(kind, steps(asked.kam, project, kind))
    return 0


def arguments():
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("kam", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--accounts", type=int, default=20000)
    parser.add_argument("--quarters", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--again", type=int, default=0)
    return parser.parse_args()


def quickstart(asked, project):
    """Makes the company, lands and builds it."""
    sizes = ["--accounts", str(asked.accounts), "--quarters", str(asked.quarters)]
    run([asked.kam, "quickstart", project, "--quiet", *sizes])


def run(command):
    """What a command writes to standard output; its failure is ours."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout


def steps(kam, project, kind):
    """The steps of the newest run that has some of this kind: milliseconds, peak memory and rows by table, all deliveries of one together."""
    question = (
        "select target, sum(milliseconds) as milliseconds, max(coalesce(peak_memory_bytes, 0)) as peak, sum(coalesce(rows, 0)) as rows "
        f"from run.steps where kind = '{kind}' and run_id = (select max(run_id) from run.steps where kind = '{kind}') "
        "group by target order by min(step)"
    )
    answer = run([kam, "sql", "--format", "csv", "--project", project, question])
    return {row["target"]: tuple(int(row[name]) for name in ("milliseconds", "peak", "rows")) for row in csv.DictReader(io.StringIO(answer))}


def duckdb_steps(lake, script, folder, threads):
    """The same tables by DuckDB: milliseconds and peak memory by table."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*"):
        old.unlink()
    connection = duckdb.connect(str(folder / "peer.duckdb"))
    connection.execute(f"set threads = {threads}")
    connection.execute(f"set temp_directory = '{folder}'")
    connection.execute("set timezone = 'UTC'")
    connection.execute("create schema history")
    for table in sorted(path for path in (lake / "raw").glob("*") if (path / "_delta_log").is_dir()):
        files = ", ".join(f"'{file.removeprefix('file://')}'" for file in DeltaTable(str(table)).file_uris())
        if files:
            connection.execute(f'create view history."{table.name}" as select * from read_parquet([{files}])')
    register_stand_ins(connection)
    found = {}
    for statement in connection.extract_statements(script):
        if re.search(r"create\s+schema\s+(if\s+not\s+exists\s+)?history\s*;?\s*$", statement.query, re.I):
            continue
        named = CREATES.search(statement.query)
        forget_peak()
        began = time.monotonic()
        connection.execute(statement)
        if named:
            table = ".".join(named.groups())
            connection.execute(f"copy {table} to '{folder}/{table}.parquet' (format parquet, compression zstd)")
            found[table] = (round(1000 * (time.monotonic() - began)), peak())
            print(f"DuckDB {table}: {found[table][0]:,} ms", file=sys.stderr)
    connection.close()
    return found


def register_stand_ins(connection):
    """What no macro can say, as the oracle has it."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "oracle"))
    from stand_ins import register  # noqa: PLC0415

    register(connection)


def forget_peak():
    """Begins to watch this process's memory anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak():
    """The most memory held since."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1))


def print_landing(landed):
    """Prints what landing took."""
    print("| landed | rows | s | rows/s | peak MiB |\n|---|---:|---:|---:|---:|")
    total = [0, 0]
    for target, (milliseconds, memory, rows) in landed.items():
        total = [total[0] + milliseconds, total[1] + rows]
        print(f"| {target} | {rows:,} | {milliseconds / 1000:.1f} | {rate(rows, milliseconds)} | {memory >> 20} |")
    print(f"| all | {total[1]:,} | {total[0] / 1000:.1f} | {rate(total[1], total[0])} | |\n")


def print_builds(builds, peers):
    """Prints what building took, beside the peer, the longest first."""
    tables = [table for table in builds[-1] if all(table in peer for peer in peers)]
    mine = {table: [build[table][0] for build in builds if table in build] for table in tables}
    theirs = {table: [peer[table][0] for peer in peers] for table in tables}
    print(f"kam {len(builds)} builds, DuckDB {duckdb.__version__} {len(peers)}; milliseconds: median (least-most)\n")
    print("| table | rows | kam ms | kam peak MiB | DuckDB ms | DuckDB peak MiB | kam/DuckDB |\n|---|---:|---:|---:|---:|---:|---:|")
    for table in sorted(tables, key=lambda table: -median(mine[table])):
        _, memory, rows = builds[-1][table]
        ratio = median(mine[table]) / max(1, median(theirs[table]))
        print(f"| {table} | {rows:,} | {spread(mine[table])} | {memory >> 20} | {spread(theirs[table])} | {peers[-1][table][1] >> 20} | {ratio:.2f} |")
    sums = [sum(build[table][0] for table in tables) for build in builds if all(table in build for table in tables)]
    sums_peer = [sum(peer[table][0] for table in tables) for peer in peers]
    print(f"| all | | {spread(sums)} | | {spread(sums_peer)} | | {median(sums) / median(sums_peer):.2f} |")


def print_sum(kind, done):
    """Prints what all steps of a kind took together."""
    seconds = sum(milliseconds for milliseconds, _, _ in done.values()) / 1000
    memory = max(memory for _, memory, _ in done.values())
    print(f"\n{kind}: {len(done)} steps, {seconds:.1f} s, at most {memory >> 20} MiB")


def spread(values):
    """Median with least and most."""
    return f"{median(values):,.0f}" if len(values) == 1 else f"{median(values):,.0f} ({min(values):,}-{max(values):,})"


def rate(rows, milliseconds):
    """Rows per second."""
    return f"{1000 * rows / max(1, milliseconds):,.0f}"


if __name__ == "__main__":
    sys.exit(main())
