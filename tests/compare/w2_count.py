"""W2: the working days after one date up to and including another."""

from functools import partial
from typing import Any

import numpy as np

from compare import kernels
from compare.calendars import Calendars
from compare.measure import Prepared, Side
from compare.rows import Rows
from compare.truth import Ints, counted, date

TITLE = "W2 count working days (0 to 90 days apart)"


def truth(calendars: Calendars, rows: Rows) -> Ints:
    """The naive answers."""
    return counted(calendars.official, rows.received, rows.until)


def sides(calendars: Calendars) -> list[Side]:
    """The peers."""
    return [
        Side("numpy.busday_count", partial(_busday, calendar=calendars.five_days())),
        Side("numpy, made right (Mon-Sat)", partial(_busday, calendar=calendars.six_days())),
        Side("polars business_day_count", partial(_polars, calendars=calendars), bytes=12),
        Side("bizdays Calendar.bizdays", partial(_bizdays, calendars=calendars), sample=3_000),
        *(Side("duckdb, calendar table", partial(_duckdb, calendars=calendars, threads=n), threads=n, bytes=12) for n in (1, 2)),
        Side("numpy take, by hand", partial(_take, calendars=calendars)),
        *(Side("numba rank, by hand", partial(_numba, calendars=calendars, threads=n, preallocated=False), threads=n) for n in (1, 2)),
        *(Side("numba rank, by hand", partial(_numba, calendars=calendars, threads=n, preallocated=True), threads=n, out=True) for n in (1, 2)),
    ]


def _ints(result: Any) -> Ints:
    return np.asarray(result).astype(np.int64)


def _busday(rows: Rows, calendar: "np.busdaycalendar") -> Prepared:
    # The peer counts the first day and not the last: both are moved by one beforehand.
    after, until = (rows.received + 1).view("M8[D]"), (rows.until + 1).view("M8[D]")
    return Prepared(lambda: np.busday_count(after, until, busdaycal=calendar), _ints)


def _polars(rows: Rows, calendars: Calendars) -> Prepared:
    import polars as pl

    frame = pl.DataFrame({"after": (rows.received + 1).view("M8[D]"), "until": (rows.until + 1).view("M8[D]")})
    count = pl.business_day_count("after", "until", holidays=calendars.days_off)
    return Prepared(lambda: frame.select(count), lambda result: _ints(result.to_series().to_numpy()))


def _bizdays(rows: Rows, calendars: Calendars) -> Prepared:
    import bizdays

    calendar = bizdays.Calendar(calendars.days_off, ["Saturday", "Sunday"], startdate="2017-01-01", enddate="2027-12-31")
    pairs = [(calendar.preceding(date(a)), calendar.preceding(date(b))) for a, b in zip(rows.received.tolist(), rows.until.tolist(), strict=True)]
    return Prepared(lambda: [calendar.bizdays(after, until) for after, until in pairs], _ints)


def _duckdb(rows: Rows, calendars: Calendars, threads: int) -> Prepared:
    import pyarrow as pa

    connection = calendars.duckdb(threads)
    columns = {"id": np.arange(len(rows), dtype=np.int32), "received": rows.received.view("M8[D]"), "until": rows.until.view("M8[D]")}
    dossier = pa.table(columns)  # noqa: F841 - read by the query
    connection.execute("CREATE TABLE dossier AS FROM dossier")
    query = """CREATE OR REPLACE TEMP TABLE answer AS SELECT d.id, u.rank - a.rank AS days
        FROM dossier d JOIN calendar a ON a.day = d.received JOIN calendar u ON u.day = d.until"""
    order = "SELECT days FROM answer ORDER BY id"
    return Prepared(lambda: connection.execute(query), lambda _: _ints(connection.execute(order).fetchnumpy()["days"]))


def _take(rows: Rows, calendars: Calendars) -> Prepared:
    rank, first = calendars.rank, calendars.first
    after, until = rows.received, rows.until
    return Prepared(lambda: rank.take(until - first) - rank.take(after - first), _ints)


def _numba(rows: Rows, calendars: Calendars, threads: int, preallocated: bool) -> Prepared:
    rank, first = calendars.rank, calendars.first
    after, until, kernel = rows.received, rows.until, kernels.COUNT[threads]
    made = np.ones(len(after), dtype=np.int64)

    def run() -> Ints:
        out = made if preallocated else np.empty(len(after), dtype=np.int64)
        kernel(after, until, rank, first, out)
        return out

    return Prepared(run, _ints)
