"""DuckDB on the events of the benchmark.

    convert EVENTS.csv EVENTS.parquet     writes the same events as Parquet
    count EVENTS STATEMENT.sql RESULT.csv runs the statement that `prescreen experiment sql` prints
"""

import sys

import duckdb

KINDS = {"seq": "INTEGER", "seconds": "INTEGER", "amount": "BIGINT", "careless": "BOOLEAN"}
COLUMNS = [
    "event", "experiment", "unit", "received", "at", "seq", "variation", "question", "seconds", "class", "outcome",
    "careless", "goal", "amount",
]


def table(connection, path):
    """The file with a type for each column."""
    if path.endswith(".parquet"):
        return connection.read_parquet(path)
    columns = {name: KINDS.get(name, "VARCHAR") for name in COLUMNS}
    if path.endswith(".csv"):
        with open(path, encoding="utf-8") as file:
            head = file.readline().strip().split(",")
        return connection.read_csv(path, header=True, columns={name: KINDS.get(name, "VARCHAR") for name in head})
    return connection.read_json(path, format="newline_delimited", columns=columns | {"segments": "STRUCT(browser VARCHAR)"})


def main():
    what, path, *rest = sys.argv[1:]
    connection = duckdb.connect()
    rows = table(connection, path)
    if what == "convert":
        rows.write_parquet(rest[0])
        return
    browser = "segments.browser" if "segments" in rows.columns else "segment_browser"
    amount = "amount" if "amount" in rows.columns else "NULL::BIGINT AS amount"
    names = ", ".join(f'"{name}"' for name in COLUMNS if name != "amount")
    rows.project(f"{names}, {amount}, {browser} AS segment_browser").create_view("events")
    statement = open(rest[0], encoding="utf-8").read()
    connection.sql(statement).write_csv(rest[1])


main()
