"""W1: the working day n working days after a date."""

from functools import partial
from typing import Any

import numpy as np

from compare import kernels
from compare.calendars import Calendars
from compare.measure import Prepared, Side
from compare.rows import Rows
from compare.truth import Ints, added, date, number

TITLE = "W1 add n working days (n 1..60)"


def truth(calendars: Calendars, rows: Rows) -> Ints:
    """The naive answers."""
    return added(calendars.official, rows.received, rows.days)


def sides(calendars: Calendars) -> list[Side]:
    """The peers."""
    return [
        Side("numpy.busday_offset", partial(_busday, calendar=calendars.five_days())),
        Side("numpy, made right (Mon-Sat)", partial(_busday, calendar=calendars.six_days()), note="week mask of six days, free Saturdays as holidays"),
        Side("polars dt.add_business_days", partial(_polars, calendars=calendars), bytes=16),
        Side("pandas CustomBusinessDay", partial(_pandas, calendars=calendars), sample=3_000),
        Side("holidays get_nth_working_day", _holidays, sample=1_000, note="holidays: its own table of Vietnam"),
        Side("bizdays Calendar.offset", partial(_bizdays, calendars=calendars), sample=3_000),
        *(Side("duckdb, calendar table", partial(_duckdb, calendars=calendars, threads=n), threads=n, bytes=12) for n in (1, 2)),
        Side("numpy take, by hand", partial(_take, calendars=calendars)),
        *(Side("numba rank/select, by hand", partial(_numba, calendars=calendars, threads=n, preallocated=False), threads=n) for n in (1, 2)),
        *(Side("numba rank/select, by hand", partial(_numba, calendars=calendars, threads=n, preallocated=True), threads=n, out=True) for n in (1, 2)),
    ]


def _ints(result: Any) -> Ints:
    return np.asarray(result).astype("M8[D]").astype(np.int64)


def _busday(rows: Rows, calendar: "np.busdaycalendar") -> Prepared:
    dates, days = rows.received.view("M8[D]"), rows.days
    # "preceding": counting begins with the next working day, as from any day off.
    return Prepared(lambda: np.busday_offset(dates, days, roll="preceding", busdaycal=calendar), _ints)


def _polars(rows: Rows, calendars: Calendars) -> Prepared:
    import polars as pl

    frame = pl.DataFrame({"received": rows.received.view("M8[D]"), "days": rows.days.astype(np.int32)})
    due = pl.col("received").dt.add_business_days(pl.col("days"), holidays=calendars.days_off, roll="backward")
    return Prepared(lambda: frame.select(due), lambda result: _ints(result.to_series().to_numpy()))


def _pandas(rows: Rows, calendars: Calendars) -> Prepared:
    import pandas as pd

    day = pd.offsets.CustomBusinessDay(holidays=calendars.days_off)
    dates, days = list(pd.DatetimeIndex(rows.received.view("M8[D]"))), rows.days.tolist()
    return Prepared(lambda: [start + n * day for start, n in zip(dates, days, strict=True)], lambda result: _ints(pd.DatetimeIndex(result)))


def _holidays(rows: Rows) -> Prepared:
    import holidays

    vietnam = holidays.country_holidays("VN", years=range(2017, 2029))
    dates, days = [date(day) for day in rows.received.tolist()], rows.days.tolist()
    return Prepared(lambda: [vietnam.get_nth_working_day(start, n) for start, n in zip(dates, days, strict=True)], _from_dates)


def _bizdays(rows: Rows, calendars: Calendars) -> Prepared:
    import bizdays

    calendar = bizdays.Calendar(calendars.days_off, ["Saturday", "Sunday"], startdate="2017-01-01", enddate="2027-12-31")
    dates, days = [date(day) for day in rows.received.tolist()], rows.days.tolist()
    return Prepared(lambda: [calendar.offset(calendar.preceding(start), n) for start, n in zip(dates, days, strict=True)], _from_dates)


def _from_dates(result: list[Any]) -> Ints:
    return np.array([number(day) for day in result], dtype=np.int64)


def _duckdb(rows: Rows, calendars: Calendars, threads: int) -> Prepared:
    import pyarrow as pa

    connection = calendars.duckdb(threads)
    columns = {"id": np.arange(len(rows), dtype=np.int32), "received": rows.received.view("M8[D]"), "days": rows.days.astype(np.int32)}
    dossier = pa.table(columns)  # noqa: F841 - read by the query
    connection.execute("CREATE TABLE dossier AS FROM dossier")
    query = """CREATE OR REPLACE TEMP TABLE answer AS
        SELECT d.id, w.day FROM dossier d JOIN calendar c ON c.day = d.received JOIN working w ON w.rank = c.rank + d.days"""
    order = "SELECT day FROM answer ORDER BY id"
    return Prepared(lambda: connection.execute(query), lambda _: _ints(connection.execute(order).fetchnumpy()["day"]))


def _take(rows: Rows, calendars: Calendars) -> Prepared:
    dates, days = rows.received, rows.days
    rank, select, first = calendars.rank, calendars.select, calendars.first
    return Prepared(lambda: select.take(rank.take(dates - first) + days), _ints)


def _numba(rows: Rows, calendars: Calendars, threads: int, preallocated: bool) -> Prepared:
    rank, select, first = calendars.rank, calendars.select, calendars.first
    dates, days, kernel = rows.received, rows.days, kernels.ADD[threads]
    made = np.ones(len(dates), dtype=np.int64)

    def run() -> Ints:
        out = made if preallocated else np.empty(len(dates), dtype=np.int64)
        kernel(dates, days, rank, select, first, out)
        return out

    return Prepared(run, _ints)
