"""The on-time report of a file of dossiers in SQL, with motcua's functions in DuckDB. polars_on_time.py prints the same bytes.

    pip install 'motcua' duckdb pyarrow
    python examples/duckdb_on_time.py                   # made-up dossiers (sample_year.py)
    python examples/duckdb_on_time.py dossiers.csv      # or .parquet: unit, time_limit, received_at, finished_at
"""

import io
import sys
import tempfile
from pathlib import Path

import duckdb
import motcua
import motcua.duckdb
import sample_year

REPORT = """
    WITH promised AS (
        SELECT unit, finished_at::DATE AS finished_on, motcua_due_on(received_at, time_limit) AS due_on
        FROM read_file
    ), classed AS (
        SELECT unit, motcua_timeliness(due_on, finished_on, DATE '2026-12-31') AS class FROM promised
    )
    SELECT CASE grouping(unit) WHEN 1 THEN 'all' ELSE unit END, count(*),
        count(*) FILTER (class = 'early'), count(*) FILTER (class = 'on_time'), count(*) FILTER (class = 'late'),
        count(*) FILTER (class = 'within_term'), count(*) FILTER (class = 'overdue'), count(*) FILTER (class = 'none')
    FROM classed
    GROUP BY GROUPING SETS ((unit), ())
    ORDER BY grouping(unit), unit
"""


def report(path: Path) -> list[tuple[str, int, int, int, int, int, int, int]]:
    """A row for each unit and one for all: dossiers, early, on time, late, within term, overdue, without a due date (unmeasured)."""
    with duckdb.connect() as connection:
        # A limit that names no time ("theo dự án được phê duyệt") gives no due date.
        motcua.duckdb.register(connection, errors="null")
        moments = "{'received_at': 'TIMESTAMP', 'finished_at': 'TIMESTAMP'}"
        reader = f"read_csv(?, types = {moments})" if path.suffix == ".csv" else "read_parquet(?)"
        return connection.execute(REPORT.replace("read_file", reader), [str(path)]).fetchall()


def show(rows: list[tuple[str, int, int, int, int, int, int, int]]) -> None:
    heads = ("dossiers", "early", "on_time", "late", "within_term", "overdue", "unmeasured")
    print(f"{'unit':<16}" + "".join(f"{head:>13}" for head in heads) + "   decided in time, 95 %")
    for unit, *counts in rows:
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
