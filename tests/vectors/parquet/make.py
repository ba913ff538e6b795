"""Parquet files of other writers, for tests/cli/scorecards.rs: the rows of examples/first-scorecard, and what is odd.

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
ROWS = HERE.parents[2] / "examples/first-scorecard/rows.csv"


def written(name, table, **options):
    pq.write_table(table, HERE / f"{name}.parquet", **options)


rows = csv.read_csv(ROWS)
for codec in ["none", "gzip", "zstd", "brotli"]:
    written(f"arrow-{codec}", rows, compression=codec)
written("arrow-groups", rows, row_group_size=97, data_page_version="2.0", use_dictionary=False)
duckdb.sql(f"COPY (FROM read_csv('{ROWS}')) TO '{HERE}/duckdb-snappy.parquet' (FORMAT parquet)")
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
