"""Who is who: what kam made of a sample's accounts, against the truth beside it.

    identity.py LAKE TRUTH

LAKE is a folder kam has built from a sample, TRUTH the sample's `truth/customers.csv`. A pair of accounts is
found if kam gave both one customer id, and right if both are one company. Prints precision, recall and F1 over pairs
(measures 3.1 id_match_precision, id_match_recall, id_match_f1), the same by B-cubed over accounts, and the
wrong pairs; exits 1 if an account of the truth is missing or the precision is below 0.99.
"""

import csv
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from deltalake import DeltaTable

LEAST_PRECISION = 0.99
SHOWN = 20


def main(arguments):
    """Compares, says what came of it."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    found, truth = found_customers(Path(arguments[0])), true_companies(Path(arguments[1]))
    missing = sorted(set(truth) - set(found))
    if missing:
        print(f"{len(missing)} accounts of the truth are not in conformed.customer_keys: {missing[:SHOWN]}")
        return 1
    found = {account: found[account] for account in truth}
    right, wrong, missed = pairs(found, truth)
    precision, recall = share(right, right + len(wrong)), share(right, right + missed)
    print(f"{len(truth)} accounts, {len(set(truth.values()))} companies, {len(set(found.values()))} customers")
    print(f"pairs: {right} right, {len(wrong)} wrong, {missed} missed")
    print(f"precision {precision:.4f} recall {recall:.4f} F1 {f1(precision, recall):.4f}")
    precision_cubed, recall_cubed = b_cubed(found, truth), b_cubed(truth, found)
    print(f"B-cubed precision {precision_cubed:.4f} recall {recall_cubed:.4f} F1 {f1(precision_cubed, recall_cubed):.4f}")
    for pair in wrong[:SHOWN]:
        print("wrong:", *pair)
    return 0 if precision >= LEAST_PRECISION else 1


def found_customers(lake):
    """The customer of every account, by system and key."""
    rows = DeltaTable(str(lake / "conformed" / "customer_keys")).to_pyarrow_table().to_pylist()
    return {(row["source_system"], row["source_key"]): row["customer_id"] for row in rows}


def true_companies(file):
    """The company of every account, by system and key."""
    with file.open(encoding="utf-8", newline="") as rows:
        return {(row["system"], row["source_key"]): row["company_id"] for row in csv.DictReader(rows) if row["source_key"]}


def pairs(found, truth):
    """How many pairs are right, which are wrong, how many were missed."""
    together = grouped(found)
    right, wrong = 0, []
    for accounts in together.values():
        for one, other in combinations(sorted(accounts), 2):
            if truth[one] == truth[other]:
                right += 1
            else:
                wrong.append((one, other))
    of_truth = sum(len(accounts) * (len(accounts) - 1) // 2 for accounts in grouped(truth).values())
    return right, wrong, of_truth - right


def grouped(labels):
    """Accounts by label."""
    groups = defaultdict(list)
    for account, label in labels.items():
        groups[label].append(account)
    return groups


def b_cubed(labels, others):
    """The mean over accounts of the share of its group by `labels` that `others` puts together with it, too."""
    total = 0.0
    for accounts in grouped(labels).values():
        counts = Counter(others[account] for account in accounts)
        total += sum(count * count for count in counts.values()) / len(accounts)
    return total / len(labels)


def share(part, whole):
    """A share; of nothing it is 1."""
    return part / whole if whole else 1.0


def f1(precision, recall):
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
