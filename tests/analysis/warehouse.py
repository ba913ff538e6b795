"""Runs a statement over a table of events in an engine from the Python registry, for warehouse.rs.

Arguments: the engine (duckdb or spark), and a folder with events.csv and statement.sql; prints the result as CSV.
"""

import csv
import sys
from pathlib import Path

NUMBERS = {"seq": "INTEGER", "seconds": "INTEGER", "amount": "BIGINT", "careless": "BOOLEAN"}


def types(head, text):
    return {name: NUMBERS.get(name, text) for name in head}


def of_duckdb(path, head, statement):
    import duckdb

    connection = duckdb.connect()
    rows = connection.read_csv(str(path), header=True, columns=types(head, "VARCHAR"), delimiter=",")
    rows.create_view("events")
    found = connection.execute(statement)
    return [column[0] for column in found.description], found.fetchall()


def of_spark(path, head, statement):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    spark = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    schema = ", ".join(f"`{name}` {kind}" for name, kind in types(head, "STRING").items())
    spark.read.csv(str(path), schema=schema, header=True).createOrReplaceTempView("events")
    found = spark.sql(statement)
    rows = [tuple(row) for row in found.collect()]
    spark.stop()
    return found.columns, rows


def main():
    engine, folder = sys.argv[1], Path(sys.argv[2])
    path = folder / "events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head = next(csv.reader(file))
    statement = (folder / "statement.sql").read_text(encoding="utf-8")
    columns, rows = {"duckdb": of_duckdb, "spark": of_spark}[engine](path, head, statement)
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    writer.writerows(rows)


main()
