"""Pages per customer: kam beside Jinja2, which lays out the same rows in the same session of this machine.

    render.py KAM FOLDER [--accounts 500 1000 2000] [--quarters 12] [--again 3]

KAM is the program, FOLDER a place with a gigabyte to spare. Makes the company of the quickstart there, or takes the one that
is there as FOLDER/company; queries of the project's own repeat each customer with all its rows until there are enough. Then
has kam lay out the pages of so many in two languages, again and again; the tables stay as they are. kam's milliseconds and
peak of memory are those of its own step: asking the queries, cutting the rows, checking each, laying out on every core,
writing below the lake with fsync. Jinja2 gets the rows of every page from a file kam has written with a page template of our own,
and has one process for each core: reading the rows is not counted, writing without fsync is. Its template is simpler than
kam's: the same style sheet and script, every row of every query in a table with the same numbers formatted exactly, one line
chart for each column of history. Prints a table as Markdown, medians with least and most.
"""

import argparse
import html
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median

import jinja2

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("en", "zh-CN")
CUSTOMERS = 120
COPIES = 20
REPORT = "report-templates/account"

# A page that holds the rows themselves: one line per cell, as a mark of its kind and its value.
ROWS = """{% for row in NAME %}row NAME
{% for cell in row | pairs %}{{ <cell name={cell[0]} value={cell[1]} /> }}{% endfor %}{% endfor %}"""
CELL = """{% component cell(name: string, value) -%}
{% if value is none %}none {{ name }}
{% elif value is array %}list {{ name }}
{% for part in value %}{{ <cell name="-" value={part} /> }}{% endfor %}end {{ name }}
{% elif value is map %}exact {{ name }} {{ value.unscaled }} {{ value.scale }}
{% else %}plain {{ name }} {{ value }}
{% endif %}
{%- endcomponent cell %}"""

PAGE = """<!doctype html>
<html lang="{{ locale }}">
<head><meta charset="utf-8"><title>{{ account.customer_name }} · {{ company }}</title>
{{ head | safe }}
</head>
<body><main>
<header><h1>{{ account.customer_name }}</h1></header>
<section><dl>{% for name, value in account.items() %}<dt>{{ name }}</dt><dd>{{ value | shown }}</dd>{% endfor %}</dl></section>
{% for query, rows in datasets.items() %}
<section><h2>{{ query }}</h2>
{% if rows %}
{% if query == "history" %}{% for line in rows | lines %}
<svg viewBox="0 0 640 160" role="img"><title>{{ line.name }}</title><path d="{{ line.path }}"/>
{% for point in line.points %}<circle cx="{{ point.x }}" cy="{{ point.y }}" r="2"><title>{{ point.value | shown }}</title></circle>{% endfor %}
</svg>{% endfor %}{% endif %}
<table><thead><tr>{% for name in rows[0] %}<th scope="col">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in rows %}<tr>{% for value in row.values() %}<td>{{ value | shown }}</td>{% endfor %}</tr>{% endfor %}</tbody></table>
{% else %}<p>Nothing is known.</p>{% endif %}
</section>
{% endfor %}
</main>{{ script | safe }}</body></html>
"""


def main():
    """Makes, measures, prints."""
    asked = arguments()
    project = asked.folder / "company"
    if not (project / "lake").is_dir():
        run([asked.kam, "quickstart", project, "--quiet", "--accounts", CUSTOMERS, "--quarters", asked.quarters])
    pipeline = (project / "pipelines" / "quarterly.toml").read_text(encoding="utf-8")
    (project / "pipelines" / "pages.toml").write_text(f'{pipeline}reports = ["account"]\n', encoding="utf-8")
    repeat_customers(project)
    rows = rows_of_pages(asked, project)
    sample = kam_once(asked, project, max(asked.accounts), "look")
    pages = sorted(sample["folder"].glob("*.html"))
    head, script = parts_of(pages[0].read_text(encoding="utf-8"))
    print(f"kam writes {mean_size(pages):,.0f} bytes a page.\n")
    print("| accounts | pages | kam pages/s | kam peak MiB | Jinja2 pages/s | Jinja2 peak MiB |")
    print("|---:|---:|---|---:|---|---:|")
    for accounts in asked.accounts:
        ours = [kam_once(asked, project, accounts, f"{accounts} {again}") for again in range(asked.again)]
        peers = [jinja_once(asked, rows[:accounts], head, script) for _ in range(asked.again)]
        print_row(accounts, ours, peers)
    peer_pages = list((asked.folder / "jinja" / "en").glob("*.html"))
    print(f"\nJinja2 {jinja2.__version__} writes {mean_size(peer_pages):,.0f} bytes a page, in {os.cpu_count()} processes.")
    return 0


def arguments():
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("kam", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--accounts", type=int, nargs="+", default=[500, 1000, 2000])
    parser.add_argument("--quarters", type=int, default=12)
    parser.add_argument("--again", type=int, default=3)
    return parser.parse_args()


def run(words):
    """Runs a command, or says why it failed."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stderr}")
    return done.stdout


def repeat_customers(project):
    """Lays queries of the project's own over the report's: every customer many times, with its rows."""
    for path in (ROOT / REPORT / "queries").glob("*.sql"):
        if "customer_id" in path.read_text(encoding="utf-8"):
            write_repeated(project, path.stem, "", "")


def write_repeated(project, query, more, mark):
    """One such query, with more columns and a mark that makes it another text."""
    text = (ROOT / REPORT / "queries" / f"{query}.sql").read_text(encoding="utf-8")
    body = re.sub(r"^/\*.*?\*/", "", text, count=1, flags=re.S).strip()
    order = re.search(r"order by\s+customer_id(.*)$", body, re.S)
    if order is None:
        sys.exit(f"the query `{query}` of the account report does not end in `order by customer_id`")
    left_out = "customer_id, gets_page" if query == "accounts" else "customer_id"
    copies = ", ".join(f"({copy})" for copy in range(COPIES))
    repeated = f"""with original as (
{body[:order.start()].strip()}
)
select
    original.* exclude ({left_out}),
    original.customer_id * 100 + copies.copy as customer_id{more}
from original
cross join (values {copies}) as copies(copy)
order by customer_id{order.group(1)}
-- {mark}
"""
    own = project / REPORT / "queries" / f"{query}.sql"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(repeated, encoding="utf-8")


def kam_once(asked, project, accounts, mark):
    """Has kam lay out the pages of so many customers; what its own step says of it."""
    number = "row_number() over (order by original.customer_id * 100 + copies.copy)"
    write_repeated(project, "accounts", f",\n    {number} <= {accounts} as gets_page", f"{mark} {time.time_ns()}")
    run([asked.kam, "run", "pages", "--quiet", "--project", project])
    results = json.loads((project / "run_results.json").read_text(encoding="utf-8"))
    step = next(step for step in results["steps"] if step["kind"] == "render" and step["target"].endswith("/account"))
    quarter = step["target"].split("/")[0]
    seconds, peak = step["milliseconds"] / 1000, step["peak_memory_bytes"] / 2**20
    folder = project / "reports" / quarter / LOCALES[0] / "accounts"
    return {"pages": step["rows"], "seconds": seconds, "peak": peak, "folder": folder}


def rows_of_pages(asked, project):
    """The rows of every page, as kam hands them to it: laid out by a template that only writes them down."""
    queries = sorted(path.stem for path in (ROOT / REPORT / "queries").glob("*.sql") if path.stem != "accounts")
    template = project / REPORT / "page.html"
    component = project / "report-templates" / "components" / "cell.html"
    component.parent.mkdir(parents=True, exist_ok=True)
    template.parent.mkdir(parents=True, exist_ok=True)
    component.write_text(CELL, encoding="utf-8")
    account = ROWS.replace("row in NAME", "row in [account]").replace("NAME", "account")
    template.write_text("\n".join([account, *(ROWS.replace("NAME", query) for query in queries)]), encoding="utf-8")
    folder = kam_once(asked, project, max(asked.accounts), "rows")["folder"]
    pages = [read_rows(path, queries) for path in sorted(folder.glob("*.html"), key=lambda path: int(path.stem))]
    template.unlink()
    component.unlink()
    return pages


def read_rows(path, queries):
    """The account and the rows of each query of one page."""
    datasets = {query: [] for query in ["account", *queries]}
    row, lists = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, rest = html.unescape(line).partition(" ")
        name, _, value = rest.partition(" ")
        if kind == "row":
            row = {}
            datasets[name].append(row)
        elif kind == "list":
            lists.append([])
        elif kind == "end":
            row[name] = lists.pop()
        elif kind in ("none", "exact", "plain"):
            cell = None if kind == "none" else value
            if kind == "exact":
                unscaled, scale = value.split()
                cell = Decimal(int(unscaled)).scaleb(-int(scale))
            if lists:
                lists[-1].append(cell)
            else:
                row[name] = cell
    return {"account": datasets.pop("account")[0], "datasets": datasets}


def parts_of(page):
    """The style sheet and the script of a page of kam's."""
    style = re.search(r"<style>.*</style>", page, re.S).group()
    script = re.search(r"<script>.*</script>", page, re.S)
    return style, script.group() if script else ""


def jinja_once(asked, rows, head, script):
    """Has Jinja2 lay out the same customers' pages, one process for each core; seconds, and the memory of one that holds most."""
    folder = asked.folder / "jinja"
    shutil.rmtree(folder, ignore_errors=True)
    for locale in LOCALES:
        (folder / locale).mkdir(parents=True)
    cores = os.cpu_count() or 1
    begun = time.monotonic()
    children = []
    for core in range(cores):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            lay_out(rows[core::cores], head, script, folder)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            os.write(writing, str(peak).encode())
            os._exit(0)
        os.close(writing)
        children.append((child, reading))
    peak = 0
    for child, reading in children:
        _, status = os.waitpid(child, 0)
        if status != 0:
            sys.exit("Jinja2 failed")
        peak = max(peak, int(os.read(reading, 64)) / 1024)
        os.close(reading)
    return {"pages": len(rows) * len(LOCALES), "seconds": time.monotonic() - begun, "peak": peak}


def lay_out(pages, head, script, folder):
    """Writes these customers' pages."""
    environment = jinja2.Environment(autoescape=True, trim_blocks=True)
    environment.filters.update(shown=shown, lines=lines)
    template = environment.from_string(PAGE)
    for page in pages:
        for locale in LOCALES:
            text = template.render(locale=locale, company="Company", head=head, script=script, **page)
            (folder / locale / f"{page['account']['customer_id']}.html").write_text(text, encoding="utf-8")


def shown(value):
    """A value as people read it."""
    if value is None:
        return "—"
    if isinstance(value, Decimal):
        return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
    if isinstance(value, list):
        return " ".join(shown(part) for part in value)
    return value


def lines(rows):
    """A line for each column of numbers."""
    drawn = []
    for name in rows[0]:
        values = [row[name] for row in rows]
        known = [value for value in values if isinstance(value, Decimal)]
        if not known:
            continue
        low, high = min(known), max(known)
        spread = high - low or 1
        points = [
            {"x": f"{640 * at / max(len(values) - 1, 1):.2f}", "y": f"{160 - 160 * (value - low) / spread:.2f}", "value": value}
            for at, value in enumerate(values)
            if isinstance(value, Decimal)
        ]
        path = "M" + "L".join(f"{point['x']} {point['y']}" for point in points)
        drawn.append({"name": name, "points": points, "path": path})
    return drawn


def mean_size(pages):
    """How large a page is, on average."""
    return sum(page.stat().st_size for page in pages) / max(len(pages), 1)


def print_row(accounts, ours, peers):
    """One line of the table."""
    cells = []
    for measured in (ours, peers):
        rates = sorted(one["pages"] / one["seconds"] for one in measured)
        cells.append(f"{median(rates):,.0f} ({rates[0]:,.0f}–{rates[-1]:,.0f})")
        cells.append(f"{max(one['peak'] for one in measured):,.0f}")
    print(f"| {accounts} | {ours[0]['pages']} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
