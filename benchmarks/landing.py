"""Files into a table: kam's landing and kam's reader alone, each beside DuckDB and Polars in the same session of this machine.

    landing.py KAM READ FOLDER [--megabytes 500] [--formats csv ndjson xlsx] [--again 5] [--sizes 1 2 5 10] [--excel FILE]

KAM is a release build of the program, READ one of the example `read` of kam-ingest, FOLDER a place for the files. Makes seeded invoice
lines there, 19 columns of every type, the same rows in each format, or takes those that are there. Then lets each program do the
same, in turn, again and again, every time in a process of its own, files in the page cache, on both cores:

* landing: kam's `run` of a project without models, with everything landing does: the fingerprint, typing of every value, the columns
  of origin, rejected rows, a Delta table of zstd Parquet, fsync. The same run of a file of one row, in which kam reads its own
  definitions and lays out an empty report, is timed beside each and taken off. The peers read with a declared schema of the same types and
  write one zstd Parquet file.
* reading: kam's typed Arrow batches, dropped, as READ counts them: without the start of its process, and without the pass before that
  identifies a file, which landing holds. DuckDB counts the values of every typed column, Polars collects in its streaming engine and drops.

The peers' seconds do not hold the start of their process. Prints Markdown: medians with least and most, seconds of both processors (CPU),
peak memory, and the ratios peer / kam of the medians: above 1 kam is faster.

--sizes asks for growth instead: kam alone, on files of so many gigabytes (10^9 bytes), one after another. Each file is made, read
and removed, so that the largest takes twice its size of disk at most. DuckDB reads workbooks with its extension `excel`: --excel names
the file of one that is not installed, for the same version of DuckDB.
"""

import argparse
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import duckdb
import numpy
import polars

COLUMNS = {
    "line_id": "bigint",
    "invoice_no": "text",
    "line_no": "bigint",
    "document_type": "text",
    "account_code": "text",
    "product_code": "text",
    "product_name": "text",
    "branch": "text",
    "salesperson": "text",
    "invoice_date": "date",
    "due_date": "date",
    "posted_at": "timestamp",
    "quantity": "decimal(18,4)",
    "unit_price": "decimal(18,4)",
    "net": "decimal(18,2)",
    "tax": "decimal(18,2)",
    "cost": "decimal(18,2)",
    "currency": "text",
    "remark": "text",
}
ROW_BYTES = {"csv": 165, "ndjson": 420, "xlsx": 165}
SHEET_ROWS = 200_000
PRODUCTS = ["液压泵", "Hydraulic pump", "轴承", "Bearing 6204", "控制器", "Controller, 24 V", "阀门", "Valve \"S\"", "传感器", "Sensor"]
REMARKS = [None, None, None, None, None, None, None, "rush", "按合同, 第二批", "see order"]


def main():
    """Makes, measures, prints."""
    asked = arguments()
    version = subprocess.run([asked.kam, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{version}, DuckDB {duckdb.__version__}, Polars {polars.__version__}; {os.cpu_count()} cores and threads, ", end="")
    print(f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') >> 30} GiB, {asked.again} runs each after one that does not count; ", end="")
    print(f"zstd Parquet; load {os.getloadavg()[0]:.1f} before\n")
    (grow if asked.sizes else compare)(asked)
    print(f"\nload {os.getloadavg()[0]:.1f} after")
    return 0


def compare(asked):
    """kam beside its peers."""
    print("| format | what | MB | kam s | kam CPU s | kam peak MiB | DuckDB s | DuckDB CPU s | DuckDB peak MiB | Polars s | Polars CPU s | Polars peak MiB ", end="")
    print("| DuckDB/kam | Polars/kam | DuckDB/kam CPU | Polars/kam CPU |")
    print("|---|---|---:|---|---|---:|---|---|---:|---|---|---:|---:|---:|---:|---:|")
    for kind in asked.formats:
        project = prepare(asked, kind, asked.megabytes)
        for what in asked.what:
            print_row(kind, what, measured(asked, project, kind, what), (project / "files" / f"lines.{kind}").stat().st_size)


def grow(asked):
    """kam alone, on larger and larger files."""
    print("| format | what | GB | s | CPU s | MB/s | peak MiB |\n|---|---|---:|---|---|---:|---:|")
    for kind in asked.formats:
        for size in sorted(asked.sizes):
            project = prepare(asked, kind, round(size * 1000))
            read = (project / "files" / f"lines.{kind}").stat().st_size
            for what in asked.what:
                runs = [kam(asked, project, what) for _ in range(asked.again)]
                rate = read / 1e6 / middle(runs, 0)
                print(f"| {kind} | {what} | {read / 1e9:.2f} | {spread(runs, 0)} | {spread(runs, 1)} | {rate:.0f} | {max(run[2] for run in runs)} |", flush=True)
            shutil.rmtree(project)


def arguments():
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("kam", type=Path)
    parser.add_argument("read", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--formats", nargs="+", default=["csv", "ndjson", "xlsx"])
    parser.add_argument("--what", nargs="+", default=["landing", "reading"])
    parser.add_argument("--again", type=int, default=5)
    parser.add_argument("--sizes", nargs="+", type=float, help="gigabytes of each file; kam alone")
    parser.add_argument("--excel", type=Path, help="the file of DuckDB's extension")
    return parser.parse_args()


def prepare(asked, kind, megabytes):
    """A project that lands the file, and the file."""
    rows = megabytes * 1_000_000 // ROW_BYTES[kind]
    rows = min(rows, SHEET_ROWS) if kind == "xlsx" else rows
    project = asked.folder / f"{kind}-{rows}"
    file = project / "files" / f"lines.{kind}"
    for count, path in ((rows, file), (1, project / "one" / file.name)):
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Elsewhere, as a program that has used Polars cannot be forked any more.
            maker = multiprocessing.get_context("spawn").Process(target=make, args=(count, kind, path))
            maker.start()
            maker.join()
    define(project, kind)
    return project


def define(project, kind):
    """The definitions of the project."""
    columns = "\n".join(f'{name} = {{ type = "{type_}"{zone(type_)} }}' for name, type_ in COLUMNS.items())
    texts = {
        "project.toml": f'name = "{kind}"\ntitle = "Lines"\nsystems = ["shop"]\nlake = "lake"\nreports = "reports"\nlocales = ["en"]\n',
        "connections.toml": f'[shop]\nroot = {{ env = "KAM_LANDING_FILES", default = "{project / "files"}" }}\n',
        "daily.toml": 'description = "Lands the lines."\nquarters = { first = "2026Q1", last = "2026Q1" }\n',
        "extracts/shop/lines.toml": f'description = "Lines."\nfrom = {{ connection = "shop", path = "lines.{kind}" }}\nadds_up = "append"\n'
        f'format = {{ kind = "{kind}", null = [""] }}\n\n[columns]\n{columns}\n',
    }
    for name, text in texts.items():
        path = project / "pipelines" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def zone(type_):
    """What a timestamp needs beside its type."""
    return ', zone = "UTC"' if type_ == "timestamp" else ""


def make(rows, kind, file):
    """Writes seeded lines."""
    chance = numpy.random.default_rng(42)
    if kind == "xlsx":
        lines(chance, 0, rows).with_columns(polars.col(polars.Decimal).cast(polars.Float64)).write_excel(file)
        return
    with file.open("wb") as out:
        for first in range(0, rows, 500_000):
            part = lines(chance, first, min(500_000, rows - first))
            if kind == "csv":
                part.write_csv(out, include_header=first == 0, datetime_format="%Y-%m-%d %H:%M:%S", quote_style="necessary")
            else:
                part.with_columns(polars.col("posted_at").dt.strftime("%Y-%m-%d %H:%M:%S"), polars.col(polars.Decimal).cast(polars.Float64)).write_ndjson(out)


def lines(chance, first, count):
    """Some invoice lines."""
    number = numpy.arange(first, first + count)
    quantity, price = chance.integers(1, 500, count) * 2500, chance.integers(100, 9_000_000, count)
    net = quantity * price // 1_000_000
    day = numpy.datetime64("2022-01-01") + (number // 3000 % 1400).astype("timedelta64[D]")
    second = chance.integers(0, 86_400, count).astype("timedelta64[s]")
    product = chance.zipf(1.3, count) % 5000
    frame = polars.DataFrame({
        "line_id": number + 1_000_000,
        "invoice": number // 5,
        "line_no": number % 5 + 1,
        "document_type": numpy.where(chance.random(count) < 0.02, "credit", "invoice"),
        "account": chance.zipf(1.2, count) % 20_000,
        "product": product,
        "product_name": numpy.array(PRODUCTS)[product % len(PRODUCTS)],
        "branch": chance.integers(1, 40, count),
        "salesperson": chance.integers(1, 300, count),
        "invoice_date": day,
        "due_date": day + numpy.timedelta64(30, "D"),
        "posted_at": day.astype("datetime64[ms]") + second,
        "quantity": quantity,
        "unit_price": price,
        "net": net,
        "tax": net * 13 // 100,
        "cost": net * chance.integers(40, 95, count) // 100,
        "currency": numpy.where(chance.random(count) < 0.1, "USD", "CNY"),
        # Who guesses a sheet's types by its first row must find a text there.
        "remark": ["rush" if first + row == 0 else REMARKS[at] for row, at in enumerate(chance.integers(0, len(REMARKS), count))],
    })
    code = lambda name, column, letters, width: polars.format(f"{letters}{{}}", polars.col(column).cast(polars.String).str.zfill(width)).alias(name)  # noqa: E731
    money = lambda column, scale: (polars.col(column).cast(polars.Decimal(38, 0)) / 10**scale).cast(polars.Decimal(18, scale)).alias(column)  # noqa: E731
    return frame.with_columns(
        code("invoice_no", "invoice", "INV", 10),
        code("account_code", "account", "C", 6),
        code("product_code", "product", "P-", 5),
        code("branch", "branch", "B", 2),
        code("salesperson", "salesperson", "S", 3),
        polars.col("invoice_date", "due_date").cast(polars.Date),
        *(money(column, 4) for column in ("quantity", "unit_price")),
        *(money(column, 2) for column in ("net", "tax", "cost")),
    ).select(list(COLUMNS))


def measured(asked, project, kind, what):
    """Seconds, seconds of CPU and peak memory of each program's runs, in turn."""
    runs = {"kam": [], "DuckDB": [], "Polars": []}
    duck = lambda *about: duckdb_reads(*about, asked.excel)  # noqa: E731
    programs = {"kam": lambda: kam(asked, project, what), "DuckDB": lambda: peer(duck, project, kind, what), "Polars": lambda: peer(polars_reads, project, kind, what)}
    for number in range(asked.again + 1):
        for name, program in list(programs.items()):
            try:
                run = program()
            except (OSError, subprocess.CalledProcessError) as error:
                print(f"{name} cannot: {error}", file=sys.stderr)
                del programs[name]
                continue
            if number > 0:
                runs[name].append(run)
    return runs


def kam(asked, project, what):
    """One run of kam."""
    if what == "reading":
        told, *_, memory = timed([asked.read, project, project / "files", "raw.shop_lines"])
        found = re.match(r"([\d.]+) s, CPU [\d.]+ s to identify, ([\d.]+) s to read", told)
        return float(found[1]), float(found[2]), memory
    _, seconds, cpu, memory = lands(asked, project, project / "files")
    _, least, least_cpu, _ = lands(asked, project, project / "one")
    return seconds - least, cpu - least_cpu, memory


def lands(asked, project, files):
    """One run of kam over a folder of files, into a new lake."""
    shutil.rmtree(project / "lake", ignore_errors=True)
    return timed([asked.kam, "run", "daily", "--quiet", "--project", project], KAM_LANDING_FILES=str(files))


def timed(command, **variables):
    """What a command says, its seconds, those of CPU, and its peak memory."""
    began = time.monotonic()
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True, env={**os.environ, **variables})
    told = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise subprocess.CalledProcessError(child.returncode, command)
    return told, time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10


def peer(reads, project, kind, what):
    """One run of another program, in a process of its own, that tells its seconds and its peak."""
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            began = time.monotonic()
            reads(project / "files" / f"lines.{kind}", kind, project / "peer.parquet" if what == "landing" else None)
            os.write(sender, f"{time.monotonic() - began}".encode())
            status = 0
        except Exception as error:  # noqa: BLE001
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        finally:
            os._exit(status)
    os.close(sender)
    _, status, usage = os.wait4(child, 0)
    with os.fdopen(receiver) as told:
        seconds = told.read()
    if status != 0:
        raise OSError(f"reading {kind}")
    return float(seconds), usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10


def duckdb_reads(file, kind, target, excel=None):
    """DuckDB reads with the declared types, to a file or only to count the values of every column."""
    connection = duckdb.connect(config={"allow_unsigned_extensions": True} if excel else {})
    connection.execute(f"set threads = {os.cpu_count()}")
    types = {name: {"text": "varchar"}.get(type_, type_) for name, type_ in COLUMNS.items()}
    listed = ", ".join(f"'{name}': '{type_}'" for name, type_ in types.items())
    sources = {
        "csv": f"read_csv('{file}', header = true, columns = {{{listed}}})",
        "ndjson": f"read_json('{file}', format = 'newline_delimited', columns = {{{listed}}})",
        "xlsx": f"read_xlsx('{file}', header = true)",
    }
    if kind == "xlsx":
        connection.execute(f"load '{excel}'" if excel else "load excel")
    if target:
        connection.execute(f"copy (from {sources[kind]}) to '{target}' (format parquet, compression zstd)")
    else:
        counts = ", ".join(f"count({name})" for name in COLUMNS)
        connection.execute(f"select {counts} from {sources[kind]}").fetchall()


def polars_reads(file, kind, target):
    """Polars scans with the declared types, to a file or only to drop the columns."""
    schema = {name: polars_type(type_) for name, type_ in COLUMNS.items()}
    if kind == "xlsx":
        frame = polars.read_excel(file).lazy()
    elif kind == "csv":
        frame = polars.scan_csv(file, schema=schema)
    else:
        # Its reader of JSON gives no decimals and no moments.
        plain = {name: polars.Float64 if type_.is_decimal() else polars.String if type_.is_temporal() else type_ for name, type_ in schema.items()}
        frame = polars.scan_ndjson(file, schema=plain).with_columns(
            polars.col(name).str.strptime(type_) if type_.is_temporal() else polars.col(name).cast(type_) for name, type_ in schema.items() if plain[name] != type_
        )
    if target:
        frame.sink_parquet(target, compression="zstd")
    else:
        frame.select(polars.all().count()).collect(engine="streaming")


def polars_type(type_):
    """A type as Polars calls it."""
    scaled = re.fullmatch(r"decimal\((\d+),(\d+)\)", type_)
    if scaled:
        return polars.Decimal(int(scaled[1]), int(scaled[2]))
    return {"bigint": polars.Int64, "text": polars.String, "date": polars.Date, "timestamp": polars.Datetime("us")}[type_]


def print_row(kind, what, runs, size):
    """Prints one comparison."""
    cells = []
    for done in runs.values():
        cells += [spread(done, 0), spread(done, 1), f"{max(run[2] for run in done)}"] if done else ["cannot", "", ""]
    peers = list(runs.values())[1:]
    ratios = [f"{middle(done, at) / middle(runs['kam'], at):.2f}" if done and runs["kam"] else "" for at in (0, 1) for done in peers]
    print(f"| {kind} | {what} | {size / 1e6:.0f} | {' | '.join(cells)} | {' | '.join(ratios)} |", flush=True)


def middle(runs, at):
    """The median of one of the figures of some runs."""
    return median(run[at] for run in runs)


def spread(runs, at):
    """Median with least and most."""
    values = [run[at] for run in runs]
    return f"{median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


if __name__ == "__main__":
    sys.exit(main())
