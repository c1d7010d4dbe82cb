"""Working days of Vietnamese state offices, day by day, 2007-2199, and what an agency may change about them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from .errors import RuleError
from .listings import FIRST_ANNOUNCED_DAY, FIRST_DAY, LAST_ANNOUNCED_DAY, LAST_DAY, ONE_DAY
from .lunar import LunarCalendar
from .moments import parse_date
from .statute import Statute, days_in_lieu

LUNAR = LunarCalendar()
STATUTE = Statute(LUNAR)

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SATURDAY_AND_SUNDAY = frozenset({5, 6})

Span = tuple[date, date]


@dataclass(frozen=True)
class Options:
    """What departs from the State's calendar; the defaults depart in nothing."""

    weekly_rest: frozenset[int] = SATURDAY_AND_SUNDAY
    closures: tuple[Span, ...] = ()
    openings: tuple[Span, ...] = ()
    culture_day_made_up: bool = False
    worked_saturday_counts: bool = True
    announced_only: bool = False


def read_options(given: dict | None) -> Options:
    given = dict(given or {})
    if "weekly_rest" in given:
        given["weekly_rest"] = frozenset(weekday(name) for name in given["weekly_rest"])
    for key in ("closures", "openings"):
        given[key] = tuple(read_span(days["from"], days["to"]) for days in given.get(key, ()))
    return Options(**given)


def weekday(name: str) -> int:
    if name not in WEEKDAYS:
        raise RuleError("option_unknown", f"weekly_rest: {name}")
    return WEEKDAYS.index(name)


def read_span(first: str, last: str) -> Span:
    span = parse_date(first), parse_date(last)
    if span[0] > span[1]:
        raise RuleError("date_invalid", f"{first} to {last} runs backwards")
    return span


def span_of(spans: tuple[Span, ...], day: date) -> Span | None:
    return next((span for span in spans if span[0] <= day <= span[1]), None)


class Calendar:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.in_lieu = days_in_lieu(STATUTE.holidays, options.weekly_rest, options.culture_day_made_up)
        # Swaps bind only the offices that rest on Saturday and Sunday.
        self.replaces = STATUTE.swaps if options.weekly_rest == SATURDAY_AND_SUNDAY else {}
        self.swapped_off = set(self.replaces.values())
        if not self._has_a_working_day():
            raise RuleError("calendar_empty")

    def _has_a_working_day(self) -> bool:
        day = FIRST_DAY
        while day <= LAST_DAY:
            if self.is_working(day):
                return True
            day += ONE_DAY
        return False

    def kind(self, day: date) -> str:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise RuleError("date_out_of_range", str(day))
        kind = self._kind_without_openings(day)
        worked = kind == "working_day" or (kind == "makeup_workday" and self.options.worked_saturday_counts)
        # An opening opens; what is open anyway keeps its kind and its hours.
        return "local_opening" if not worked and span_of(self.options.openings, day) else kind

    def _kind_without_openings(self, day: date) -> str:
        if day in STATUTE.holidays:
            return "public_holiday"
        if day in self.in_lieu:
            return "compensatory_day_off"
        if day in self.swapped_off:
            return "swapped_day_off"
        if span_of(self.options.closures, day):
            return "local_closure"
        if day in self.replaces:
            return "makeup_workday"
        return "weekend" if day.weekday() in self.options.weekly_rest else "working_day"

    def reason(self, day: date) -> tuple:
        """What a run of days off has in common: kind and holiday, or the closure. A swapped day stands for one other day."""
        kind = self.kind(day)
        if kind in ("swapped_day_off", "makeup_workday"):
            return kind, day
        closure = span_of(self.options.closures, day) if kind == "local_closure" else None
        return kind, STATUTE.holidays.get(day) or self.in_lieu.get(day) or closure

    def is_working(self, day: date) -> bool:
        kind = self.kind(day)
        if kind == "makeup_workday":
            return self.options.worked_saturday_counts
        return kind in ("working_day", "local_opening")

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

    def check_announced(self, first: date, last: date) -> None:
        """Refuses an answer that consults the days from `first` to `last`, if only announced days are wanted."""
        within = FIRST_ANNOUNCED_DAY <= first and last <= LAST_ANNOUNCED_DAY
        if self.options.announced_only and first <= last and not within:
            raise RuleError("not_announced", f"{first} to {last}")

    def changed(self, **options: object) -> "Calendar":
        return calendar_with(replace(self.options, **options))


@cache
def calendar_with(options: Options) -> Calendar:
    return Calendar(options)


def read_calendar(given: dict) -> Calendar:
    """The calendar of a question: the State's, unless its key `calendar` says otherwise."""
    return calendar_with(read_options(given.get("calendar")))


def certainty_of_year(year: int) -> str:
    if year < FIRST_ANNOUNCED_DAY.year:
        return "derived"
    return "announced" if year <= LAST_ANNOUNCED_DAY.year else "projected"


def weakest_certainty(first: date, last: date) -> str:
    """The weakest class among the days from `first` to `last`; with no day at all, `announced`."""
    classes = {certainty_of_year(year) for year in range(first.year, last.year + 1)} if first <= last else set()
    for weak in ("projected", "derived"):
        if weak in classes:
            return weak
    return "announced"


def listing_problems() -> list[str]:
    """Where the make-up rule, applied to the listed holidays, does not give the days in lieu the notices announced."""
    computed = {day for day in calendar_with(Options()).in_lieu if day <= LAST_ANNOUNCED_DAY}
    return [f"holidays_vn.csv: {day}: the make-up rule disagrees" for day in sorted(computed ^ STATUTE.listed_in_lieu)]
