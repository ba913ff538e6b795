"""Features of drawn ledgers, computed with Python's statistics, calendar and fractions: `expected.json`.

    python3 tests/vectors/features/independent.py

writes `ledgers.psv` and `expected.json` beside it. Written from the definitions in docs/statements-features.md, and
without a look at the Rust: sets of days instead of positions, fractions instead of integers.
"""

import calendar
import json
import random
import statistics
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

INCOME = {"salary", "pension", "benefits", "interest", "dividends", "rent_received", "other_income"}
ESSENTIAL = {"housing", "utilities", "groceries", "transport", "health", "insurance", "education", "communication"}
OBLIGATION = {"mortgage", "loan_repayment", "bnpl", "payday", "repayment"}
SPENDING = ESSENTIAL | {"discretionary", "gambling", "fees", "cash", "unknown"}
HERE = Path(__file__).parent
DAY = timedelta(days=1)


def days(first, last):
    return {first + DAY * n for n in range((last - first).days + 1)}


def draw(rng):
    """A ledger: asked period, accounts with what they cover, movements."""
    asked = (date(2024, rng.randint(1, 6), rng.randint(1, 28)), date(2025, rng.randint(1, 12), 28))
    accounts, rows = [], []
    for kind in rng.sample(["bank", "bank", "wallet", "card"], rng.randint(1, 3)):
        start = asked[0] + DAY * rng.choice([-40, 0, 0, 20, 90])
        end = asked[1] - DAY * rng.choice([-10, 0, 0, 15, 60])
        covered = [(start, end)]
        if rng.random() < 0.3:
            hole = start + (end - start) // 2
            covered = [(start, hole), (hole + DAY * rng.choice([1, 1, 25]), end)]
        accounts.append((kind, covered))
    for n, (kind, covered) in enumerate(accounts):
        for day in sorted(set().union(*(days(*part) for part in covered))):
            draw_day(rng, rows, n, kind, day)
    rng.shuffle(rows)
    return asked, accounts, rows


def draw_day(rng, rows, account, kind, day):
    def add(incoming, amount, category, name=""):
        rows.append((account, day, incoming, amount, category, name))

    if kind == "bank" and day.day == 10 + (day.month % 3):
        add(True, 800_000 + rng.randint(-30_000, 30_000), "salary", "employer")
    if kind != "card" and day.day == 21 and rng.random() < 0.8:
        add(True, rng.randint(10, 5_000), "interest", f"bank-{account}")
    if kind != "card" and rng.random() < 0.05:
        add(True, rng.randint(1_000, 90_000), rng.choice(["transfer", "unknown", "own_transfer", "refund", "borrowed"]), "someone")
    if kind == "bank" and day.day == 5:
        add(False, 210_000, rng.choice(["mortgage", "loan_repayment"]))
    if rng.random() < 0.5:
        category = rng.choice(sorted(ESSENTIAL) + ["discretionary"] * 6 + ["unknown", "cash", "transfer", "fees", "tax", "investment"])
        add(False, rng.randint(500, 60_000), category)
    if rng.random() < 0.03:
        for _ in range(rng.randint(1, 4)):
            add(False, 1_000, "gambling")


class Sample:
    """Movements by a condition, on days that every account with any of them covers."""

    def __init__(self, ledger, kinds, *conditions):
        asked, accounts, rows = ledger
        period = days(*asked)
        rows = [row for row in rows if accounts[row[0]][0] in kinds and row[1] in period]
        chosen = [row for row in rows if any(condition(row[4], row[2]) for condition in conditions)]
        read = {row[0] for row in chosen}
        if not read:
            read = {n for n, account in enumerate(accounts) if account[0] == kinds[0]}
        covers = [set().union(*(days(*part) for part in accounts[n][1])) for n in read]
        self.days = period.intersection(*covers) if covers else set()
        self.rows = [row for row in chosen if row[1] in self.days]
        years = range(asked[0].year, asked[1].year + 1)
        months = [(year, month) for year in years for month in range(1, 13)]
        self.months = [m for m in months if days(date(*m, 1), date(*m, calendar.monthrange(*m)[1])) <= self.days]

    def sums(self, condition):
        return [
            sum(row[3] for row in self.rows if (row[1].year, row[1].month) == month and condition(row[4], row[2]))
            for month in self.months
        ]


def income(category, incoming):
    return incoming and category in INCOME


def inflow(category, incoming):
    return incoming and category not in {"own_transfer", "investment", "borrowed"}


def outflow(category, incoming):
    return not incoming and category not in {"own_transfer", "investment", "refund"}


def spending(category, incoming):
    return not incoming and category in SPENDING


def obligation(category, incoming):
    return not incoming and category in OBLIGATION


def middle(values):
    return floor(statistics.median([Fraction(value) for value in values]))


def features(ledger):
    cash, accounts = ("bank", "wallet", "card"), ("bank", "wallet")
    found = {}

    def put(name, has, needs, value):
        found[name] = value() if has >= needs else None

    sample = Sample(ledger, accounts, income)
    sums = sample.sums(income)
    put("income-monthly", len(sample.months), 3, lambda: middle(sums))
    with_transfers = lambda category, incoming: incoming and (category in INCOME or category in {"transfer", "unknown"})
    both = Sample(ledger, accounts, with_transfers)
    put("income-monthly-with-transfers", len(both.months), 3, lambda: middle(both.sums(with_transfers)))
    if sum(sums) > 0:
        mean = Fraction(sum(sums), len(sums))
        variance = statistics.pvariance([Fraction(value) for value in sums])
        # To the last digit: the greatest n whose square does not exceed (10000 σ / μ)².
        square = variance / mean**2 * 10**8
        n = floor(float(square) ** 0.5)
        n += (n + 1) ** 2 <= square
        n -= n**2 > square
        put("income-variation", len(sums), 6, lambda: n)
    else:
        found["income-variation"] = None

    untold = lambda category, incoming: incoming and category == "unknown"
    seen = Sample(ledger, accounts, income, untold)
    known, unknown = sum(seen.sums(income)), sum(seen.sums(untold))
    told_enough = known + unknown == 0 or Fraction(known, known + unknown) >= Fraction(7, 10)

    payers = {}
    for row in sample.rows:
        payers.setdefault(row[5] or row[4], []).append(row)
    dates = {name: sorted({row[1] for row in rows}) for name, rows in payers.items()}
    regular = [name for name in payers if len(dates[name]) >= 3]
    put("income-sources", len(sample.days), 90, lambda: len(regular))
    put("income-gap-regularity", len(regular), 1, lambda: rhythm(sample, dates[max(regular, key=lambda name: sum(row[3] for row in payers[name]))]))

    spent = Sample(ledger, cash, spending)
    total = sum(spent.sums(spending))
    told = sum(spent.sums(lambda category, way: spending(category, way) and category not in {"cash", "unknown"}))
    essential = sum(spent.sums(lambda category, way: spending(category, way) and category in ESSENTIAL))
    enough = len(spent.months) >= 3 and total > 0
    found["spending-told"] = floor(Fraction(told, total) * 10_000) if enough else None
    found["essential-share"] = floor(Fraction(essential, total) * 10_000) if enough and Fraction(told, total) >= Fraction(7, 10) else None

    out = Sample(ledger, cash, outflow)
    put("outflow-monthly", len(out.months), 3, lambda: middle(out.sums(outflow)))
    owed = Sample(ledger, cash, obligation)
    put("obligations-monthly", len(owed.months), 3, lambda: middle(owed.sums(obligation)))
    burden = Sample(ledger, cash, obligation, income)
    earned = sum(burden.sums(income))
    put("obligations-to-income", len(burden.months) if earned else 0, 3, lambda: ceil(Fraction(sum(burden.sums(obligation)), earned) * 10_000))
    net = Sample(ledger, cash, inflow, outflow)
    pairs = list(zip(net.sums(inflow), net.sums(outflow)))[-12:]
    put("negative-months", len(net.months), 6, lambda: sum(a < b for a, b in pairs))
    bets = Sample(ledger, cash, lambda category, way: not way and category == "gambling")
    put("gambling-bursts", len(bets.days), 90, lambda: bursts([row[1] for row in bets.rows]))
    if not told_enough:
        for name in ("income-monthly", "income-variation", "income-sources", "income-gap-regularity", "obligations-to-income"):
            found[name] = None
    return found


def rhythm(sample, dates):
    gaps = [(b - a).days for a, b in zip(dates, dates[1:]) if days(a, b) <= sample.days]
    if not gaps:
        return None
    center = middle(gaps)
    return floor(Fraction(sum(abs(gap - center) <= 3 for gap in gaps), len(gaps)) * 10_000)


def bursts(dates):
    count, free_from = 0, date.min
    for first in sorted(set(dates)):
        if first >= free_from and sum(first <= other < first + 3 * DAY for other in dates) >= 3:
            count, free_from = count + 1, first + 3 * DAY
    return count


def main():
    rng = random.Random(17)
    lines, expected = [], []
    for _ in range(16):
        ledger = draw(rng)
        asked, accounts, rows = ledger
        lines.append(f"ledger|{asked[0]}|{asked[1]}")
        for kind, covered in accounts:
            lines.append("|".join(["account", kind] + [f"{a}|{b}" for a, b in covered]))
        for account, day, incoming, amount, category, name in rows:
            lines.append(f"{account}|{day}|{'in' if incoming else 'out'}|{amount}|{category}|{name}")
        expected.append(features(ledger))
    (HERE / "ledgers.psv").write_text("\n".join(lines) + "\n")
    (HERE / "expected.json").write_text("[\n" + ",\n".join(json.dumps(one) for one in expected) + "\n]\n")


main()
