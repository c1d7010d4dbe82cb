"""W3: working seconds of two shifts a day, added to a moment and between two moments."""

import datetime as dt
from collections.abc import Callable
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
    index = (calendars.rank, calendars.select, calendars.first)
    return [
        Side("pandas CustomBusinessHour", lambda rows: _pandas(rows, calendars), sample=1_000),
        Side("businesstimedelta", lambda rows: _businesstimedelta_add(rows, calendars), sample=60),
        Side("polars expression, by hand", lambda rows: _polars_add(rows, calendars), threads=2),
        *(Side("numba, by hand", lambda rows, n=n: _numba_add(rows, *index, n, False), threads=n) for n in (1, 2)),
        *(Side("numba, by hand", lambda rows, n=n: _numba_add(rows, *index, n, True), threads=n, out=True) for n in (1, 2)),
    ]


def sides_between(calendars: Calendars) -> list[Side]:
    """The peers that measure."""
    index = (calendars.rank, calendars.first)
    return [
        Side("businesstimedelta", lambda rows: _businesstimedelta_between(rows, calendars), sample=60),
        Side("polars expression, by hand", lambda rows: _polars_between(rows, calendars), threads=2),
        *(Side("numba, by hand", lambda rows, n=n: _numba_between(rows, *index, n, False), threads=n) for n in (1, 2)),
        *(Side("numba, by hand", lambda rows, n=n: _numba_between(rows, *index, n, True), threads=n, out=True) for n in (1, 2)),
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


def _worked(moment: Any, calendars: Calendars) -> Any:
    """Polars expression: working seconds up to a moment in seconds."""
    import polars as pl

    morning, afternoon = WINDOWS
    place = moment // DAY - calendars.first
    second = moment % DAY
    inside = (second - morning[0]).clip(0, morning[1] - morning[0]) + (second - afternoon[0]).clip(0, afternoon[1] - afternoon[0])
    rank = pl.lit(pl.Series(calendars.rank))
    before = rank.gather(place - 1)
    return before * DAY_SECONDS + (rank.gather(place) - before) * inside


def _polars_add(rows: Rows, calendars: Calendars) -> Prepared:
    import polars as pl

    frame = pl.DataFrame({"moment": rows.moment, "seconds": rows.seconds})
    morning, afternoon = WINDOWS
    target = _worked(pl.col("moment"), calendars) + pl.col("seconds")
    full = (pl.col("target") - 1) // DAY_SECONDS
    inside = pl.col("target") - pl.col("full") * DAY_SECONDS
    late = pl.when(pl.col("inside") > morning[1] - morning[0]).then(afternoon[0] - morning[1]).otherwise(0)
    day = pl.lit(pl.Series(calendars.select)).gather(pl.col("full") + 1)
    query = frame.lazy().select(target=target).with_columns(full=full).with_columns(inside=inside)
    query = query.select(due=day * DAY + morning[0] + pl.col("inside") + late)
    return Prepared(lambda: query.collect(), lambda result: _ints(result.to_series().to_numpy()))


def _polars_between(rows: Rows, calendars: Calendars) -> Prepared:
    import polars as pl

    frame = pl.DataFrame({"start": rows.moment, "end": rows.later})
    query = frame.lazy().select(_worked(pl.col("end"), calendars) - _worked(pl.col("start"), calendars))
    return Prepared(lambda: query.collect(), lambda result: _ints(result.to_series().to_numpy()))


def _numba_add(rows: Rows, rank: Ints, select: Ints, first: int, threads: int, preallocated: bool) -> Prepared:
    moments, seconds, kernel = rows.moment, rows.seconds, kernels.ADD_SECONDS[threads]
    made = np.zeros(len(moments), dtype=np.int64)

    def run() -> Ints:
        out = made if preallocated else np.empty(len(moments), dtype=np.int64)
        kernel(moments, seconds, rank, select, first, out)
        return out

    return Prepared(run, _ints)


def _numba_between(rows: Rows, rank: Ints, first: int, threads: int, preallocated: bool) -> Prepared:
    start, end, kernel = rows.moment, rows.later, kernels.BETWEEN[threads]
    made = np.zeros(len(start), dtype=np.int64)

    def run() -> Ints:
        out = made if preallocated else np.empty(len(start), dtype=np.int64)
        kernel(start, end, rank, first, out)
        return out

    return Prepared(run, _ints)
