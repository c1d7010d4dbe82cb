"""Due dates, one small function per row of the table of units."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil

from .calendar import LAST_DAY, ONE_DAY, Calendar, weakest_certainty
from .errors import RuleError
from .hours import Hours, Office, seconds_of
from .moments import parse_moment

WHOLE_UNITS = {"day", "week", "month", "year"}
UNITS = WHOLE_UNITS | {"working_day", "working_hour", "hour", "minute", "same_day"}
SECONDS_OF_UNIT = {"hour": 3600, "minute": 60}
AMOUNT_FORM = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# No limit in any law comes near; beyond it the amount is a slip of the pen, not a deadline.
LARGEST_AMOUNT = 10**9
SAME_DAY_CUTOFF = time(15, 0)


@dataclass(frozen=True)
class Due:
    at: datetime
    # The first and last day the calendar was asked about; none when it was not asked.
    consulted: tuple[date, date] | None

    def outcome(self) -> dict:
        certainty = weakest_certainty(*self.consulted) if self.consulted else "announced"
        return {"due_on": str(self.at.date()), "due_at": self.at.isoformat(), "certainty": certainty}


@dataclass(frozen=True)
class Rules:
    office: Office
    counting: str = "by_date"
    cutoff: time | None = None
    cutoff_effect: str = "day_0"
    roll: str | None = None

    @property
    def calendar(self) -> Calendar:
        return self.office.calendar


def parse_amount(text: str) -> Fraction:
    if not AMOUNT_FORM.fullmatch(text):
        raise RuleError("amount_invalid", text)
    amount = Fraction(text)
    if amount < 0:
        raise RuleError("amount_negative", text)
    return amount


def parse_limit_parts(limit: dict[str, str]) -> tuple[Fraction, str]:
    amount, unit = parse_amount(limit["amount"]), limit["unit"]
    if unit not in UNITS:
        raise RuleError("unit_unknown", unit)
    fraction_of_whole_unit = unit in WHOLE_UNITS and amount.denominator != 1
    if amount > LARGEST_AMOUNT or fraction_of_whole_unit:
        raise RuleError("amount_out_of_range", limit["amount"])
    return amount, unit


def choose(given: dict, key: str, allowed: tuple[str, ...], default: str | None) -> str | None:
    value = given.get(key, default)
    if value is not None and value not in allowed:
        raise RuleError("option_unknown", f"{key}: {value}")
    return value


def read_cutoff(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError as problem:
        raise RuleError("option_unknown", f"cutoff: {text}") from problem


def read_rules(given: dict, calendar: Calendar) -> Rules:
    return Rules(
        office=Office(calendar, Hours(given.get("hours"))),
        counting=choose(given, "counting", ("by_date", "by_clock"), "by_date"),
        cutoff=read_cutoff(given.get("cutoff")),
        cutoff_effect=choose(given, "cutoff_effect", ("day_0", "day_1"), "day_0"),
        roll=choose(given, "roll", ("forward", "none"), None),
    )


def deadline(given: dict, calendar: Calendar) -> dict:
    received = parse_moment(given["received_at"])
    amount, unit = parse_limit_parts(given["limit"])
    rules = read_rules(given, calendar)
    return due(received, amount, unit, rules).outcome()


def due(received: datetime, amount: Fraction, unit: str, rules: Rules) -> Due:
    if unit == "same_day":
        return same_day(received, rules.cutoff or SAME_DAY_CUTOFF, rules)
    if unit == "working_day" and rules.counting == "by_clock":
        standard_seconds = seconds_of(rules.office.hours.standard_day)
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


def day_zero(received: datetime, rules: Rules) -> date:
    """The day that is not counted: the day of receipt, unless a cut-off moves it."""
    received_on = received.date()
    if rules.cutoff is None or not rules.calendar.is_working(received_on) or received.time() <= rules.cutoff:
        return received_on
    next_working_day = rules.calendar.nth_working_day(received_on, 1)
    return next_working_day if rules.cutoff_effect == "day_0" else next_working_day - ONE_DAY


def working_days_by_date(received: datetime, amount: Fraction, rules: Rules) -> Due:
    if amount == 0:
        return same_day(received, None, rules)
    day_0 = day_zero(received, rules)
    whole = amount.numerator // amount.denominator
    last_whole_day = rules.calendar.nth_working_day(day_0, whole)
    part = amount - whole
    if part == 0:
        return Due(rules.office.closing(last_whole_day), (day_0 + ONE_DAY, last_whole_day))
    part_day = rules.calendar.nth_working_day(last_whole_day, 1)
    seconds = part * seconds_of(rules.office.shifts(part_day))
    return Due(rules.office.after(datetime.combine(part_day, time()), seconds), (day_0 + ONE_DAY, part_day))


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
    nominal = add_calendar_unit(day_zero(received, rules), amount, unit)
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
