"""Petitions: the table of events, what is owed, and the indicators, written down as the README has them."""

from datetime import datetime

from .errors import RuleError
from .moments import parse_date, parse_moment
from .question import read_question

FORMS = ("written", "phone", "opinion_form")
CHANNELS = ("direct", "post", "email", "portal", "mailbox", "hotline")
REJECTED = ("not_accepted", "complaint_or_denunciation")
PASSED_ON = ("conduct_of_officials", "other_competence")
CLASSES = (*REJECTED, "conduct_of_officials", "own_competence", "other_competence")
OPEN = ("received", "awaiting_transfer", "in_process", "transferred")

# kind: (states it is possible in, whether it also needs a standing answer, fields it may have)
EVENTS = {
    "received": (("not_received",), False, ("by",)),
    "classified": (("received",), False, ("class", "reason", "handler")),
    "reclassified": (("in_process", "awaiting_transfer"), False, ("class", "reason", "handler")),
    "transferred": (("awaiting_transfer",), False, ("to",)),
    "progress_asked": (OPEN, False, ()),
    "progress_told": (OPEN, False, ()),
    "answered": (("in_process", "transferred"), False, ("answer",)),
    "published": (("answered", "closed"), True, ("means",)),
    "evaluated": (("answered", "closed"), True, ("satisfied",)),
    "reraised": (("answered", "closed"), True, ("reason",)),
    "rejection_notified": (("not_accepted", "closed"), False, ()),
    "closed": (("answered", "transferred", "not_accepted"), False, ()),
}

# Decree 20/2008 Art. 9.1d.
TRANSFER = {"amount": "5", "unit": "working_day"}


def said(text: object) -> bool:
    return bool(text and str(text).strip())


class Placed(RuleError):
    """A refusal of one part of an item."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(code)
        self.where = where


def problem(name: str, index: int, refusal: RuleError) -> dict:
    return {"index": index, "path": f"{name}[{index}]{getattr(refusal, 'where', '')}", "code": refusal.code}


class Log:
    """The log read so far. `complain` raises when read strictly and takes a note when read leniently."""

    def __init__(self, given: dict, reading: str) -> None:
        self.given, self.reading, self.notes = given, reading, []

    def complain(self, event: int | None, code: str, field: str = "") -> None:
        if self.reading == "strict":
            raise Placed(code, "" if event is None else f".events[{event}]{field}")
        self.notes.append((-1 if event is None else event, event, code))

    def violations(self) -> list[dict]:
        return [{"event": event, "code": code} for _, event, code in sorted(self.notes, key=lambda note: note[0])]


def read_event(event: dict) -> datetime:
    if event["kind"] not in EVENTS:
        raise RuleError("event_unknown")
    fields = EVENTS[event["kind"]][2]
    if "class" in fields:
        if "class" not in event:
            raise RuleError("value_missing")
        if event["class"] not in CLASSES:
            raise RuleError("option_unknown")
    if "satisfied" in fields and "satisfied" not in event:
        raise RuleError("value_missing")
    at = parse_moment(event["at"])
    if unknown := sorted(set(event) - {"at", "kind", *fields}):
        raise Placed("field_unknown", f".{unknown[0]}")
    return at


def missing_text(event: dict) -> str | None:
    kind = event["kind"]
    wants_reason = kind in ("reclassified", "reraised") or (kind == "classified" and event["class"] == "not_accepted")
    if wants_reason and not said(event.get("reason")):
        return "reason_missing"
    if kind == "transferred" and not said(event.get("to")):
        return "value_missing"
    if kind == "answered" and not said(event.get("answer")):
        return "value_missing"
    if kind == "published" and not any(said(text) for text in event.get("means") or []):
        return "value_missing"
    return None


def read_petition(petition: dict, as_of: datetime, reading: str) -> tuple[Log, list[tuple[datetime, dict]]]:
    """The log, and the events that count: possible ones up to the moment, each checked."""
    log = Log(petition, reading)
    for key, known in (("form", FORMS), ("channel", CHANNELS)):
        if petition[key] not in known:
            raise RuleError("option_unknown")
    events = []
    for index, event in enumerate(petition["events"]):
        try:
            events.append((index, read_event(event), event))
        except RuleError as refusal:
            log.complain(index, refusal.code, getattr(refusal, "where", ""))
    for (_, before, _), (index, at, _) in zip(events, events[1:]):
        if at < before:
            log.complain(index, "event_out_of_order")
    check_intake(log, petition, [event for _, _, event in events])
    counted: list[tuple[datetime, dict]] = []
    for index, at, event in events:
        if at > as_of:
            continue
        if not possible(event["kind"], counted):
            log.complain(index, "transition_not_allowed")
            continue
        if lacking := missing_text(event):
            log.complain(index, lacking)
        counted.append((at, event))
    return log, counted


def check_intake(log: Log, petition: dict, events: list[dict]) -> None:
    rejected = any(event.get("class") in REJECTED for event in events)
    if not said(petition["id"]):
        log.complain(None, "value_missing")
    if (petition["form"] == "phone") != (petition["channel"] == "hotline"):
        log.complain(None, "value_out_of_range")
    if not said(petition.get("content")):
        log.complain(None, "value_missing")
    if not rejected and not said(petition.get("name")):
        log.complain(None, "value_missing")
    if not rejected and not has_contact(petition):
        log.complain(None, "value_missing")


def has_contact(petition: dict) -> bool:
    return any(said(petition.get(key)) for key in ("address", "phone", "email"))


def last(counted: list, *kinds: str) -> tuple[datetime, dict] | None:
    return next((pair for pair in reversed(counted) if pair[1]["kind"] in kinds), None)


def class_of(counted: list) -> str | None:
    found = last(counted, "classified", "reclassified")
    return found and found[1]["class"]


def rounds(counted: list) -> list[list]:
    """[begin, answered or None] of each time of handling."""
    found: list[list] = []
    for at, event in counted:
        if event["kind"] in ("received", "reraised"):
            found.append([at, None])
        elif event["kind"] == "answered":
            found[-1][1] = at
    return found


def is_answered(counted: list) -> bool:
    found = rounds(counted)
    return bool(found) and found[-1][1] is not None


def state_of(counted: list) -> str:
    """What the last event that moves anything left behind."""
    moving = last(counted, "received", "classified", "reclassified", "transferred", "answered", "reraised", "closed")
    if moving is None:
        return "not_received"
    kind = moving[1]["kind"]
    if kind == "reraised":
        return "transferred" if class_of(counted) in PASSED_ON else "in_process"
    if kind in ("classified", "reclassified"):
        by_class = {"own_competence": "in_process", **dict.fromkeys(REJECTED, "not_accepted")}
        return by_class.get(moving[1]["class"], "awaiting_transfer")
    return kind


def possible(kind: str, counted: list) -> bool:
    states, needs_answer, _ = EVENTS[kind]
    if state_of(counted) not in states or (needs_answer and not is_answered(counted)):
        return False
    return kind != "rejection_notified" or class_of(counted) in REJECTED


def holder_of(counted: list) -> dict | None:
    holder, before = None, None
    for at, event in counted:
        kind = event["kind"]
        named = {"received": "by", "transferred": "to"}.get(kind)
        if kind in ("classified", "reclassified"):
            named = "handler" if said(event.get("handler")) else None
        if kind == "reraised":
            holder = {"name": before, "since": at.isoformat()}
        elif kind in ("answered", "closed") or (kind in ("classified", "reclassified") and event["class"] in REJECTED):
            holder = None
        elif named:
            before = (event.get(named) or "").strip() or None
            holder = {"name": before, "since": at.isoformat()}
    return holder


def clock(given: dict, limit: object, begin: datetime, done: datetime | None, as_of: datetime) -> dict:
    options = {key: given[key] for key in ("hours", "calendar") if key in given}
    due = read_question({**options, "limit": limit}).announced_due(begin)
    if done:
        timeliness = "early" if done.date() < due.on else "on_time" if done.date() == due.on else "late"
    else:
        timeliness = "within_term" if as_of.date() <= due.on else "overdue"
    return {"on": str(due.on), "at": due.at.isoformat(), "timeliness": timeliness, "certainty": due.certainty}


NOT_DUE = {"on": None, "at": None, "timeliness": "none", "certainty": None}


def status(given: dict, petition: dict) -> dict:
    as_of, reading = parse_moment(given["as_of"]), given.get("reading", "strict")
    log, counted = read_petition(petition, as_of, reading)
    kind_of, all_rounds = class_of(counted), rounds(counted)
    state, answered, limit = state_of(counted), is_answered(counted), given.get("answer_limit")
    received, passed = last(counted, "received"), last(counted, "transferred")
    may_pass = bool(received) and (kind_of is None or kind_of in PASSED_ON)
    may_answer = bool(received) and kind_of in (None, "own_competence")
    transfer = clock(given, TRANSFER, received[0], passed and passed[0], as_of) if may_pass else NOT_DUE
    answers = [clock(given, limit, begin, done, as_of) for begin, done in all_rounds] if limit and may_answer else []
    answer = answers[-1] if answers else NOT_DUE
    last_answer = max((i for i, (_, e) in enumerate(counted) if e["kind"] == "answered"), default=0)
    since_answer = counted[last_answer:] if answered else []
    published = [pair for pair in since_answer if pair[1]["kind"] == "published"]
    judged = last(since_answer, "evaluated")
    progress = last(counted, "progress_asked", "progress_told", "answered")
    told = last(counted, "progress_told")
    notified = last(counted, "rejection_notified")
    classified = last(counted, "classified", "reclassified")
    rejected = kind_of in REJECTED
    owed = {
        "classification": state == "received" and NOT_DUE,
        "transfer": state == "awaiting_transfer" and transfer,
        "answer": state == "in_process" and answer,
        "publication": kind_of == "own_competence" and answered and not published and NOT_DUE,
        "rejection_notice": rejected and has_contact(petition) and not notified and NOT_DUE,
        "progress": state in OPEN and bool(progress) and progress[1]["kind"] == "progress_asked" and NOT_DUE,
    }
    owed = {name: due for name, due in owed.items() if due}
    reason = classified[1].get("reason") if classified else None
    certainties = [due["certainty"] for due in (transfer, answer) if due["certainty"]]
    return {
        "id": petition["id"],
        "state": state,
        "class": kind_of,
        "reason": reason if said(reason) else None,
        "received_at": received and received[0].isoformat(),
        "holder": holder_of(counted),
        "transfer_due_on": transfer["on"],
        "transfer_due_at": transfer["at"],
        "transferred_at": passed and passed[0].isoformat(),
        "transfer_timeliness": transfer["timeliness"],
        "answer_due_on": answer["on"],
        "answer_due_at": answer["at"],
        "answered_at": all_rounds[-1][1].isoformat() if answered else None,
        "answer_timeliness": answer["timeliness"],
        "was_late": any(due["timeliness"] == "late" for due in answers),
        "published_at": published[0][0].isoformat() if published else None,
        "published_by": [text for _, event in published for text in event.get("means") or [] if said(text)],
        "satisfied": judged and judged[1]["satisfied"],
        "times_reraised": sum(event["kind"] == "reraised" for _, event in counted),
        "progress_told_at": told and told[0].isoformat(),
        "owes": list(owed),
        "duties": [{"kind": k, "due_at": d["at"], "timeliness": d["timeliness"] if d["at"] else "none"} for k, d in owed.items()],
        "certainty": min(certainties, key=("projected", "derived", "announced").index) if certainties else None,
        "unconfirmed": open_questions(
            answer_limit=may_answer and not limit, rejection_notice="rejection_notice" in owed
        ),
        "violations": log.violations(),
    }


def open_questions(**holds: bool) -> list[dict]:
    return [{"id": name} for name, it_does in holds.items() if it_does]


def check_common(given: dict) -> None:
    if given.get("reading", "strict") not in ("strict", "lenient"):
        raise RuleError("option_unknown")
    parse_moment(given["as_of"])
    for limit in (given.get("answer_limit"), TRANSFER):
        if limit:
            read_question({**{key: given[key] for key in ("hours", "calendar") if key in given}, "limit": limit})


def petition(given: dict) -> dict:
    check_common(given)
    return status(given, given["petition"])


def register(given: dict) -> dict:
    check_common(given)
    first, final = (given.get(key) and parse_date(given[key]) for key in ("from", "to"))
    if first and final and final < first:
        raise RuleError("date_invalid")
    taken, kept, problems = set(), [], []
    for index, one in enumerate(given["petitions"]):
        failed = None
        try:
            stands = status({**given, "reading": given.get("reading", "strict")}, one)
        except RuleError as refusal:
            failed = refusal
        # What cannot be read is said before what is taken; what breaks a rule, after.
        if one["id"].strip() in taken and not (failed and failed.code in UNREADABLE):
            failed = RuleError("code_duplicate")
        if given.get("reading") == "lenient":
            failed = lost_reception(one) or failed
        if failed:
            problems.append(problem("petitions", index, failed))
            continue
        taken.add(one["id"].strip())
        day = stands["received_at"] and parse_moment(stands["received_at"]).date()
        if day and (not first or first <= day) and (not final or day <= final):
            kept.append((one, stands))
    counts = count(given, [stands for _, stands in kept])
    return {
        "as_of": parse_moment(given["as_of"]).isoformat(),
        "counts": counts,
        "shares": shares(counts),
        "by_class": grouped(kept, lambda one, stands: stands["class"] or "unclassified", ("unclassified", *CLASSES)),
        "by_form": grouped(kept, lambda one, stands: one["form"], FORMS),
        "by_channel": grouped(kept, lambda one, stands: one["channel"], CHANNELS),
        "owed": [
            {"petition": stands["id"], "duty": duty["kind"], "due_at": duty["due_at"], "timeliness": duty["timeliness"]}
            for _, stands in kept
            for duty in stands["duties"]
        ],
        "unconfirmed": open_questions(answer_limit=counts["petitions_on_time"] is None, indicators=True),
        "petitions": [{key: stands[key] for key in ("id", "state", "class", "owes", "violations")} for _, stands in kept],
        "problems": problems,
    }


def lost_reception(petition: dict) -> Placed | None:
    """The first event that cannot be read, of a petition of which no reception can be."""
    faults = []
    for index, event in enumerate(petition["events"]):
        try:
            read_event(event)
        except RuleError as refusal:
            faults.append(Placed(refusal.code, f".events[{index}]{getattr(refusal, 'where', '')}"))
        else:
            if event["kind"] == "received":
                return None
    return faults[0] if faults else None


UNREADABLE = ("option_unknown", "event_unknown", "date_invalid", "field_unknown")

KEPT = ("early", "on_time", "within_term")


def count(given: dict, all_of_them: list[dict]) -> dict:
    to_pass = [one for one in all_of_them if one["class"] in PASSED_ON]
    own = [one for one in all_of_them if one["class"] in (None, "own_competence")]
    answered = [one for one in own if one["answered_at"]]

    def number(among: list[dict], holds) -> int:
        return sum(1 for one in among if holds(one))

    on_time = number(own, lambda one: one["answer_timeliness"] in KEPT and not one["was_late"])
    return {
        "received": len(all_of_them),
        "unclassified": number(own, lambda one: one["class"] is None),
        "not_accepted": number(all_of_them, lambda one: one["class"] in REJECTED),
        "complaints": number(all_of_them, lambda one: one["class"] == "complaint_or_denunciation"),
        "to_transfer": len(to_pass),
        "transferred": number(to_pass, lambda one: one["transferred_at"]),
        "transferred_on_time": number(to_pass, lambda one: one["transfer_timeliness"] in KEPT),
        "transfer_overdue": number(all_of_them, lambda one: one["transfer_timeliness"] == "overdue"),
        "petitions": len(own),
        "answered": len(answered),
        "published": number(answered, lambda one: one["published_at"]),
        "late": number(own, lambda one: one["was_late"]),
        "overdue": number(own, lambda one: one["answer_timeliness"] == "overdue"),
        "petitions_on_time": None if own and not given.get("answer_limit") else on_time,
        "reraised": number(own, lambda one: one["times_reraised"]),
        "evaluated": number(answered, lambda one: one["satisfied"] is not None),
        "unsatisfied": number(answered, lambda one: one["satisfied"] is False),
        "petitions_satisfied": number(
            answered, lambda one: one["satisfied"] is not False and not one["times_reraised"] and not one["was_late"]
        ),
    }


def share(counts: dict, counted: str, among: str) -> dict | None:
    if counts[counted] is None:
        return None
    return named_share(counted, among, counts[counted], counts[among])


def named_share(counted: str, among: str, numerator: int, denominator: int) -> dict:
    return {
        "counted": counted,
        "among": among,
        "numerator": numerator,
        "denominator": denominator,
        "percent": percent(numerator, denominator),
    }


def percent(numerator: int, denominator: int) -> str | None:
    """Half up to two decimals, in whole hundredths of a percent."""
    if denominator == 0:
        return None
    hundredths, rest = divmod(numerator * 10000, denominator)
    hundredths += 2 * rest >= denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def shares(counts: dict) -> dict:
    return {
        "on_time": share(counts, "petitions_on_time", "petitions"),
        "satisfied": share(counts, "petitions_satisfied", "petitions"),
        "answered": share(counts, "answered", "petitions"),
        "published": share(counts, "published", "answered"),
        "transferred_on_time": share(counts, "transferred_on_time", "to_transfer"),
    }


def grouped(kept: list, name_of, names: tuple) -> list[dict]:
    def overdue(stands: dict) -> bool:
        return "overdue" in (stands["transfer_timeliness"], stands["answer_timeliness"])

    groups = []
    for name in names:
        members = [stands for one, stands in kept if name_of(one, stands) == name]
        answered = sum(1 for stands in members if stands["answered_at"])
        groups.append(
            {"name": name, "received": len(members), "answered": answered, "overdue": sum(map(overdue, members))}
        )
    return groups


def contact_record(given: dict) -> dict:
    numbers: set[str] = set()
    problems: list[dict] = []
    calls = entries(given.get("calls", []), "calls", "at", lambda call: check_call(call, numbers), problems)
    openings = entries(
        given.get("openings", []), "openings", "opened_at", lambda opening: check_opening(opening, numbers), problems
    )
    drafts = [
        {
            "id": call["petition"].strip(),
            "form": "phone",
            "channel": "hotline",
            "received_at": call["at"],
            "name": call.get("name"),
            "phone": call.get("phone"),
            "content": call["content"],
        }
        for call in calls
        if "petition" in call
    ]
    letter = {"form": "written", "channel": "mailbox", "name": None, "phone": None, "content": None}
    for opening in openings:
        for number in opening.get("numbers", []):
            drafts.append({"id": number.strip(), "received_at": opening["opened_at"], **letter})
    return {
        "calls": len(calls),
        "calls_with_contact": sum(said(call.get("phone")) for call in calls),
        "calls_as_petitions": sum("petition" in call for call in calls),
        "openings": len(openings),
        "empty_openings": sum(opening["letters"] == 0 for opening in openings),
        "letters": sum(opening["letters"] for opening in openings),
        "petitions": drafts,
        "problems": problems,
    }


def entries(given: list, name: str, moment: str, check, problems: list) -> list[dict]:
    kept: list[dict] = []
    for index, entry in enumerate(given):
        try:
            at = parse_moment(entry[moment])
            if kept and at < parse_moment(kept[-1][moment]):
                raise RuleError("event_out_of_order")
            check(entry)
        except RuleError as refusal:
            problems.append(problem(name, index, refusal))
        else:
            kept.append(entry)
    return kept


def check_call(call: dict, numbers: set) -> None:
    if not said(call.get("content")) or not said(call.get("handed_to")):
        raise RuleError("value_missing")
    take([call["petition"]] if "petition" in call else [], numbers)


def check_opening(opening: dict, numbers: set) -> None:
    if len({name.strip() for name in opening["opened_by"] if said(name)}) < 2:
        raise RuleError("value_missing")
    own = opening.get("numbers", [])
    if len(own) != opening["letters"]:
        raise RuleError("value_out_of_range")
    take(own, numbers)


def take(own: list[str], numbers: set) -> None:
    free = set(numbers)
    for number in own:
        if not said(number):
            raise RuleError("value_missing")
        if number.strip() in free:
            raise RuleError("code_duplicate")
        free.add(number.strip())
    numbers |= free
