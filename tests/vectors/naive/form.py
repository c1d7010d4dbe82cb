"""Forms about one dossier, straight from a log without corrections, stops of the clock or filing by post."""

import re
from datetime import datetime

from .backwards import hand_over
from .errors import RuleError
from .moments import parse_date, parse_moment
from .question import read_question

# Circular 01/2018/TT-VPCP Art. 9; Circular 03/2025/TT-VPCP, annex I.
TITLES = {
    "appointment_slip": ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement_request": ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "apology": (
        "04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        "04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    ),
    "stop_notice": (None, None, "05", "Thông báo dừng giải quyết hồ sơ"),
    "control_sheet": ("05", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
}
UNNUMBERED = {
    "opinion_form": ("Phiếu lấy ý kiến đánh giá việc giải quyết thủ tục hành chính", "01/2018/TT-VPCP", "01/2018/TT-VPCP"),
    "early_return_notice": ("Thông báo trả kết quả trước hẹn", "61/2018/NĐ-CP", "118/2025/NĐ-CP"),
}
# No official translation exists; these are the library's.
ENGLISH = {
    "appointment_slip": "Receipt of dossier and appointment for the result",
    "supplement_request": "Request to supplement the dossier",
    "refusal": "Refusal to handle the dossier",
    "apology": "Apology and new date for the result",
    "stop_notice": "Notice that handling has stopped",
    "control_sheet": "Control sheet of the handling",
    "opinion_form": "Opinion form on the handling of the procedure",
    "early_return_notice": "Notice that the result can be collected early",
}
ONE_STOP = {"nd61_2018": "Bộ phận Tiếp nhận và Trả kết quả", "nd118_2025": "Trung tâm Phục vụ hành chính công"}
CODE = re.compile(r"(\d{2,3}(\.\d{2,3}){2}\.[A-Z]\d{1,2}|[A-Z]\d{1,2}(\.\d{2,3}){0,3})-\d{6}-\d{4}")
FOLLOWS = {"accepted": "submitted", "handed_over": "accepted", "result_ready": "accepted", "returned": "result_ready"}


class Log:
    """What happened until a moment, and what was promised."""

    def __init__(self, given: dict) -> None:
        self.as_of = parse_moment(given["as_of"])
        events = [(parse_moment(event["at"]), event) for event in given["events"]]
        self.regime = given.get("regime") or ("nd61_2018" if str(events[0][0]) < "2025-07-01" else "nd118_2025")
        if any(a > b for (a, _), (b, _) in zip(events, events[1:])):
            raise RuleError("event_out_of_order")
        self.events = [(at, event) for at, event in events if at <= self.as_of]
        kinds: list[str] = []
        for _, event in self.events:
            if event["kind"] in FOLLOWS and FOLLOWS[event["kind"]] not in kinds:
                raise RuleError("transition_not_allowed")
            kinds.append(event["kind"])
        self.question = read_question(given)
        self.promises = list(self.promised())

    def all(self, kind: str) -> list[tuple[datetime, dict]]:
        return [(at, event) for at, event in self.events if event["kind"] == kind]

    def first(self, kind: str) -> datetime | None:
        return next((at for at, _ in self.all(kind)), None)

    def promised(self):
        """Each promise: when it was made, by what, and the moment promised."""
        for at, event in self.events:
            if event["kind"] in ("accepted", "supplement_received") and self.first("accepted"):
                yield at, event, self.question.announced_due(at).at
            elif event["kind"] == "rescheduled":
                closing = self.question.rules.office.shifts(parse_date(event["new_due_on"]))[-1][1]
                yield at, event, datetime.combine(parse_date(event["new_due_on"]), closing)


def number_and_title(kind: str, regime: str, on: datetime) -> dict:
    if kind in UNNUMBERED:
        title, old, new = UNNUMBERED[kind]
        confirmed = regime == "nd61_2018"
        return {"number": None, "title": title, "instrument": old if confirmed else new, "is_confirmed": confirmed}
    old_number, old_title, number, title = TITLES[kind]
    if regime == "nd61_2018" and old_number is None:
        raise RuleError("option_unknown", kind)
    # The younger circular is in force from 15 September 2025.
    if old_number and (regime == "nd61_2018" or str(on) < "2025-09-15"):
        return {"number": old_number, "title": old_title, "instrument": "01/2018/TT-VPCP", "is_confirmed": True}
    return {"number": number, "title": title, "instrument": "03/2025/TT-VPCP", "is_confirmed": False}


def iso(at: datetime | None) -> str | None:
    return at and at.isoformat()


def happened(log: Log, kind: str) -> tuple[datetime, dict]:
    found = log.all(kind)
    if not found:
        raise RuleError("value_missing", kind)
    return found[-1]


def slip(log: Log, given: dict) -> tuple[datetime, dict]:
    accepted, _ = happened(log, "accepted")
    made = [promise for promise in log.promises if promise[1]["kind"] != "rescheduled"]
    at, _, due = made[-1]
    first = made[0][2]
    # What is not counted is a whole sentence; the model only knows the deadline.
    return at, {"received_at": iso(accepted), "due_at": iso(due), "first_due_at": iso(first) if first != due else None}


def supplement(log: Log, given: dict) -> tuple[datetime, dict]:
    rounds = log.all("supplement_requested")
    number = given.get("round", len(rounds) - 1)
    if not 0 <= number < len(rounds):
        raise RuleError("value_missing", "round")
    at, event = rounds[number]
    if not event.get("items"):
        raise RuleError("value_missing", "items")
    return at, {"happened_at": iso(at), "round": number, "items": event["items"], "reason": event["reason"]}


def refusal(log: Log, given: dict) -> tuple[datetime, dict]:
    at, event = happened(log, "rejected")
    return at, {"happened_at": iso(at), "reason": event["reason"], "received_at": iso(log.first("accepted"))}


def stop(log: Log, given: dict) -> tuple[datetime, dict]:
    at, event = happened(log, "stopped")
    return at, {"happened_at": iso(at), "reason": event["reason"], "received_at": iso(log.first("accepted"))}


def agency(log: Log, given: dict) -> str:
    units = [event["to"] for _, event in log.all("handed_over")]
    return given["particulars"].get("lead_agency") or (units[-1] if units else given["office"]["agency"])


def apology(log: Log, given: dict) -> tuple[datetime, dict]:
    ready = log.first("result_ready")
    due = log.promises[-1][2] if log.promises else None
    answer = {"received_at": iso(log.first("accepted")), "agency": agency(log, given)}
    if due and (ready or log.as_of).date() > due.date():
        # One was given out already: its copy says what it said. After a new date the first one was about that date.
        moved = log.first("rescheduled")
        issued = [at for at, event in log.events if event["kind"] == "issued" and event["form"] == "apology"]
        issued = [at for at in issued if at >= moved][1:] if moved else issued
        dated = issued[-1] if issued else log.as_of
        blank = {"new_due_on": None, "reason": None, "signer": None}
        blank["happened_at"] = iso(ready) if ready and ready <= dated else None
        return dated, {**answer, "due_at": iso(due), **blank}
    at, event = happened(log, "rescheduled")
    before = next(promise for promise in reversed(log.promises) if promise[0] < at)[2]
    written = {key: event[key] for key in ("new_due_on", "reason", "signer")}
    return at, {**answer, "due_at": iso(before), **written, "happened_at": None}


def opinion(log: Log, given: dict) -> tuple[datetime, dict]:
    if not any(log.all(kind) for kind in ("accepted", "supplement_requested", "rejected")):
        raise RuleError("value_missing", "accepted")
    return log.as_of, {}


def early(log: Log, given: dict) -> tuple[datetime, dict]:
    at, _ = happened(log, "result_ready")
    due = log.promises[-1][2]
    if at.date() >= due.date():
        raise RuleError("value_missing", "not early")
    issued = [issued for issued, event in log.all("issued") if event["form"] == "early_return_notice"]
    dated = issued[-1] if issued else log.as_of
    return dated, {"received_at": iso(log.first("accepted")), "due_at": iso(due), "happened_at": iso(at)}


def timeliness(at: datetime, due: datetime, open_: bool) -> str:
    if open_:
        return "overdue" if at.date() > due.date() else "within_term"
    return "early" if at.date() < due.date() else "on_time" if at.date() == due.date() else "late"


def control(log: Log, given: dict) -> tuple[datetime, dict]:
    submitted, event = happened(log, "submitted")
    one_stop = given["office"].get("one_stop") or ONE_STOP[log.regime]
    held = [[one_stop, submitted, None, event]]
    for at, event in log.events:
        if event["kind"] in ("handed_over", "result_ready", "returned"):
            held[-1][2] = at
        if event["kind"] in ("handed_over", "result_ready"):
            held.append([event.get("to", one_stop), at, None, event])
    accepted, ready = log.first("accepted"), log.first("result_ready")
    due = log.promises[-1][2] if log.promises else None
    result = timeliness(ready or log.as_of, due, not ready) if due else "none"
    stages = {stage["unit"]: parse_moment(stage["due_at"]) for stage in given.get("stages", [])}
    last = max((place for place, (unit, *_) in enumerate(held) if unit != one_stop), default=None)
    rows = []
    for place, (unit, since, until, event) in enumerate(held):
        by, how = None, "none"
        if unit in stages:
            by = stages.pop(unit)
            how = timeliness(until or log.as_of, by, until is None)
        elif place == last:
            by, how = due, result
        elif place == 0 and accepted:
            by = hand_over(accepted, log.question.rules.office)
            late = (until or log.as_of) > by
            how = {(False, False): "on_time", (True, False): "late", (False, True): "within_term", (True, True): "overdue"}[
                (late, until is None)
            ]
        # Once the result is there, nobody works on it any more.
        used = 0 if place > 0 and unit == one_stop else log.question.rules.office.seconds_between(since, until or log.as_of)
        rows.append(row(unit, event.get("officer"), event.get("backup"), since, until, by, how, used))
    rows += [row(unit, None, None, None, None, by, "none", 0) for unit, by in stages.items()]
    received = {"received_at": iso(accepted), "due_at": iso(due), "result": result, "agency": agency(log, given)}
    return accepted or submitted, {**received, "rows": rows}


def row(unit, officer, backup, since, until, by, how, used) -> dict:
    parts = [f"{used // 3600} giờ" if used >= 3600 else "", f"{used // 60 % 60} phút" if used // 60 % 60 else ""]
    note = f"Sử dụng {' '.join(part for part in parts if part)} làm việc" if used else ""
    return {
        "unit": unit, "officer": officer, "backup": backup, "received_at": iso(since), "handed_on_at": iso(until),
        "due_at": iso(by), "result": how, "working_seconds": used, "note": note,
    }


FORMS = {
    "appointment_slip": slip,
    "supplement_request": supplement,
    "refusal": refusal,
    "apology": apology,
    "stop_notice": stop,
    "control_sheet": control,
    "opinion_form": opinion,
    "early_return_notice": early,
}


def form(given: dict) -> dict:
    kind, particulars = given["form"], given["particulars"]
    if kind not in FORMS:
        raise RuleError("option_unknown", kind)
    if not CODE.fullmatch(particulars["code"]):
        raise RuleError("code_invalid", particulars["code"])
    for key in ("what_if", "reading"):
        if key in given["dossier"]:
            raise RuleError("field_unknown", key)
    for stage in given.get("stages", []):
        parse_moment(stage["due_at"])
    log = Log(given["dossier"])
    number_and_title(kind, log.regime, log.as_of)
    dated, answer = FORMS[kind](log, given)
    if not all(text.strip() for text in (particulars["procedure"], particulars["applicant"]["name"], given["office"]["agency"])):
        raise RuleError("value_missing", "particulars")
    lookup_url = given["office"].get("lookup_url", "")
    if lookup_url and not re.fullmatch(r"https?://[^/\s]\S*", lookup_url):
        raise RuleError("value_out_of_range", "lookup_url")
    if len(lookup_url.encode()) > 2331:
        raise RuleError("value_out_of_range", "lookup_url")
    head = number_and_title(kind, log.regime, dated)
    head["title"] = {"vi": head["title"], "en": ENGLISH[kind]}
    due = answer.get("due_at")
    return {
        "kind": kind, "regime": log.regime, "paper": "A5", "code": particulars["code"], "dated_on": str(dated.date()),
        "due_on": due and due[:10], **head, **answer,
    }
