"""The right answers, from the official day-by-day listing and a naive walk over the days. Nothing here asks motcua.

Days are counted from 1970-01-01, as NumPy's datetime64[D] does; moments are seconds from there, local time.
"""

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import numpy.typing as npt

LISTING = Path(__file__).resolve().parents[1] / "reference" / "holidays_vn.csv"
FIRST = dt.date(2017, 1, 1)
LAST = dt.date(2027, 12, 31)
"""The last day the listing speaks of: no answer may lie after it."""
DAY = 86_400
WINDOWS = ((7 * 3600, 11 * 3600 + 1800), (13 * 3600 + 1800, 17 * 3600))
"""Office hours of a working day, in seconds of the day."""
HOURS = "07:00-11:30,13:30-17:00"
DAY_SECONDS = sum(end - start for start, end in WINDOWS)

Ints = npt.NDArray[np.int64]

_EPOCH = dt.date(1970, 1, 1).toordinal()


def number(day: dt.date) -> int:
    """The day's number from 1970-01-01."""
    return day.toordinal() - _EPOCH


def date(day: int) -> dt.date:
    """The date of a day's number."""
    return dt.date.fromordinal(day + _EPOCH)


class Official:
    """The official calendar of the years compared: which days were worked, as the listing says day by day."""

    def __init__(self) -> None:
        """Reads the listing."""
        off: set[dt.date] = set()
        worked: set[dt.date] = set()
        with LISTING.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                (worked if row["kind"] == "swapped_in_working" else off).add(dt.date.fromisoformat(row["date"]))
        self.first = number(FIRST)
        days = [date(day) for day in range(self.first, number(LAST) + 1)]
        self.working = [day in worked or (day.weekday() < 5 and day not in off) for day in days]
        self.days_off = [day for day in days if day in off]
        """The weekdays off, which every peer is given."""
        self.worked_weekends = [day for day in days if day in worked]
        """The Saturdays worked in place of a weekday: a weekend mask cannot say them."""

    def is_working(self, day: int) -> bool:
        """Whether the day was worked. Days the listing does not cover are an `IndexError`."""
        if day < self.first:
            raise IndexError(f"{date(day)} lies before {FIRST}")
        return self.working[day - self.first]

    def add(self, day: int, days: int) -> int:
        """The working day so many working days after `day`, found by walking; `day` itself is not counted. `days` is at least 1."""
        while days:
            day += 1
            days -= self.is_working(day)
        return day

    def count(self, after: int, until: int) -> int:
        """The working days after the one day up to and including the other."""
        return sum(self.is_working(day) for day in range(after + 1, until + 1))

    def add_seconds(self, moment: int, seconds: int) -> int:
        """The earliest moment by which so many working seconds have passed, walking window by window. `seconds` is positive."""
        day = moment // DAY
        while True:
            for start, end in WINDOWS if self.is_working(day) else ():
                begin = max(moment, day * DAY + start)
                inside = max(0, day * DAY + end - begin)
                if seconds <= inside:
                    return begin + seconds
                seconds -= inside
            day += 1

    def seconds_between(self, start: int, end: int) -> int:
        """The working seconds from one moment to a later one, walking window by window."""
        total = 0
        for day in range(start // DAY, end // DAY + 1):
            if self.is_working(day):
                for opening, closing in WINDOWS:
                    total += max(0, min(end, day * DAY + closing) - max(start, day * DAY + opening))
        return total

    def rank_select(self) -> tuple[Ints, Ints]:
        """What a hand-written index is made of: working days up to and including each day, and the day of each working day."""
        working = np.array(self.working)
        select = np.flatnonzero(working).astype(np.int64) + self.first
        # So that `select[rank]` is the rank-th working day, counted from 1.
        return np.cumsum(working).astype(np.int64), np.concatenate([[np.int64(self.first - 1)], select])


def added(official: Official, dates: Ints, days: Ints) -> Ints:
    """The naive answer of every row: each start is walked once, to the largest number of days asked for."""
    first, most = int(dates.min()), int(days.max())
    table = np.empty((int(dates.max()) - first + 1, most + 1), dtype=np.int64)
    for start in range(len(table)):
        day = table[start, 0] = first + start
        for step in range(1, most + 1):
            day = table[start, step] = official.add(int(day), 1)
    return np.asarray(table[dates - first, days])


def counted(official: Official, after: Ints, until: Ints) -> Ints:
    """The naive answer of every row: each start is walked once, to the longest stretch asked for."""
    first, most = int(after.min()), int((until - after).max())
    table = np.zeros((int(after.max()) - first + 1, most + 1), dtype=np.int64)
    for start in range(len(table)):
        for step in range(1, most + 1):
            table[start, step] = table[start, step - 1] + official.is_working(first + start + step)
    return np.asarray(table[after - first, until - after])
