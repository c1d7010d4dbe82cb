"""The questions asked the other way round: until when to file, what is left, by when to hand over."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .deadline import Due
from .errors import RuleError
from .listings import FIRST_DAY, ONE_DAY
from .office import Office
from .question import Question
from .rules import FIFTEEN_HOURS

LAST_SECOND = 24 * 3600 - 1


@dataclass(frozen=True)
class Latest:
    received_at: datetime
    at_counter: datetime | None
    due: Due


def latest_receipt(question: Question, wanted: date) -> Latest:
    question.calendar.kind(wanted)
    day = wanted
    while day >= FIRST_DAY:
        second = last_second_in_time(question, day, wanted)
        if second is not None:
            received = moment(day, second)
            counter = question.rules.office.last_open(received)
            return Latest(received, counter, question.announced_due(received))
        day -= ONE_DAY
    raise RuleError("date_out_of_range", f"no receipt is early enough for {wanted}")


def last_second_in_time(question: Question, day: date, wanted: date) -> int | None:
    """Within one day a later receipt is never due earlier, so the seconds in time are the first ones."""

    def in_time(second: int) -> bool:
        due_at = question.moment_due(moment(day, second))
        return due_at is not None and due_at.date() <= wanted

    if not in_time(0):
        return None
    in_time_at, too_late_at = 0, LAST_SECOND + 1
    while too_late_at - in_time_at > 1:
        middle = (in_time_at + too_late_at) // 2
        if in_time(middle):
            in_time_at = middle
        else:
            too_late_at = middle
    return in_time_at


def moment(day: date, second: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(seconds=second)


def hand_over(received: datetime, office: Office) -> datetime:
    """Decree 61/2018 Art. 18.2: within the working day, or, received after 15:00, at the start of the next one."""
    day = received.date()
    if office.calendar.is_working(day) and received.time() <= FIFTEEN_HOURS:
        by = office.closing(day)
    else:
        next_working_day = office.calendar.nth_working_day(day, 1)
        by = office.opening(next_working_day)
    office.calendar.check_announced(day, by.date())
    return by
