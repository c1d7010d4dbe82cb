"""Office hours as they are written: shifts, weeks, dated seasons."""

import re
from datetime import date, datetime, time

from .calendar import WEEKDAYS, Span, read_span
from .errors import RuleError

DEFAULT_HOURS = "07:00-11:30,13:30-17:00"
MONDAY_TO_FRIDAY = range(5)
SHIFT_FORM = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")

Shift = tuple[time, time]


def parse_shifts(text: str) -> list[Shift]:
    shifts: list[Shift] = []
    for part in text.split(","):
        opening, closing = parse_shift(part)
        if opening >= closing or (shifts and opening < shifts[-1][1]):
            raise RuleError("hours_invalid", text)
        shifts.append((opening, closing))
    return shifts


def parse_shift(text: str) -> Shift:
    match = SHIFT_FORM.fullmatch(text)
    if not match:
        raise RuleError("hours_invalid", text)
    open_hour, open_minute, close_hour, close_minute = map(int, match.groups())
    try:
        return time(open_hour, open_minute), time(close_hour, close_minute)
    except ValueError as problem:
        raise RuleError("hours_invalid", text) from problem


def weekdays_of_key(key: str) -> list[int]:
    names = key.split("-")
    if len(names) > 2 or not all(name in WEEKDAYS for name in names):
        raise RuleError("hours_invalid", key)
    first, last = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
    if first > last:
        raise RuleError("hours_invalid", key)
    return list(range(first, last + 1))


def seconds_of(shifts: list[Shift]) -> int:
    return sum(seconds_between(opening, closing) for opening, closing in shifts)


def seconds_between(opening: time, closing: time) -> int:
    some_day = date(2007, 1, 1)
    return int((datetime.combine(some_day, closing) - datetime.combine(some_day, opening)).total_seconds())


class Week:
    """One week of shifts: a string is Monday-Friday, an object names its weekdays."""

    def __init__(self, spec: str | dict[str, str]) -> None:
        if isinstance(spec, str):
            spec = {"mon-fri": spec}
        self.shifts: dict[int, list[Shift]] = {}
        for key, text in spec.items():
            for weekday in weekdays_of_key(key):
                if weekday in self.shifts:
                    raise RuleError("hours_invalid", f"{key} is given twice")
                self.shifts[weekday] = parse_shifts(text)
        if not any(self.on_weekday(weekday) for weekday in MONDAY_TO_FRIDAY):
            raise RuleError("hours_invalid", "no hours Monday-Friday")

    def on_weekday(self, weekday: int) -> list[Shift]:
        return self.shifts.get(weekday, [])

    @property
    def standard_day(self) -> list[Shift]:
        """The longest of Monday-Friday."""
        return max((self.on_weekday(weekday) for weekday in MONDAY_TO_FRIDAY), key=seconds_of)


class Hours:
    """The usual week, and other weeks in their seasons."""

    def __init__(self, spec: str | dict | None) -> None:
        spec = DEFAULT_HOURS if spec is None else spec
        seasons = []
        if isinstance(spec, dict):
            seasons = spec.get("seasons", [])
            spec = {key: text for key, text in spec.items() if key != "seasons"}
        self.usual = Week(spec)
        self.seasons: list[tuple[Span, Week]] = []
        for season in seasons:
            self._add_season(read_span(season["from"], season["to"]), Week(season["hours"]))

    def _add_season(self, span: Span, week: Week) -> None:
        first, last = span
        if any(first <= other_last and other_first <= last for (other_first, other_last), _ in self.seasons):
            raise RuleError("hours_invalid", f"the season from {first} overlaps another")
        self.seasons.append((span, week))

    def on(self, day: date) -> Week:
        """The week whose hours are in force on a day."""
        return next((week for (first, last), week in self.seasons if first <= day <= last), self.usual)
