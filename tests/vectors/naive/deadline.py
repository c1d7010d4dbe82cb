"""Due dates, one small function per row of the table of units."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil

from .calendar import weakest_certainty
from .errors import RuleError
from .hours import seconds_of
from .listings import LAST_DAY, ONE_DAY
from .rules import Rules

SECONDS_OF_UNIT = {"hour": 3600, "minute": 60}


@dataclass(frozen=True)
class Due:
    at: datetime
    # The first and last day the calendar was asked about; none when it was not asked.
    consulted: tuple[date, date] | None
    # What had to give way because the month or year of the end has no such date.
    fallback: str | None = None
    # The day from which a limit is counted, where a cut-off moved it.
    moved_to: date | None = None

    @property
    def on(self) -> date:
        return self.at.date()

    @property
    def certainty(self) -> str:
        return weakest_certainty(*self.consulted) if self.consulted else "announced"


def due(received: datetime, amount: Fraction, unit: str, rules: Rules) -> Due:
    if unit == "same_day":
        return same_day(received, rules.same_day_cutoff, rules)
    if unit == "working_day" and rules.counting == "by_clock":
        standard_seconds = seconds_of(rules.office.hours.on(received.date()).standard_day)
        return by_working_time(received, amount * standard_seconds, rules)
    if unit == "working_day":
        return working_days_by_date(received, amount, rules)
    if unit == "working_hour":
        return by_working_time(received, amount * 3600, rules)
    if unit in SECONDS_OF_UNIT:
        return clock_time(received, amount * SECONDS_OF_UNIT[unit], rules)
    return calendar_unit(received, int(amount), unit, rules)


def same_day(received: datetime, cutoff: time | None, rules: Rules) -> Due:
    day_0 = received.date()
    too_late = received > rules.office.closing(day_0) or (cutoff is not None and received.time() > cutoff)
    on_time = rules.calendar.is_working(day_0) and not too_late
    due_on = day_0 if on_time else rules.calendar.nth_working_day(day_0, 1)
    return Due(rules.office.closing(due_on), (day_0, due_on))


def moved_day_zero(received: datetime, rules: Rules) -> date | None:
    """The day that is not counted is the day of receipt, unless a cut-off moves it to this one."""
    received_on, cutoff = received.date(), rules.cutoff
    in_time = cutoff is None or not cutoff.moves_count or received.time() <= cutoff.time
    if in_time or not rules.calendar.is_working(received_on):
        return None
    next_working_day = rules.calendar.nth_working_day(received_on, 1)
    return next_working_day if rules.cutoff_effect == "day_0" else next_working_day - ONE_DAY


def working_days_by_date(received: datetime, amount: Fraction, rules: Rules) -> Due:
    if amount == 0:
        return same_day(received, None, rules)
    moved_to = moved_day_zero(received, rules)
    day_0 = moved_to or received.date()
    whole = amount.numerator // amount.denominator
    last_whole_day = rules.calendar.nth_working_day(day_0, whole)
    part = amount - whole
    if part == 0:
        return Due(rules.office.closing(last_whole_day), (day_0 + ONE_DAY, last_whole_day), moved_to=moved_to)
    part_day = rules.calendar.nth_working_day(last_whole_day, 1)
    seconds = part * seconds_of(rules.office.shifts(part_day))
    due_at = rules.office.after(datetime.combine(part_day, time()), seconds)
    return Due(due_at, (day_0 + ONE_DAY, part_day), moved_to=moved_to)


def by_working_time(received: datetime, seconds: Fraction, rules: Rules) -> Due:
    due_at = rules.office.after(received, seconds)
    return Due(due_at, (received.date(), due_at.date()))


def clock_time(received: datetime, seconds: Fraction, rules: Rules) -> Due:
    end = received + timedelta(seconds=ceil(seconds))
    if rules.roll != "forward":
        return Due(end, None)
    if rules.calendar.is_working(end.date()):
        return Due(end, (end.date(), end.date()))
    next_working_day = rules.calendar.nth_working_day(end.date(), 1)
    return Due(rules.office.closing(next_working_day), (end.date(), next_working_day))


def calendar_unit(received: datetime, amount: int, unit: str, rules: Rules) -> Due:
    moved_to = moved_day_zero(received, rules)
    day_0 = moved_to or received.date()
    nominal = add_calendar_unit(day_0, amount, unit)
    fell_back = unit in ("month", "year") and nominal.day != day_0.day
    fallback = {"month": "month_end", "year": "leap_day"}[unit] if fell_back else None
    return replace(rolled(nominal, rules), fallback=fallback, moved_to=moved_to)


def rolled(nominal: date, rules: Rules) -> Due:
    """The closing of the day, or of the next working day if it is none and rolls."""
    due_on = nominal
    if rules.roll != "none" and not rules.calendar.is_working(nominal):
        due_on = rules.calendar.nth_working_day(nominal, 1)
    return Due(rules.office.closing(due_on), (nominal, due_on))


def add_calendar_unit(day: date, amount: int, unit: str) -> date:
    try:
        return {
            "day": lambda: day + timedelta(days=amount),
            "week": lambda: day + timedelta(weeks=amount),
            "month": lambda: same_date_in_month(day, day.year * 12 + day.month - 1 + amount),
            "year": lambda: same_date_in_month(day, (day.year + amount) * 12 + day.month - 1),
        }[unit]()
    except (OverflowError, ValueError) as problem:
        raise RuleError("date_out_of_range", f"{day} + {amount} {unit}") from problem


def same_date_in_month(day: date, month_index: int) -> date:
    """The same day of the month; where the month is too short, its last day (Civil Code 2015 Art. 148.3)."""
    year, month = month_index // 12, month_index % 12 + 1
    if year > LAST_DAY.year:
        raise RuleError("date_out_of_range", f"year {year}")
    return date(year, month, min(day.day, monthrange(year, month)[1]))
