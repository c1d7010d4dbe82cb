"""How a limit is counted: what the caller chose, and the four rules of law that name 15:00."""

from dataclasses import dataclass
from datetime import date, time

from .calendar import Calendar
from .errors import RuleError
from .hours import Hours
from .moments import parse_moment
from .office import Office

FIFTEEN_HOURS = time(15, 0)


@dataclass(frozen=True)
class Cutoff:
    """An hour after which a receipt counts as later, and what it counts later for."""

    time: time
    moves_same_day: bool
    moves_count: bool
    # Whether a rule of law leaves open if the next working day is day 0 or day 1.
    effect_is_open: bool = False
    in_force_from: date | None = None


# Each says something else about 15:00: Decree 61/2018 Art. 18.2, Law on Civil Status Art. 5.3, Decree 23/2015 Art. 7,
# Decree 63/2024 Art. 7.2.
NAMED_CUTOFFS = {
    "hand_over": Cutoff(FIFTEEN_HOURS, moves_same_day=False, moves_count=False),
    "civil_status": Cutoff(FIFTEEN_HOURS, moves_same_day=True, moves_count=False),
    "certification": Cutoff(FIFTEEN_HOURS, moves_same_day=True, moves_count=False),
    # The wording that was read is that of Decree 301/2026, in force from 1 September 2026.
    "interlinked": Cutoff(
        FIFTEEN_HOURS, moves_same_day=False, moves_count=True, effect_is_open=True, in_force_from=date(2026, 9, 1)
    ),
}


@dataclass(frozen=True)
class Rules:
    office: Office
    counting: str = "by_date"
    cutoff: Cutoff | None = None
    cutoff_effect: str = "day_0"
    roll: str | None = None

    @property
    def calendar(self) -> Calendar:
        return self.office.calendar

    @property
    def same_day_cutoff(self) -> time:
        """The hour given for a same-day result; the 15:00 of the law where none is."""
        return self.cutoff.time if self.cutoff and self.cutoff.moves_same_day else FIFTEEN_HOURS


def read_rules(given: dict, calendar: Calendar) -> Rules:
    return Rules(
        office=Office(calendar, Hours(given.get("hours"))),
        counting=choose(given, "counting", ("by_date", "by_clock"), "by_date"),
        cutoff=read_cutoff(given.get("cutoff")),
        cutoff_effect=choose(given, "cutoff_effect", ("day_0", "day_1"), "day_0"),
        roll=choose(given, "roll", ("forward", "none"), None),
    )


def choose(given: dict, key: str, allowed: tuple[str, ...], default: str | None) -> str | None:
    value = given.get(key, default)
    if value is not None and value not in allowed:
        raise RuleError("option_unknown", f"{key}: {value}")
    return value


def read_cutoff(text: str | None) -> Cutoff | None:
    if text is None or text in NAMED_CUTOFFS:
        return NAMED_CUTOFFS.get(text)
    if not text[:1].isdigit():
        raise RuleError("option_unknown", f"cutoff: {text}")
    try:
        hour = parse_moment(f"2007-01-01T{text}:00").time()
    except RuleError as problem:
        raise RuleError("hours_invalid", f"cutoff: {text}") from problem
    return Cutoff(hour, moves_same_day=True, moves_count=True)
