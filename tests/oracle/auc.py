"""How well the risk index tells who will leave, on a company whose truth is known.

    auc.py LAKE TRUTH [SEED]
    auc.py --check

LAKE is a folder kam has built from a sample, TRUTH the sample's folder `truth`. A customer counts in a quarter if
it has a risk index there and had not left by the quarter's end; it is an event if it left within the two quarters
after. Only quarters out of time count: the last third of those whose two following quarters the truth knows.
Prints the area under the ROC curve with its 95 % intervals (DeLong; Hanley and McNeil), how many customers and
events stood behind it, and the same with the labels shuffled a thousand times (by SEED, 1 unless told). Rows of one customer in
several quarters are not independent, so the intervals are somewhat too narrow. `--check` reckons published figures.
"""

import csv
import math
import random
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

NORMAL_95 = 1.959963984540054
QUARTERS_AHEAD = 2
SHUFFLES = 1000


def main(arguments):
    """Reads, reckons, prints."""
    if arguments == ["--check"]:
        return check()
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    seed = int(arguments[2]) if len(arguments) == 3 else 1
    rows = labelled(index_rows(Path(arguments[0])), departures(Path(arguments[0]), Path(arguments[1])))
    if not any(row[2] for row in rows) or all(row[2] for row in rows):
        print(f"quarters none n {len(rows)} events {sum(row[2] for row in rows)}: no curve without both kinds")
        return 1
    print("quarters", ",".join(sorted({row[0] for row in rows})))
    labels, scores = [row[2] for row in rows], [row[1] for row in rows]
    tell("risk_index", labels, scores)
    tell_shuffled(labels, scores, random.Random(seed))
    return 0


def tell_shuffled(labels, scores, chance):
    """Prints what the index would reach if it knew nothing: the mean over many shuffles, and where 95 % of them lie."""
    ranks, events = mid_ranks(scores), sum(labels)
    shuffled, areas = labels[:], []
    for _ in range(SHUFFLES):
        chance.shuffle(shuffled)
        of_events = sum(rank for rank, label in zip(ranks, shuffled) if label)
        areas.append((of_events - events * (events + 1) / 2) / (events * (len(labels) - events)))
    areas.sort()
    low, high = areas[SHUFFLES * 25 // 1000], areas[SHUFFLES * 975 // 1000]
    print(f"shuffled auc {sum(areas) / SHUFFLES:.4f} [{low:.4f}, {high:.4f}] over {SHUFFLES} shuffles")


def mid_ranks(scores):
    """The place of every score, equal ones sharing the middle of theirs."""
    order = sorted(range(len(scores)), key=lambda at: scores[at])
    ranks, start = [0.0] * len(scores), 0
    while start < len(order):
        end = start
        while end < len(order) and scores[order[end]] == scores[order[start]]:
            end += 1
        for at in order[start:end]:
            ranks[at] = (start + 1 + end) / 2
        start = end
    return ranks


def tell(name, labels, scores):
    """Prints one line."""
    events = sum(labels)
    area, low, high = delong(labels, scores)
    _, plain_low, plain_high = hanley_mcneil(area, events, len(labels) - events)
    print(
        f"{name} auc {area:.4f} delong [{low:.4f}, {high:.4f}] hanley_mcneil [{plain_low:.4f}, {plain_high:.4f}]"
        f" n {len(labels)} events {events}"
    )


def index_rows(lake):
    """(customer_id, quarter, index) of every published index."""
    rows = table(lake, "marts/risk_index")
    return [
        (row["customer_id"], row["quarter"], float(row["risk_index_score"]))
        for row in rows
        if row["risk_index_score"] is not None
    ]


def departures(lake, truth):
    """The day each customer left, None if it stayed; a customer made of several companies is its most frequent one."""
    keys = {(key["source_system"], key["source_key"]): key["customer_id"] for key in table(lake, "conformed/customer_keys")}
    companies = defaultdict(Counter)
    for row in csv_rows(truth / "customers.csv"):
        customer = keys.get((row["system"], row["source_key"]))
        if customer is not None:
            companies[customer][row["company_id"]] += 1
    left = {row["company_id"]: row["left_date"] for row in csv_rows(truth / "churn.csv")}
    mixed = sum(len(found) > 1 for found in companies.values())
    if mixed:
        print(f"customers of several companies {mixed}")
    found = {customer: min(counts, key=lambda one: (-counts[one], one)) for customer, counts in companies.items()}
    return {
        customer: date.fromisoformat(left[company]) if left.get(company) else None
        for customer, company in found.items()
    }


def labelled(rows, left):
    """(quarter, index, event) of the quarters out of time; who is gone already, or not in the truth, is left out."""
    numbers = sorted({quarter_number(quarter) for _, quarter, _ in rows})
    if not numbers:
        return []
    # The truth reaches to the last quarter built, or beyond it if it names somebody who leaves later.
    last = max([numbers[-1], *(day.year * 4 + (day.month - 1) // 3 for day in left.values() if day)])
    known = [number for number in numbers if number + QUARTERS_AHEAD <= last]
    late = set(known[len(known) - math.ceil(len(known) / 3):])
    found = []
    for customer, quarter, score in rows:
        number = quarter_number(quarter)
        if number not in late or customer not in left:
            continue
        gone = left[customer]
        if gone is not None and gone < quarter_start(number + 1):
            continue
        event = gone is not None and gone < quarter_start(number + 1 + QUARTERS_AHEAD)
        found.append((quarter, score, event))
    return found


def quarter_number(label):
    """2026Q3 as a whole number; years begin in January."""
    year, quarter = label.split("Q")
    return int(year) * 4 + int(quarter) - 1


def quarter_start(number):
    """The first day of a quarter."""
    return date(number // 4, number % 4 * 3 + 1, 1)


def delong(labels, scores):
    """The area and its 95 % interval by DeLong, DeLong and Clarke-Pearson (1988), by ranks (Sun and Xu 2014)."""
    events = [score for label, score in zip(labels, scores) if label]
    others = [score for label, score in zip(labels, scores) if not label]
    together, own, rest = mid_ranks(events + others), mid_ranks(events), mid_ranks(others)
    m, n = len(events), len(others)
    above = [(together[i] - own[i]) / n for i in range(m)]
    below = [1 - (together[m + j] - rest[j]) / m for j in range(n)]
    area = sum(above) / m
    deviation = math.sqrt(variance(above) / m + variance(below) / n)
    return area, max(0.0, area - NORMAL_95 * deviation), min(1.0, area + NORMAL_95 * deviation)


def hanley_mcneil(area, m, n):
    """The same interval from the area and the numbers of events and others alone (Hanley and McNeil 1982)."""
    first, second = area / (2 - area), 2 * area * area / (1 + area)
    spread = area * (1 - area) + (m - 1) * (first - area * area) + (n - 1) * (second - area * area)
    deviation = math.sqrt(spread / (m * n))
    return area, max(0.0, area - NORMAL_95 * deviation), min(1.0, area + NORMAL_95 * deviation)


def mid_ranks(values):
    """The rank of each value, ties sharing the middle of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, at = [0.0] * len(values), 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for place in range(at, end):
            ranks[order[place]] = (at + 1 + end) / 2
        at = end
    return ranks


def variance(values):
    """The sample variance; 0 of a single value."""
    middle = sum(values) / len(values)
    return sum((value - middle) ** 2 for value in values) / max(len(values) - 1, 1)


def check():
    """Published figures: scikit-learn's AUC example, and pROC's s100b by Hanley and McNeil (41 of 113 patients)."""
    area, low, high = delong([False, False, True, True], [0.1, 0.4, 0.35, 0.8])
    assert math.isclose(area, 0.75), area
    # By hand: an event stands above (.5, 1) of the others, so does it leave (.5, 1) below; each varies by .125.
    assert math.isclose(high - area, min(0.25, NORMAL_95 * math.sqrt(0.125))), (low, high)
    _, low, high = hanley_mcneil(0.7313686, 41, 72)
    assert (round(low, 3), round(high, 3)) == (0.631, 0.832), (low, high)
    assert math.isclose(delong([True, False, True, False], [1, 1, 1, 1])[0], 0.5)
    assert (quarter_start(quarter_number("2026Q4") + 1), quarter_number("2026Q1")) == (date(2027, 1, 1), 8104)
    print("as published")
    return 0


def csv_rows(path):
    """The rows of a CSV file by column."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def table(lake, name):
    """The rows of a table of the lake."""
    from deltalake import DeltaTable

    return DeltaTable(str(lake / name)).to_pyarrow_table().to_pylist()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
