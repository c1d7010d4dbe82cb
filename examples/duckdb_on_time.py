"""The on-time report of a file of dossiers in SQL, with motcua's functions in DuckDB. polars_on_time.py prints the same bytes.

    pip install 'motcua' duckdb pyarrow
    python examples/duckdb_on_time.py                   # made-up dossiers (sample_year.py)
    python examples/duckdb_on_time.py dossiers.csv      # or .parquet: unit, time_limit, received_at, finished_at
"""

from pathlib import Path

import duckdb
import motcua.duckdb
from on_time_file import run

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


if __name__ == "__main__":
    run(report)
