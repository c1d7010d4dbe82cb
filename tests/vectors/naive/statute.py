"""The days off that law and notices name, before any is made up for a rest day: listed as far as announced, projected from then on."""

from datetime import date

from .listings import LAST_ANNOUNCED_DAY, LAST_DAY, ONE_DAY, read_rows
from .lunar import LunarCalendar

CULTURE_DAY = "Ngày Văn hóa Việt Nam"
ADJACENT_DAY = "Quốc khánh (ngày liền kề)"

# The second day of National Day, by the weekday of 2 September (Monday = 0): seen 2021-2027 for six weekdays,
# assumed for Sunday.
ADJACENT_NATIONAL_DAY = {0: 3, 1: 1, 2: 1, 3: 3, 4: 1, 5: 1, 6: 3}


class Statute:
    """Holidays with their names; each worked weekend day with the day off it replaces."""

    def __init__(self, lunar: LunarCalendar) -> None:
        self.holidays: dict[date, str] = {}
        self.swaps: dict[date, date] = {}
        # Not used to answer: the make-up rule has to arrive at these days by itself, see `calendar.listing_problems`.
        self.listed_in_lieu: set[date] = set()
        for name in ("holidays_vn.csv", "holidays_vn_weekend.csv"):
            for row in read_rows(name):
                self._read(row)
        for year in range(LAST_ANNOUNCED_DAY.year + 1, LAST_DAY.year + 1):
            self._project(year, lunar)

    def _read(self, row: dict[str, str]) -> None:
        day, kind = date.fromisoformat(row["date"]), row["kind"]
        if kind in ("statutory", "statutory_on_weekend"):
            self.holidays[day] = holiday_name(row["holiday"])
        elif kind == "compensatory":
            self.listed_in_lieu.add(day)
        elif kind == "swapped_in_working":
            self.swaps[day] = date.fromisoformat(row["replaces"])

    def _project(self, year: int, lunar: LunarCalendar) -> None:
        tet = lunar.tet[year]
        days_before_tet = 1 if tet.weekday() in (0, 1) else 2
        first = tet - days_before_tet * ONE_DAY
        national_day = date(year, 9, 2)
        self.holidays |= {
            date(year, 1, 1): "Tết Dương lịch",
            **{first + offset * ONE_DAY: "Tết Âm lịch" for offset in range(5)},
            lunar.gio_to[year]: "Giỗ Tổ Hùng Vương",
            date(year, 4, 30): "Ngày Chiến thắng",
            date(year, 5, 1): "Ngày Quốc tế Lao động",
            national_day: "Quốc khánh",
            date(year, 9, ADJACENT_NATIONAL_DAY[national_day.weekday()]): ADJACENT_DAY,
            date(year, 11, 24): CULTURE_DAY,
        }


def holiday_name(listed: str) -> str:
    """The holiday without the lunar date the listing adds; the day beside National Day is a holiday of its own."""
    return listed if listed == ADJACENT_DAY else listed.split(" (")[0]


def days_in_lieu(holidays: dict[date, str], rest: frozenset[int], culture_day_made_up: bool) -> dict[date, str]:
    """Labour Code 2019 Art. 111.3: in date order, each holiday on a rest day moves to the next day still free.

    24 November is not in the list of Art. 112.1: whether it is made up is for the caller to say.
    """
    if len(rest) == 7:
        return {}
    in_lieu: dict[date, str] = {}
    for holiday, name in sorted(holidays.items()):
        if holiday.weekday() not in rest or (name == CULTURE_DAY and not culture_day_made_up):
            continue
        day = holiday + ONE_DAY
        while day.weekday() in rest or day in holidays or day in in_lieu:
            day += ONE_DAY
        in_lieu[day] = name
    return in_lieu
