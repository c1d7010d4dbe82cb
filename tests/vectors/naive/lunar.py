"""The lunar calendar, 1900-2199: each solar day has one lunar date, and all of them are written out."""

from datetime import date

from .errors import RuleError
from .listings import FIRST_LUNAR_DAY, LAST_DAY, ONE_DAY, read_rows

LunarDate = tuple[int, int, int, bool]


class LunarCalendar:
    def __init__(self) -> None:
        self.tet: dict[int, date] = {}
        self.gio_to: dict[int, date] = {}
        self.days: dict[date, LunarDate] = {}
        for row in read_rows("lunar_vn.csv"):
            self._write_year(row)
        self.solar = {lunar: day for day, lunar in self.days.items()}

    def _write_year(self, row: dict[str, str]) -> None:
        year, leap_month = int(row["lunar_year"]), int(row["leap_month"])
        self.tet[year] = date.fromisoformat(row["tet"])
        self.gio_to[year] = date.fromisoformat(row["gio_to"])
        day = self.tet[year]
        for (month, leap), length in zip(month_names(leap_month), row["month_lengths"].split("-"), strict=True):
            for day_of_month in range(1, int(length) + 1):
                self.days[day] = (year, month, day_of_month, leap)
                day += ONE_DAY

    def of(self, day: date) -> LunarDate:
        if not FIRST_LUNAR_DAY <= day <= LAST_DAY:
            raise RuleError("date_out_of_range", str(day))
        return self.days[day]

    def to_solar(self, lunar: LunarDate) -> date:
        if lunar[0] not in self.tet:
            raise RuleError("date_out_of_range", str(lunar))
        if lunar not in self.solar:
            raise RuleError("date_invalid", str(lunar))
        # The last lunar year runs on into 2200, where the solar calendar has ended.
        if self.solar[lunar] > LAST_DAY:
            raise RuleError("date_out_of_range", str(lunar))
        return self.solar[lunar]


def month_names(leap_month: int) -> list[tuple[int, bool]]:
    """The months of a lunar year in order; the leap month follows the month whose number it repeats."""
    names = []
    for month in range(1, 13):
        names.append((month, False))
        if month == leap_month:
            names.append((month, True))
    return names
