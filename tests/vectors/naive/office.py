"""When the doors are open, and working time counted by cutting each day's shifts."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil

from .calendar import Calendar
from .errors import RuleError
from .hours import Hours, Shift
from .listings import FIRST_DAY, LAST_DAY, ONE_DAY


class Office:
    """A calendar with office hours."""

    def __init__(self, calendar: Calendar, hours: Hours) -> None:
        self.calendar = calendar
        self.hours = hours

    def shifts(self, day: date) -> list[Shift]:
        kind, week = self.calendar.kind(day), self.hours.on(day)
        if kind == "local_opening":
            return week.standard_day
        if kind == "makeup_workday":
            return week.on_weekday(self.calendar.replaces[day].weekday())
        if kind in ("working_day", "weekend"):
            return week.on_weekday(day.weekday())
        return []

    def open_spans(self, day: date) -> list[tuple[datetime, datetime]]:
        return [
            (datetime.combine(day, opening), datetime.combine(day, closing))
            for opening, closing in self.shifts(day)
        ]

    def opening(self, day: date) -> datetime:
        return datetime.combine(day, self._shifts_or_standard(day)[0][0])

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, self._shifts_or_standard(day)[-1][1])

    def _shifts_or_standard(self, day: date) -> list[Shift]:
        """A day without office hours opens and closes as the standard day does."""
        return self.shifts(day) or self.hours.on(day).standard_day

    def last_open(self, moment: datetime) -> datetime | None:
        """The latest moment not after this one at which the doors are open or just close; none before the first shift."""
        day = moment.date()
        while day >= FIRST_DAY:
            for opening, closing in reversed(self.open_spans(day)):
                if opening <= moment:
                    return min(moment, closing)
            day -= ONE_DAY
        return None

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
