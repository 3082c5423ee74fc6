"""The oracle of sales: figures of the Maven CRM reckoned from its files, compared with what kam answers.

    pipeline.py FILES KAM PROJECT

FILES is the folder of the CSV files, KAM the program, PROJECT a project that landed and built them. DuckDB reads
the files and nothing of kam's; kam is asked with `kam sql --format csv`. Sums and counts must be equal, means
and rates to the sixth place.

Prints `N figures equal` and exits 0; or prints the figures that differ and exits 1.
"""

import csv
import io
import subprocess
import sys
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import duckdb

# A name, how DuckDB reckons it from `deals` and the other files, how kam is asked for it.
FIGURES = [
    (
        "won, lost and open opportunities",
        """select count(*) filter (where deal_stage = 'Won'), count(*) filter (where deal_stage = 'Lost'),
           count(*) filter (where close_date is null) from deals""",
        """select sum(case when outcome = 'won' then 1 else 0 end), sum(case when outcome = 'lost' then 1 else 0 end),
           sum(case when outcome = 'open' then 1 else 0 end) from conformed.opportunities""",
    ),
    (
        "open opportunities without account",
        "select count(*) from deals where account is null and close_date is null",
        "select count(*) from conformed.opportunities where customer_id = 0 and outcome = 'open'",
    ),
    (
        "value won in all",
        "select sum(close_value) from deals where deal_stage = 'Won'",
        "select sum(amount) from conformed.opportunities where outcome = 'won'",
    ),
    (
        "value won by quarter of 2017",
        """select quarter(close_date), sum(close_value) from deals where deal_stage = 'Won' group by 1 order by 1""",
        """select cast(substr(quarter, 6, 1) as bigint), won_q_amount from marts.sales_pipeline
           where quarter like '2017%' order by quarter""",
    ),
    (
        "win rate of 2017",
        """select (count(*) filter (where deal_stage = 'Won'))::decimal(18, 6), count(*) from deals
           where close_date is not null""",
        "select win_rate_t12m_ratio, 1 from marts.sales_pipeline where quarter = '2017Q4'",
    ),
    (
        "mean days to the win",
        """select sum(close_date - engage_date)::decimal(18, 6), count(*) from deals where deal_stage = 'Won'""",
        "select won_cycle_mean_days, 1 from marts.sales_pipeline where quarter = '2017Q4'",
    ),
    (
        "mean days to the loss",
        """select sum(close_date - engage_date)::decimal(18, 6), count(*) from deals where deal_stage = 'Lost'""",
        "select lost_cycle_mean_days, 1 from marts.sales_pipeline where quarter = '2017Q4'",
    ),
    (
        "value won by product, as it is meant",
        """select product, sum(close_value) from (select replace(product, 'GTXPro', 'GTX Pro') as product, close_value
           from deals where deal_stage = 'Won') join products using (product) group by 1 order by 1""",
        """select products.product_name, sum(opportunities.amount) from conformed.opportunities
           inner join conformed.products on opportunities.product_id = products.product_id
           where opportunities.outcome = 'won' group by products.product_name order by products.product_name""",
    ),
    (
        "value won by account",
        "select account, sum(close_value) from deals where deal_stage = 'Won' group by 1 order by 1",
        """select customers.customer_name, customer_pipeline.won_t12m_amount from marts.customer_pipeline
           inner join conformed.customers on customer_pipeline.customer_id = customers.customer_id
           where customer_pipeline.quarter = '2017Q4' order by customers.customer_name""",
    ),
    (
        "deals won by agent in the last quarter",
        """select sales_agent, count(*) from deals where deal_stage = 'Won' and close_date >= '2017-10-01'
           group by 1 order by 1""",
        """select owner_key, won_q_count from marts.sales_owners
           where quarter = '2017Q4' and won_q_count > 0 order by owner_key""",
    ),
    (
        "open at the end of each quarter of 2017",
        """select quarter(ended), (select count(*) from deals where engage_date <= ended
           and (close_date is null or close_date > ended)) from (values (date '2017-03-31'), (date '2017-06-30'),
           (date '2017-09-30'), (date '2017-12-31')) ends(ended) order by 1""",
        """select cast(substr(quarter, 6, 1) as bigint), open_count from marts.sales_pipeline
           where quarter like '2017%' order by quarter""",
    ),
    (
        "companies of each industry, misspelled or not",
        """select case when sector like 'techno%' then 'technology' else sector end, count(*) from accounts
           group by 1 order by 1""",
        "select industry, count(*) from conformed.customers where customer_id > 0 group by industry order by industry",
    ),
]

# Figures of two columns, a sum and how many it is of, that are told as their mean.
MEANS = ("win rate of 2017", "mean days to the win", "mean days to the loss")


def main(arguments):
    """Reckons, asks, says what came of it."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    files, kam, project = arguments
    oracle = opened(Path(files))
    problems = []
    for name, reckoned, asked in FIGURES:
        ours, theirs = answer(kam, project, asked), plain(oracle.execute(reckoned).fetchall())
        if name in MEANS:
            ours, theirs = divided(ours), divided(theirs)
        if ours != theirs:
            problems.append(f"{name}:\n  kam    {ours[:5]}\n  DuckDB {theirs[:5]}")
    print("\n".join(problems) if problems else f"{len(FIGURES)} figures equal")
    return 1 if problems else 0


def opened(files):
    """DuckDB over the files, each a view; money as decimals."""
    connection = duckdb.connect()
    money = "types = {'close_value': 'decimal(18,4)'}"
    views = [("deals", "sales_pipeline", f", {money}"), ("accounts", "accounts", ""), ("products", "products", "")]
    for name, file, types in views:
        connection.execute(f"create view {name} as select * from read_csv('{files / file}.csv'{types})")
    return connection


def answer(kam, project, query):
    """What kam says to a query, as rows of plain values."""
    command = [kam, "sql", "--project", project, "--format", "csv", query]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return plain(list(csv.reader(io.StringIO(said)))[1:])


def plain(rows):
    """Rows whose equality is equality of values: whatever reads as a number is one."""
    return [tuple(number(value) for value in row) for row in rows]


def number(value):
    """A value as a decimal, or as text."""
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return str(value)


def divided(rows):
    """The mean of each row's sum and count, to the sixth place."""
    return [(total / count).quantize(Decimal("0.000001"), ROUND_HALF_EVEN) for total, count in rows]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
