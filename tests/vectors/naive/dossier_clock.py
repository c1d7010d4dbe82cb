"""The promise a dossier carries: the limit from its start, what the pauses add to it, and a date it was put off to."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

from .deadline import (
    SECONDS_OF_UNIT,
    Due,
    add_calendar_unit,
    by_working_time,
    clock_time,
    moved_day_zero,
    rolled,
    working_days_by_date,
)
from .hours import seconds_of
from .question import Question

Pause = tuple[datetime, datetime]


@dataclass
class Clock:
    question: Question
    start: datetime
    # Since the start; a restart clears them.
    pauses: list[Pause] = field(default_factory=list)
    put_off_to: date | None = None
    # Since the dossier was put off; a restart leaves them.
    pauses_since_put_off: list[Pause] = field(default_factory=list)

    def due(self) -> Due:
        """The later of the running promise and of the date the dossier was put off to."""
        promises = [due_with_pauses(self.question, self.start, self.pauses)]
        if self.put_off_to:
            promises.append(put_off(self.question, self.put_off_to, self.pauses_since_put_off))
        for promise in promises:
            if promise.consulted:
                self.question.calendar.check_announced(*promise.consulted)
        return max(promises, key=lambda promise: promise.at)

    def restart(self, at: datetime) -> None:
        self.start, self.pauses = at, []

    def pause(self, begun: datetime, ended: datetime) -> None:
        self.pauses.append((begun, ended))
        if self.put_off_to:
            self.pauses_since_put_off.append((begun, ended))

    def put_off(self, new_date: date) -> None:
        self.put_off_to, self.pauses_since_put_off = new_date, []


def working_days_in(pauses: list[Pause], question: Question) -> int:
    """The day on which a pause begins is not one of them, the day on which it ends is."""
    return sum(question.calendar.count_working_days(begun.date(), ended.date()) for begun, ended in pauses)


def working_seconds_in(pauses: list[Pause], question: Question) -> int:
    return sum(question.rules.office.seconds_between(begun, ended) for begun, ended in pauses)


def days_in(pauses: list[Pause]) -> timedelta:
    return sum((ended.date() - begun.date() for begun, ended in pauses), timedelta())


def seconds_in(pauses: list[Pause]) -> int:
    return int(sum((ended - begun for begun, ended in pauses), timedelta()).total_seconds())


def runs_in_working_time(question: Question) -> bool:
    by_clock = question.unit == "working_day" and question.rules.counting == "by_clock"
    return by_clock or question.unit == "working_hour"


def due_with_pauses(question: Question, start: datetime, pauses: list[Pause]) -> Due:
    amount, unit, rules = question.amount, question.unit, question.rules
    if runs_in_working_time(question):
        standard_day = seconds_of(rules.office.hours.on(start.date()).standard_day)
        seconds = amount * (standard_day if unit == "working_day" else 3600)
        return by_working_time(start, seconds + working_seconds_in(pauses, question), rules)
    if unit in SECONDS_OF_UNIT:
        return clock_time(start, amount * SECONDS_OF_UNIT[unit] + seconds_in(pauses), rules)
    if unit == "same_day" or (unit == "working_day" and amount == 0):
        without_pauses = question.due(start)
        return working_days_later(without_pauses.on, pauses, question) if pauses else without_pauses
    if unit == "working_day":
        return working_days_by_date(start, amount + Fraction(working_days_in(pauses, question)), rules)
    day_0 = moved_day_zero(start, rules) or start.date()
    return rolled(add_calendar_unit(day_0, int(amount), unit) + days_in(pauses), rules)


def put_off(question: Question, new_date: date, pauses: list[Pause]) -> Due:
    """A dossier put off is due when that day closes; pauses from then on add to it what they add to the limit."""
    rules, closing = question.rules, question.rules.office.closing(new_date)
    if runs_in_working_time(question):
        return by_working_time(closing, Fraction(working_seconds_in(pauses, question)), rules)
    if question.unit in SECONDS_OF_UNIT:
        return clock_time(closing, Fraction(seconds_in(pauses)), rules)
    if question.unit in ("same_day", "working_day"):
        return working_days_later(new_date, pauses, question)
    return rolled(new_date + days_in(pauses), rules)


def working_days_later(day: date, pauses: list[Pause], question: Question) -> Due:
    due_on = question.calendar.nth_working_day(day, working_days_in(pauses, question))
    return Due(question.rules.office.closing(due_on), (day, due_on))
