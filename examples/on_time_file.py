"""What duckdb_on_time.py and polars_on_time.py share: which file they read, and how their report is printed."""

import io
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import motcua
import sample_year


def show(rows: Iterable[tuple[str, int, int, int, int, int, int, int]]) -> None:
    """Prints a line for each row: unit, dossiers, early, on time, late, within term, overdue, without a due date."""
    heads = ("dossiers", "early", "on_time", "late", "within_term", "overdue", "unmeasured")
    print(f"{'unit':<16}" + "".join(f"{head:>13}" for head in heads) + "   decided in time, 95 %")
    for unit, *counts in rows:
        _, early, on_time, late, *_ = counts
        share = "–"
        if decided := early + on_time + late:
            found = motcua.proportion(successes=early + on_time, trials=decided)
            share = f"{found.percent} % ({found.low:.2%} to {found.high:.2%})"
        print(f"{unit:<16}" + "".join(f"{count:>13,}" for count in counts) + f"   {share}")


def run(report: Callable[[Path], Iterable[tuple[str, int, int, int, int, int, int, int]]]) -> None:
    """Shows the report of the file in the arguments, or of made-up dossiers."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder, "dossiers.parquet")
        if len(sys.argv) == 1:
            sample_year.write(path, 50_000, units=8)
        show(report(path))
