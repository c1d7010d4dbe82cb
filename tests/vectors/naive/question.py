"""A limit and how it is counted, asked forwards; and why the answer is what it is."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from .calendar import Calendar, read_calendar
from .deadline import Due, due
from .errors import RuleError
from .limits import read_limit
from .listings import ONE_DAY
from .office import Office
from .rules import Rules, read_rules


@dataclass(frozen=True)
class Question:
    amount: Fraction
    unit: str
    rules: Rules

    @property
    def calendar(self) -> Calendar:
        return self.rules.calendar

    def due(self, received: datetime) -> Due:
        return due(received, self.amount, self.unit, self.rules)

    def moment_due(self, received: datetime) -> datetime | None:
        """None where that moment lies past the last day of the calendar."""
        try:
            return self.due(received).at
        except RuleError:
            return None

    def announced_due(self, received: datetime) -> Due:
        """The same, but refused where it rests on days that the caller does not accept."""
        answer = self.due(received)
        if answer.consulted:
            self.calendar.check_announced(*answer.consulted)
        return answer

    def passes_over(self, day: date) -> bool:
        """Working time runs on a rest day with office hours, so that it is not passed over."""
        counts_time = self.unit == "working_hour" or (self.unit == "working_day" and self.rules.counting == "by_clock")
        return not self.calendar.is_working(day) and not (counts_time and self.rules.office.shifts(day))

    def with_calendar(self, **options: object) -> "Question":
        calendar = self.calendar.changed(announced_only=False, **options)
        return replace(self, rules=replace(self.rules, office=Office(calendar, self.rules.office.hours)))

    def with_other_effect(self) -> "Question":
        other = "day_1" if self.rules.cutoff_effect == "day_0" else "day_0"
        return replace(self, rules=replace(self.rules, cutoff_effect=other))


def read_question(given: dict) -> Question:
    amount, unit = read_limit(given["limit"])
    return Question(amount, unit, read_rules(given, read_calendar(given)))


def flags(question: Question, received: datetime) -> list[str]:
    """What to know about the answer, in alphabetical order. An open question matters if its other answer moves the due moment."""
    answer, options = question.due(received), question.calendar.options
    others = {
        "culture_day_made_up": question.with_calendar(culture_day_made_up=not options.culture_day_made_up),
        "worked_saturday_counts": question.with_calendar(worked_saturday_counts=not options.worked_saturday_counts),
    }
    cutoff = question.rules.cutoff
    if cutoff and cutoff.effect_is_open:
        others["cutoff_effect"] = question.with_other_effect()
    if cutoff and cutoff.in_force_from and received.date() < cutoff.in_force_from:
        others["rule_not_in_force"] = replace(question, rules=replace(question.rules, cutoff=None))
    found = [code for code, other in others.items() if other.moment_due(received) != answer.at]
    return sorted(found + [answer.fallback] if answer.fallback else found)


def skipped(question: Question, received: datetime) -> list[list[str]]:
    """The days off passed over, as runs of one kind and holiday."""
    calendar = question.calendar
    runs: list[list[date]] = []
    for day in days_on_the_way(question.due(received), received):
        if not question.passes_over(day):
            continue
        if runs and runs[-1][1] == day - ONE_DAY and calendar.reason(runs[-1][1]) == calendar.reason(day):
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return [[str(first), str(last), calendar.kind(first)] for first, last in runs]


def days_on_the_way(answer: Due, received: datetime) -> list[date]:
    """From receipt to the day a cut-off moved it to; then the days consulted, as far as the due day, which is reached."""
    moved = days_from(received.date() + ONE_DAY, answer.moved_to + ONE_DAY) if answer.moved_to else []
    if not answer.consulted:
        return moved
    first, last = answer.consulted
    return moved + days_from(first, min(last, answer.on))


def days_from(first: date, end: date) -> list[date]:
    """The end is not included."""
    return [first + ONE_DAY * offset for offset in range((end - first).days)]
