"""Office hours, and working time counted by cutting each day's shifts."""

import re
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil

from .calendar import LAST_DAY, ONE_DAY, Calendar
from .errors import RuleError

DEFAULT_HOURS = "07:00-11:30,13:30-17:00"
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
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


class Hours:
    """One week of shifts: a string is Monday-Friday, an object names its weekdays."""

    def __init__(self, spec: str | dict[str, str] | None) -> None:
        if spec is None:
            spec = DEFAULT_HOURS
        if isinstance(spec, str):
            spec = {"mon-fri": spec}
        self.week: dict[int, list[Shift]] = {}
        for key, text in spec.items():
            for weekday in weekdays_of_key(key):
                if weekday in self.week:
                    raise RuleError("hours_invalid", f"{key} is given twice")
                self.week[weekday] = parse_shifts(text)
        if not any(self.on_weekday(weekday) for weekday in MONDAY_TO_FRIDAY):
            raise RuleError("hours_invalid", "no hours Monday-Friday")

    def on_weekday(self, weekday: int) -> list[Shift]:
        return self.week.get(weekday, [])

    @property
    def standard_day(self) -> list[Shift]:
        """The longest of Monday-Friday."""
        return max((self.on_weekday(weekday) for weekday in MONDAY_TO_FRIDAY), key=seconds_of)


class Office:
    """A calendar with office hours: when the doors are open."""

    def __init__(self, calendar: Calendar, hours: Hours) -> None:
        self.calendar = calendar
        self.hours = hours

    def shifts(self, day: date) -> list[Shift]:
        kind = self.calendar.kind(day)
        if kind == "makeup_workday":
            return self.hours.on_weekday(self.calendar.replaces[day].weekday())
        if kind in ("working_day", "weekend"):
            return self.hours.on_weekday(day.weekday())
        return []

    def open_spans(self, day: date) -> list[tuple[datetime, datetime]]:
        return [
            (datetime.combine(day, opening), datetime.combine(day, closing))
            for opening, closing in self.shifts(day)
        ]

    def closing(self, day: date) -> datetime:
        shifts = self.shifts(day) or self.hours.standard_day
        return datetime.combine(day, shifts[-1][1])

    def seconds_between(self, begin: datetime, end: datetime) -> int:
        if begin > end:
            return -self.seconds_between(end, begin)
        seconds, day = 0, begin.date()
        while day <= end.date():
            for opening, closing in self.open_spans(day):
                overlap = min(closing, end) - max(opening, begin)
                seconds += max(0, int(overlap.total_seconds()))
            day += ONE_DAY
        return seconds

    def after(self, begin: datetime, seconds: Fraction) -> datetime:
        """The earliest moment, not before `begin`, at which `seconds` of working time have passed since."""
        self.calendar.kind(begin.date())
        if seconds == 0:
            return begin
        day = begin.date()
        while day <= LAST_DAY:
            for opening, closing in self.open_spans(day):
                start = max(opening, begin)
                available = int((closing - start).total_seconds())
                if available <= 0:
                    continue
                if seconds <= available:
                    return start + timedelta(seconds=ceil(seconds))
                seconds -= available
            day += ONE_DAY
        raise RuleError("date_out_of_range", "working time runs past the last day")
