"""The on-time report of a file of dossiers in Polars, with motcua's expressions. duckdb_on_time.py prints the same bytes.

    pip install 'motcua' polars pyarrow
    python examples/polars_on_time.py                   # made-up dossiers (sample_year.py)
    python examples/polars_on_time.py dossiers.csv      # or .parquet: unit, time_limit, received_at, finished_at
"""

import datetime as dt
from pathlib import Path

import motcua.polars  # noqa: F401 - registers the expressions
import polars as pl
from on_time_file import run

AS_OF = dt.date(2026, 12, 31)
CLASSES = ("early", "on_time", "late", "within_term", "overdue", "none")


def report(path: Path) -> list[tuple[str, int, int, int, int, int, int, int]]:
    """A row for each unit and one for all: dossiers, early, on time, late, within term, overdue, without a due date (unmeasured)."""
    moments = pl.col("received_at", "finished_at").cast(pl.Datetime("us"))
    read = pl.scan_csv(path, try_parse_dates=True) if path.suffix == ".csv" else pl.scan_parquet(path)
    counts = [pl.len().alias("dossiers"), *((pl.col("class") == name).sum().alias(name) for name in CLASSES)]
    by_unit = (
        read.with_columns(moments)
        # A limit that names no time ("theo dự án được phê duyệt") gives no due date.
        .with_columns(due_on=pl.col("received_at").motcua.due_on(limit=pl.col("time_limit"), errors="null"))
        .with_columns(pl.col("due_on").motcua.timeliness(pl.col("finished_at").dt.date(), AS_OF).alias("class"))
        .group_by("unit")
        .agg(counts)
        .sort("unit")
        .collect(engine="streaming")
    )
    return pl.concat([by_unit, by_unit.select(pl.lit("all").alias("unit"), pl.exclude("unit").sum())]).rows()


if __name__ == "__main__":
    run(report)
