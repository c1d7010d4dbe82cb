"""The on-time report of a file of dossiers in Polars, with motcua's expressions. duckdb_on_time.py prints the same bytes.

    pip install 'motcua' polars pyarrow
    python examples/polars_on_time.py                   # made-up dossiers (sample_year.py)
    python examples/polars_on_time.py dossiers.csv      # or .parquet: unit, time_limit, received_at, finished_at
"""

import datetime as dt
import io
import sys
import tempfile
from pathlib import Path

import motcua
import motcua.polars  # noqa: F401 - registers the expressions
import polars as pl
import sample_year

AS_OF = dt.date(2026, 12, 31)
CLASSES = ("early", "on_time", "late", "within_term", "overdue", "none")


def report(path: Path) -> pl.DataFrame:
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
    return pl.concat([by_unit, by_unit.select(pl.lit("all").alias("unit"), pl.exclude("unit").sum())])


def show(rows: pl.DataFrame) -> None:
    heads = ("dossiers", *CLASSES[:-1], "unmeasured")
    print(f"{'unit':<16}" + "".join(f"{head:>13}" for head in heads) + "   decided in time, 95 %")
    for unit, *counts in rows.iter_rows():
        _, early, on_time, late, *_ = counts
        share = "–"
        if decided := early + on_time + late:
            found = motcua.proportion(successes=early + on_time, trials=decided)
            share = f"{found.percent} % ({found.low:.2%} to {found.high:.2%})"
        print(f"{unit:<16}" + "".join(f"{count:>13,}" for count in counts) + f"   {share}")


def main() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder, "dossiers.parquet")
        if len(sys.argv) == 1:
            sample_year.write(path, 50_000, units=8)
        show(report(path))


if __name__ == "__main__":
    main()
