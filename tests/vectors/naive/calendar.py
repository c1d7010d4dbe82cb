"""Working days of Vietnamese state offices, day by day, 2007-2199, and the lunar calendar, 1900-2199."""

import csv
from datetime import date, timedelta
from pathlib import Path

from .errors import RuleError

REFERENCE = Path(__file__).resolve().parents[2] / "reference"

FIRST_DAY = date(2007, 1, 1)
LAST_DAY = date(2199, 12, 31)
FIRST_LUNAR_DAY = date(1900, 1, 31)

LAST_LISTED_YEAR = 2027
ONE_DAY = timedelta(days=1)
SATURDAY = 5

WORKING_KINDS = {"working_day", "makeup_workday"}
KIND_OF_ROW = {
    "statutory": "public_holiday",
    "statutory_on_weekend": "public_holiday",
    "compensatory": "compensatory_day_off",
    "swapped_off": "swapped_day_off",
    "swapped_in_working": "makeup_workday",
}

# The second day of National Day, by the weekday of 2 September (Monday = 0): seen 2021-2027 for six weekdays,
# assumed for Sunday.
ADJACENT_NATIONAL_DAY = {0: 3, 1: 1, 2: 1, 3: 3, 4: 1, 5: 1, 6: 3}


def read_rows(name: str) -> list[dict[str, str]]:
    with open(REFERENCE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


class LunarCalendar:
    """Each solar day has one lunar date: all of them are written out."""

    def __init__(self) -> None:
        self.tet: dict[int, date] = {}
        self.gio_to: dict[int, date] = {}
        self.days: dict[date, tuple[int, int, int, bool]] = {}
        for row in read_rows("lunar_vn.csv"):
            self._write_year(row)

    def _write_year(self, row: dict[str, str]) -> None:
        year, leap_month = int(row["lunar_year"]), int(row["leap_month"])
        self.tet[year] = date.fromisoformat(row["tet"])
        self.gio_to[year] = date.fromisoformat(row["gio_to"])
        day = self.tet[year]
        for (month, leap), length in zip(month_names(leap_month), row["month_lengths"].split("-"), strict=True):
            for day_of_month in range(1, int(length) + 1):
                self.days[day] = (year, month, day_of_month, leap)
                day += ONE_DAY

    def of(self, day: date) -> tuple[int, int, int, bool]:
        if not FIRST_LUNAR_DAY <= day <= LAST_DAY:
            raise RuleError("date_out_of_range", str(day))
        return self.days[day]


def month_names(leap_month: int) -> list[tuple[int, bool]]:
    """The months of a lunar year in order; the leap month follows the month whose number it repeats."""
    names = []
    for month in range(1, 13):
        names.append((month, False))
        if month == leap_month:
            names.append((month, True))
    return names


class Calendar:
    def __init__(self) -> None:
        self.lunar = LunarCalendar()
        self.kinds: dict[date, str] = {}
        self.replaces: dict[date, date] = {}
        self._read_listed_years()
        for year in range(LAST_LISTED_YEAR + 1, LAST_DAY.year + 1):
            self._project(year)

    def _read_listed_years(self) -> None:
        for name in ("holidays_vn.csv", "holidays_vn_weekend.csv"):
            for row in read_rows(name):
                day = date.fromisoformat(row["date"])
                self.kinds[day] = KIND_OF_ROW[row["kind"]]
                if row.get("replaces"):
                    self.replaces[day] = date.fromisoformat(row["replaces"])

    def _project(self, year: int) -> None:
        holidays = self._projected_holidays(year)
        culture_day = date(year, 11, 24)
        for day in (*holidays, culture_day):
            self.kinds[day] = "public_holiday"
        # Labour Code 2019 Art. 111.3: in date order, each holiday on a weekend moves to the next free weekday.
        # 24 November is not in the list of Art. 112.1, so it is not made up.
        for holiday in sorted(holidays):
            if is_weekend(holiday):
                self.kinds[self._next_free_weekday(holiday)] = "compensatory_day_off"

    def _projected_holidays(self, year: int) -> list[date]:
        tet = self.lunar.tet[year]
        days_before_tet = 1 if tet.weekday() in (0, 1) else 2
        first = tet - days_before_tet * ONE_DAY
        national_day = date(year, 9, 2)
        return [
            date(year, 1, 1),
            *(first + offset * ONE_DAY for offset in range(5)),
            self.lunar.gio_to[year],
            date(year, 4, 30),
            date(year, 5, 1),
            national_day,
            date(year, 9, ADJACENT_NATIONAL_DAY[national_day.weekday()]),
        ]

    def _next_free_weekday(self, day: date) -> date:
        day += ONE_DAY
        while is_weekend(day) or day in self.kinds:
            day += ONE_DAY
        return day

    def kind(self, day: date) -> str:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise RuleError("date_out_of_range", str(day))
        return self.kinds.get(day, "weekend" if is_weekend(day) else "working_day")

    def is_working(self, day: date) -> bool:
        return self.kind(day) in WORKING_KINDS

    def nth_working_day(self, day: date, n: int) -> date:
        """The n-th working day strictly after `day`, or strictly before it if n is negative."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        self.kind(day)
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def count_working_days(self, after: date, until: date) -> int:
        """Working days d with after < d <= until; with the two exchanged, the same number with a minus."""
        if after > until:
            return -self.count_working_days(until, after)
        self.kind(after), self.kind(until)
        count, day = 0, after
        while day < until:
            day += ONE_DAY
            count += self.is_working(day)
        return count


def certainty_of_year(year: int) -> str:
    if year <= 2009:
        return "derived"
    return "announced" if year <= LAST_LISTED_YEAR else "projected"


def weakest_certainty(first: date, last: date) -> str:
    """The weakest class among the days from `first` to `last`; with no day at all, `announced`."""
    classes = {certainty_of_year(year) for year in range(first.year, last.year + 1)} if first <= last else set()
    for weak in ("projected", "derived"):
        if weak in classes:
            return weak
    return "announced"
