"""Parquet files of other writers, for tests/cli/parquet.rs: the rows of the first examples, and what is odd.

    pip install pyarrow==26.0.1 duckdb==2.0.1
    python3 tests/vectors/parquet/make.py
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples"
ROWS = EXAMPLES / "first-scorecard/rows.csv"
EVENTS = EXAMPLES / "first-experiment/events.csv"
COUNTED = EXAMPLES / "first-experiment/counted.csv"


def written(name, table, **options):
    pq.write_table(table, HERE / f"{name}.parquet", **options)


rows = csv.read_csv(ROWS)
for codec in ["none", "gzip", "zstd", "brotli"]:
    written(f"arrow-{codec}", rows, compression=codec)
written("arrow-groups", rows, row_group_size=97, data_page_version="2.0", use_dictionary=False)
duckdb.sql(f"COPY (FROM read_csv('{ROWS}')) TO '{HERE}/duckdb-snappy.parquet' (FORMAT parquet)")
# An hour such as 2026-11-02T08 is a text; both readers would take it for a time.
TEXTS = ["event", "unit", "received", "at"]
events = csv.read_csv(EVENTS, convert_options=csv.ConvertOptions(column_types={name: pa.string() for name in TEXTS}))
written("events-arrow", events, row_group_size=97)
of_events = duckdb.read_csv(str(EVENTS), dtype={name: "VARCHAR" for name in TEXTS})
duckdb.sql(f"COPY of_events TO '{HERE}/events-duckdb.parquet' (FORMAT parquet, COMPRESSION zstd)")
duckdb.sql(f"COPY (FROM read_csv('{COUNTED}')) TO '{HERE}/counted-duckdb.parquet' (FORMAT parquet)")
written("events-wrong", events.slice(0, 3).set_column(3, "seq", pa.array([0, 1, 256])))
written(
    "kinds",
    pa.table({
        "day": pa.array([date(2026, 11, 28), None, date(1970, 1, 1)]),
        "amount": pa.array([Decimal("12.30"), Decimal("-0.05"), None], pa.decimal128(9, 2)),
        "share": pa.array([0.1, float("nan"), None]),
        "single": pa.array([0.1, 2.5, None], pa.float32()),
        "count": pa.array([2**63 - 1, -1, None]),
        "whole": pa.array([2**64 - 1, 0, None], pa.uint64()),
        "yes": pa.array([True, False, None]),
        "word": pa.array(["南", "", None]),
        "raw": pa.array(["南".encode(), b"", None], pa.binary()),
    }),
)
written("lists", pa.table({"outcome": ["a", "b"], "months": [[1, 2], [3]]}))
written("bytes", pa.table({"outcome": ["a", "b"], "photo": pa.array([b"a", b"\xff"], pa.binary())}))
