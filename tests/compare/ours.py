"""The same questions answered by motcua, by the names of its documentation. Never asked for the truth."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from compare.measure import BASE, Prepared, Side
from compare.rows import AS_OF, UNITS, Promises, Rows
from compare.truth import HOURS, Ints
from compare.w4_report import KINDS, frame

THREADS = (1, 2)


def _numpy(make: Callable[[Any, int, Ints | None], Callable[[], Any]], unit: str) -> list[Side]:
    """A column of NumPy in, a fresh one or a given one out, one and two threads."""

    def prepare(rows: Rows, threads: int, out: bool) -> Prepared:
        # Written to beforehand: the pages of zeros are not there yet.
        given = np.ones(len(rows), dtype="i8").view(unit) if out else None
        return Prepared(make(rows, threads, given), lambda result: np.asarray(result).astype(unit).astype(np.int64))

    return [
        Side(BASE, partial(prepare, threads=n, out=out), threads=n, out=out, ours=True)
        for out in (False, True)
        for n in THREADS
    ]


def _arrow(make: Callable[[Any, int], Callable[[], Any]], unit: str, bytes_: int) -> list[Side]:
    """A Polars Series in and out, over Arrow."""

    def prepare(rows: Rows, threads: int) -> Prepared:
        return Prepared(make(rows, threads), lambda result: result.to_numpy().astype(unit).astype(np.int64))

    return [Side(f"{BASE}, polars Series", partial(prepare, threads=n), threads=n, bytes=bytes_, ours=True) for n in THREADS]


def add() -> list[Side]:
    """Adding working days."""

    def numpy(rows: Rows, threads: int, out: Ints | None) -> Callable[[], Any]:
        from motcua import batch

        dates, days = rows.received.view("M8[D]"), rows.days
        return lambda: batch.add_working_days(dates, days, out=out, threads=threads)

    def arrow(rows: Rows, threads: int) -> Callable[[], Any]:
        import polars as pl
        from motcua import batch

        dates, days = pl.Series(rows.received.view("M8[D]")), pl.Series(rows.days.astype(np.int32))
        return lambda: batch.add_working_days(dates, days, threads=threads)

    return _numpy(numpy, "M8[D]") + _arrow(arrow, "M8[D]", 12)


def count() -> list[Side]:
    """Counting working days."""

    def numpy(rows: Rows, threads: int, out: Ints | None) -> Callable[[], Any]:
        from motcua import batch

        after, until = rows.received.view("M8[D]"), rows.until.view("M8[D]")
        return lambda: batch.count_working_days(after, until, out=out, threads=threads)

    def arrow(rows: Rows, threads: int) -> Callable[[], Any]:
        import polars as pl
        from motcua import batch

        after, until = pl.Series(rows.received.view("M8[D]")), pl.Series(rows.until.view("M8[D]"))
        return lambda: batch.count_working_days(after, until, threads=threads)

    return _numpy(numpy, "i8") + _arrow(arrow, "i8", 16)


def add_seconds() -> list[Side]:
    """Adding working seconds."""

    def numpy(rows: Rows, threads: int, out: Ints | None) -> Callable[[], Any]:
        from motcua import batch

        moments, seconds = rows.moment.view("M8[s]"), rows.seconds
        return lambda: batch.add_working_seconds(moments, seconds, hours=HOURS, out=out, threads=threads)

    return _numpy(numpy, "M8[s]")


def between() -> list[Side]:
    """Measuring working seconds."""

    def numpy(rows: Rows, threads: int, out: Ints | None) -> Callable[[], Any]:
        from motcua import batch

        start, end = rows.moment.view("M8[s]"), rows.later.view("M8[s]")
        return lambda: batch.working_seconds_between(start, end, hours=HOURS, out=out, threads=threads)

    return _numpy(numpy, "i8")


def on_time() -> list[Side]:
    """The report by unit: the counts and rates alone, and with a table of them made."""

    def prepare(rows: Promises, threads: int, table: bool) -> Prepared:
        import polars as pl
        from motcua import report

        dossiers = pl.DataFrame(frame(rows))

        def run() -> Any:
            made = report.on_time(dossiers, by="unit", as_of=AS_OF, received=None, threads=threads)
            return (made, made.table) if table else (made, None)

        return Prepared(run, lambda result: _counts(result[0]))

    names = ((BASE, False), (f"{BASE}, and a table made of it", True))
    return [
        Side(name, partial(prepare, threads=n, table=table), threads=n, bytes=12, ours=True, note="a Polars frame" if n == 1 and not table else "")
        for name, table in names
        for n in THREADS
    ]


def _counts(report: Any) -> Ints:
    """The counts of each unit, in the order of the units."""
    counts = np.zeros((UNITS, len(KINDS)), dtype=np.int64)
    for group in report.rows:
        counts[group.unit] = [getattr(group, kind) for kind in KINDS]
    return counts.ravel()
