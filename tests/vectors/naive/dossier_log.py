"""The log of a dossier as it is written: the kinds of event, what each carries, and from which state it leads to which."""

from dataclasses import dataclass
from datetime import date, datetime

from .errors import RuleError
from .moments import parse_date, parse_moment

CHANNELS = ("counter", "online", "post")
SUSPENSION_REASONS = ("financial_obligation", "other_agency", "public_posting", "force_majeure")
FORMS = (
    "appointment_slip",
    "supplement_request",
    "refusal",
    "apology",
    "stop_notice",
    "control_sheet",
    "register",
    "opinion_form",
    "early_return_notice",
)
NEEDS_REASON = ("rejected", "supplement_requested", "suspended", "rescheduled", "stopped")

STATES = (
    "draft",
    "submitted",
    "in_process",
    "awaiting_supplement",
    "suspended",
    "result_ready",
    "returned",
    "rejected",
    "withdrawn",
    "stopped",
)


def leads_to(state: str, *from_states: str) -> dict[str, str]:
    return {from_state: state for from_state in from_states}


def stays(*states: str) -> dict[str, str]:
    return {state: state for state in states}


TRANSITIONS = {
    "submitted": leads_to("submitted", "draft"),
    "accepted": leads_to("in_process", "submitted"),
    "rejected": leads_to("rejected", "submitted", "in_process"),
    "supplement_requested": leads_to("awaiting_supplement", "submitted", "in_process"),
    # To `submitted` if the dossier was never accepted: see `next_state`.
    "supplement_received": leads_to("in_process", "awaiting_supplement"),
    "suspended": leads_to("suspended", "in_process"),
    "resumed": leads_to("in_process", "suspended"),
    "handed_over": stays("in_process", "awaiting_supplement", "suspended"),
    "rescheduled": stays("in_process"),
    "issued": stays(*STATES),
    "result_ready": leads_to("result_ready", "in_process"),
    "returned": leads_to("returned", "result_ready"),
    "withdrawn": leads_to("withdrawn", "submitted", "in_process", "awaiting_supplement", "suspended", "result_ready"),
    "stopped": leads_to("stopped", "in_process", "awaiting_supplement", "suspended"),
}


@dataclass(frozen=True)
class Event:
    at: datetime
    kind: str
    reason: str
    signer: str
    form: str | None
    new_due_on: date | None


def read_log(given: list[dict]) -> list[Event]:
    """Every event is read, also those after the moment asked about; only then is their order looked at."""
    log = [read_event(event) for event in given]
    for earlier, later in zip(log, log[1:]):
        if later.at < earlier.at:
            raise RuleError("event_out_of_order", f"{later.kind} at {later.at}")
    return log


def read_event(given: dict) -> Event:
    kind = given["kind"]
    if kind not in TRANSITIONS:
        raise RuleError("event_unknown", kind)
    if kind == "submitted":
        check_known("channel", given["channel"], CHANNELS)
    if kind == "issued":
        check_known("form", given["form"], FORMS)
    # Blank is no unknown reason but none at all, which is looked at when the event's turn comes.
    if kind == "suspended" and filled(given, "reason"):
        check_known("reason", given["reason"], SUSPENSION_REASONS)
    return Event(
        at=parse_moment(given["at"]),
        kind=kind,
        reason=filled(given, "reason"),
        signer=filled(given, "signer"),
        form=given["form"] if kind == "issued" else None,
        new_due_on=parse_date(given["new_due_on"]) if kind == "rescheduled" else None,
    )


def filled(given: dict, key: str) -> str:
    return (given.get(key) or "").strip()


def check_known(key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise RuleError("option_unknown", f"{key}: {value}")


def next_state(event: Event, state: str, was_accepted: bool) -> str:
    if state not in TRANSITIONS[event.kind]:
        raise RuleError("transition_not_allowed", f"{event.kind} in {state}")
    if event.kind == "supplement_received" and not was_accepted:
        return "submitted"
    return TRANSITIONS[event.kind][state]
