"""A dossier read strictly from its log: where it stands, what was promised, whether that was kept, which slips are owed."""

from dataclasses import dataclass
from datetime import date, datetime

from .dossier_clock import Clock
from .dossier_log import NEEDS_REASON, Event, next_state, read_log
from .errors import RuleError
from .moments import parse_moment
from .question import Question, read_question
from .rules import choose

OPEN_STATES = ("in_process", "awaiting_supplement", "suspended")
DECIDED_STATES = ("result_ready", "returned", "rejected")


@dataclass(frozen=True)
class Regime:
    # Requests after acceptance; None where no text that was read sets a limit.
    supplements: int | None
    reschedules: int
    has_stop_notice: bool


REGIMES = {
    # Decree 61/2018 Art. 11.2c and 19.9.
    "nd61_2018": Regime(supplements=1, reschedules=1, has_stop_notice=False),
    # Form 05 of Circular 03/2025; the limits of Decree 118/2025 were not read.
    "nd118_2025": Regime(supplements=None, reschedules=1, has_stop_notice=True),
}


class Dossier:
    def __init__(self, regime: Regime, policy: str, level: str, question: Question, has_limit: bool) -> None:
        self.regime, self.policy, self.level, self.question = regime, policy, level, question
        # A limit that names no amount of time gives no date; the dossier goes its way without one.
        self.has_limit, self.was_accepted = has_limit, False
        self.state = "draft"
        self.events: list[Event] = []
        self.clock: Clock | None = None
        self.first_due_on: date | None = None
        self.stop_began: datetime | None = None
        self.decided_at: datetime | None = None
        self.supplements = self.reschedules = 0

    @property
    def due_at(self) -> datetime:
        return self.clock.due().at

    def is_later(self, at: datetime, than: datetime) -> bool:
        """In a later minute, or on a later date: what decides is the level."""
        return self.at_level(at) > self.at_level(than)

    def at_level(self, at: datetime) -> datetime | date:
        return at.replace(second=0) if self.level == "minute" else at.date()

    def apply(self, event: Event) -> None:
        state = next_state(event, self.state, self.was_accepted)
        self.check_texts(event)
        if event.kind == "supplement_requested" and self.state == "in_process":
            self.count_supplement()
        if event.kind == "rescheduled":
            self.reschedule(event.new_due_on)
        if event.kind == "accepted":
            self.was_accepted = True
            if self.has_limit:
                self.clock = Clock(self.question, event.at)
                self.first_due_on = self.due_at.date()
        if event.kind in ("supplement_requested", "suspended") and self.clock:
            self.stop_began = event.at
        if event.kind in ("supplement_received", "resumed") and self.clock:
            self.end_stop(event)
        if event.kind in ("result_ready", "rejected"):
            self.decided_at = event.at
        self.state = state
        self.events.append(event)

    def check_texts(self, event: Event) -> None:
        if event.kind in NEEDS_REASON and not event.reason:
            raise RuleError("reason_missing", event.kind)
        if event.kind == "rescheduled" and not event.signer:
            raise RuleError("signer_missing", event.kind)

    def count_supplement(self) -> None:
        if self.supplements == self.regime.supplements:
            raise RuleError("supplement_limit_reached", str(self.supplements))
        self.supplements += 1

    def reschedule(self, new_date: date) -> None:
        if self.reschedules == self.regime.reschedules:
            raise RuleError("reschedule_limit_reached", str(self.reschedules))
        if not self.clock:
            raise RuleError("transition_not_allowed", "no date to set anew")
        if new_date <= self.due_at.date():
            raise RuleError("new_due_not_later", str(new_date))
        if not self.question.calendar.is_working(new_date):
            raise RuleError("new_due_not_working_day", str(new_date))
        self.reschedules += 1
        self.clock.put_off(new_date)

    def end_stop(self, event: Event) -> None:
        began, self.stop_began = self.stop_began, None
        if self.is_later(began, self.due_at):
            return
        if event.kind == "supplement_received" and self.policy == "restart":
            self.clock.restart(event.at)
        else:
            self.clock.pause(began, event.at)

    def timeliness(self, as_of: datetime) -> str:
        if self.clock and self.state in OPEN_STATES:
            # While the clock stands still, it shows the moment at which it was stopped.
            return "overdue" if self.is_later(self.stop_began or as_of, self.due_at) else "within_term"
        if self.clock and self.state in DECIDED_STATES:
            if self.is_later(self.decided_at, self.due_at):
                return "late"
            return "early" if self.is_later(self.due_at, self.decided_at) else "on_time"
        return "none"

    def owes(self, as_of: datetime) -> list[str]:
        owed = {
            "appointment_slip": self.question.unit != "same_day" and self.is_unanswered("accepted", "appointment_slip"),
            "supplement_request": self.is_unanswered("supplement_requested", "supplement_request"),
            "refusal": self.is_unanswered("rejected", "refusal"),
            "apology": self.timeliness(as_of) in ("overdue", "late") and not self.has_apologised(),
            "stop_notice": self.regime.has_stop_notice and self.is_unanswered("stopped", "stop_notice"),
        }
        return [form for form, is_owed in owed.items() if is_owed]

    def is_unanswered(self, trigger: str, form: str) -> bool:
        """Whether the last such event is followed by no such form."""
        is_owed = False
        for event in self.events:
            if event.kind == trigger:
                is_owed = True
            elif event.kind == "issued" and event.form == form:
                is_owed = False
        return is_owed

    def has_apologised(self) -> bool:
        """Since the promise that stands now was broken; to set a new date is to apologise."""
        return any(
            (event.kind == "rescheduled" or event.form == "apology") and self.is_later(event.at, self.due_at)
            for event in self.events
        )


def read_limit_or_none(given: dict) -> tuple[Question, bool]:
    try:
        return read_question(given), True
    except RuleError as refusal:
        if refusal.code != "limit_undetermined":
            raise
        # The other options still have to be right.
        return read_question({**given, "limit": {"amount": "1", "unit": "working_day"}}), False


def dossier(given: dict) -> dict:
    if given["regime"] not in REGIMES:
        raise RuleError("option_unknown", f"regime: {given['regime']}")
    (question, has_limit), as_of = read_limit_or_none(given), parse_moment(given["as_of"])
    policy = choose(given, "supplement_policy", ("restart", "pause"), "restart")
    level = choose(given, "level", ("day", "minute"), "day")
    replayed = Dossier(REGIMES[given["regime"]], policy, level, question, has_limit)
    for event in read_log(given["events"]):
        if event.at <= as_of:
            replayed.apply(event)
    due_at = replayed.due_at if replayed.clock else None
    return {
        "state": replayed.state,
        "due_on": due_at and str(due_at.date()),
        "due_at": due_at and due_at.isoformat(),
        "first_due_on": replayed.first_due_on and str(replayed.first_due_on),
        "timeliness": replayed.timeliness(as_of),
        "owes": replayed.owes(as_of),
    }
