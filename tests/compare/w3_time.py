"""W3: working seconds of two shifts a day, added to a moment and between two moments."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from compare import kernels
from compare.calendars import Calendars
from compare.measure import Prepared, Side
from compare.rows import Rows
from compare.truth import DAY, DAY_SECONDS, WINDOWS, Ints, Official

TITLE_ADD = "W3a add working hours (07:00-11:30, 13:30-17:00; 1..40 hours)"
TITLE_BETWEEN = "W3b working seconds between two moments (0 to 90 days apart)"
CHECKED = 20_000
"""Rows answered by the naive walk, window by window."""


def truth_add(calendars: Calendars, rows: Rows) -> Ints:
    """The naive answers of the first rows."""
    pairs = zip(rows.moment[:CHECKED].tolist(), rows.seconds[:CHECKED].tolist(), strict=True)
    return np.array([calendars.official.add_seconds(*pair) for pair in pairs], dtype=np.int64)


def truth_between(calendars: Calendars, rows: Rows) -> Ints:
    """The naive answers of the first rows."""
    pairs = zip(rows.moment[:CHECKED].tolist(), rows.later[:CHECKED].tolist(), strict=True)
    return np.array([calendars.official.seconds_between(*pair) for pair in pairs], dtype=np.int64)


def wrong_moments(official: Official) -> Callable[[Ints, Ints], float]:
    """The share of wrong moments. A closing and the next opening are the same working time: either is right."""

    def closing(moment: int) -> int:
        """The closing of the shift before, of a moment at which the office opens; any other moment as it is."""
        while True:
            day, second = divmod(moment, DAY)
            if not official.is_working(day):
                return moment
            if second == WINDOWS[1][0]:
                return day * DAY + WINDOWS[0][1]
            if second != WINDOWS[0][0]:
                return moment
            day -= 1
            while not official.is_working(day):
                day -= 1
            return day * DAY + WINDOWS[1][1]

    def share(answers: Ints, truth: Ints) -> float:
        pairs = zip(answers.tolist(), truth.tolist(), strict=True)
        return sum(closing(answer) != closing(right) for answer, right in pairs) / len(truth)

    return share


def sides_add(calendars: Calendars) -> list[Side]:
    """The peers that add."""
    return [
        Side("pandas CustomBusinessHour", partial(_pandas, calendars=calendars), sample=1_000),
        Side("businesstimedelta", partial(_businesstimedelta_add, calendars=calendars), sample=60),
        Side("polars expression, by hand", partial(_polars_add, calendars=calendars), threads=2),
        *(Side("numba, by hand", partial(_numba_add, calendars=calendars, threads=n, preallocated=False), threads=n) for n in (1, 2)),
        *(Side("numba, by hand", partial(_numba_add, calendars=calendars, threads=n, preallocated=True), threads=n, out=True) for n in (1, 2)),
    ]


def sides_between(calendars: Calendars) -> list[Side]:
    """The peers that measure."""
    return [
        Side("businesstimedelta", partial(_businesstimedelta_between, calendars=calendars), sample=60),
        Side("polars expression, by hand", partial(_polars_between, calendars=calendars), threads=2),
        *(Side("numba, by hand", partial(_numba_between, calendars=calendars, threads=n, preallocated=False), threads=n) for n in (1, 2)),
        *(Side("numba, by hand", partial(_numba_between, calendars=calendars, threads=n, preallocated=True), threads=n, out=True) for n in (1, 2)),
    ]


def _ints(result: Any) -> Ints:
    return np.asarray(result).astype("M8[s]").astype(np.int64)


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second % 3600 // 60:02}"


def _pandas(rows: Rows, calendars: Calendars) -> Prepared:
    import pandas as pd

    start, end = ([_clock(window[edge]) for window in WINDOWS] for edge in (0, 1))
    hour = pd.offsets.CustomBusinessHour(start=start, end=end, holidays=calendars.days_off)
    moments, hours = list(pd.DatetimeIndex(rows.moment.view("M8[s]"))), (rows.seconds // 3600).tolist()
    return Prepared(lambda: [at + n * hour for at, n in zip(moments, hours, strict=True)], lambda result: _ints(pd.DatetimeIndex(result)))


def _rules(calendars: Calendars) -> Any:
    import businesstimedelta as peer

    times = [[dt.time(second // 3600, second % 3600 // 60) for second in window] for window in WINDOWS]
    shifts = [peer.WorkDayRule(start_time=start, end_time=end, working_days=[0, 1, 2, 3, 4]) for start, end in times]
    return peer.Rules([*shifts, peer.HolidayRule(set(calendars.days_off))])


def _naive(moments: Ints) -> list[dt.datetime]:
    return list(moments.view("M8[s]").tolist())


def _businesstimedelta_add(rows: Rows, calendars: Calendars) -> Prepared:
    import businesstimedelta as peer

    rules, pairs = _rules(calendars), list(zip(_naive(rows.moment), (rows.seconds // 3600).tolist(), strict=True))

    def answers(result: list[dt.datetime]) -> Ints:
        return _ints(np.array([at.replace(tzinfo=None) for at in result], dtype="M8[s]"))

    return Prepared(lambda: [at + peer.BusinessTimeDelta(rules, hours=n) for at, n in pairs], answers)


def _businesstimedelta_between(rows: Rows, calendars: Calendars) -> Prepared:
    rules, pairs = _rules(calendars), list(zip(_naive(rows.moment), _naive(rows.later), strict=True))

    def answers(result: list[Any]) -> Ints:
        return np.array([delta.hours * 3600 + delta.seconds for delta in result], dtype=np.int64)

    return Prepared(lambda: [rules.difference(start, end) for start, end in pairs], answers)


def _worked(moment: str, calendars: Calendars) -> Any:
    """Polars expression: working seconds up to a moment. Tables and small unsigned integers: the fastest form found."""
    import polars as pl

    before = _column(np.concatenate([[0], calendars.rank[:-1]]) * DAY_SECONDS)
    works = _column(np.diff(calendars.rank, prepend=0))
    second = (pl.col(moment) - calendars.first * DAY).cast(pl.UInt32)
    place = second // DAY
    return before.gather(place) + works.gather(place) * _column(_inside()).gather(second - place * DAY)


def _column(values: Ints) -> Any:
    import polars as pl

    return pl.lit(pl.Series(values.astype(np.int32)))


def _inside() -> Ints:
    """Working seconds of a working day before each second of it."""
    second = np.arange(DAY)
    return np.asarray(np.sum([np.clip(second - start, 0, end - start) for start, end in WINDOWS], axis=0))


def _polars_add(rows: Rows, calendars: Calendars) -> Prepared:
    import polars as pl

    frame = pl.DataFrame({"moment": rows.moment, "seconds": rows.seconds})
    # The second of the day at which so many working seconds have passed, from 1 on.
    ends = np.concatenate([np.arange(start + 1, end + 1) for start, end in WINDOWS])
    days, seconds = pl.lit(pl.Series(calendars.select * DAY)), _column(ends)
    target = (_worked("moment", calendars) + pl.col("seconds").cast(pl.Int32) - 1).cast(pl.UInt32)
    query = frame.lazy().select(target=target).with_columns(full=pl.col("target") // DAY_SECONDS)
    query = query.select(days.gather(pl.col("full") + 1) + seconds.gather(pl.col("target") - pl.col("full") * DAY_SECONDS))
    return Prepared(lambda: query.collect(engine="streaming"), lambda result: _ints(result.to_series().to_numpy()))


def _polars_between(rows: Rows, calendars: Calendars) -> Prepared:
    import polars as pl

    frame = pl.DataFrame({"start": rows.moment, "end": rows.later})
    query = frame.lazy().select(_worked("end", calendars) - _worked("start", calendars))
    return Prepared(lambda: query.collect(engine="streaming"), lambda result: result.to_series().to_numpy().astype(np.int64))


def _numba_add(rows: Rows, calendars: Calendars, threads: int, preallocated: bool) -> Prepared:
    rank, select, first = calendars.rank, calendars.select, calendars.first
    moments, seconds, kernel = rows.moment, rows.seconds, kernels.ADD_SECONDS[threads]
    made = np.ones(len(moments), dtype=np.int64)

    def run() -> Ints:
        out = made if preallocated else np.empty(len(moments), dtype=np.int64)
        kernel(moments, seconds, rank, select, first, out)
        return out

    return Prepared(run, _ints)


def _numba_between(rows: Rows, calendars: Calendars, threads: int, preallocated: bool) -> Prepared:
    rank, first = calendars.rank, calendars.first
    start, end, kernel = rows.moment, rows.later, kernels.BETWEEN[threads]
    made = np.ones(len(start), dtype=np.int64)

    def run() -> Ints:
        out = made if preallocated else np.empty(len(start), dtype=np.int64)
        kernel(start, end, rank, first, out)
        return out

    return Prepared(run, _ints)
