"""Interlinked procedures: stages, each with its own limit, walked through again and again until nothing changes.

The groups of law are written down here once more, from the texts; nothing is read from the library's data.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from .calendar import Calendar, read_calendar, weakest_certainty
from .errors import RuleError
from .interlinked_groups import group_of_law
from .limit_text import parse_limit
from .limits import read_limit
from .listings import ONE_DAY
from .moments import parse_moment
from .office import Office
from .question import Question, flags
from .rules import Rules, read_rules

Limit = tuple[Fraction, str]
Span = tuple[datetime, datetime]

KINDS = ("started", "finished", "paused", "resumed", "apology_issued", "stopped")
REASONS = ("supplement", "outage", "financial_obligation", "other_agency", "public_posting", "force_majeure")
RULE_KEYS = ("hours", "counting", "cutoff", "cutoff_effect", "roll")
HOURS_AND_MINUTES = ("hour", "minute", "working_hour")


@dataclass
class Stage:
    id: str
    unit: str
    limit: Limit | None
    rules: Rules
    after: list[str]
    takes_part: bool
    counts: bool
    name_vi: str
    name_en: str
    basis: dict | None
    # What the log says.
    started: datetime | None = None
    finished: datetime | None = None
    stopped: datetime | None = None
    apology: bool = False
    pauses: list[Span] = field(default_factory=list)
    paused: tuple[datetime, str] | None = None

    @property
    def question(self) -> Question:
        return Question(*self.limit, self.rules)

    @property
    def may_take_no_time(self) -> bool:
        return self.limit is None and not self.counts


@dataclass
class Total:
    limits: list[Limit]
    rules: Rules


@dataclass
class Case:
    stages: dict[str, Stage]
    total: Total | None
    received: datetime
    calendar: Calendar
    pause_limits: dict[str, Limit]

    @property
    def taking_part(self) -> list[Stage]:
        return [stage for stage in in_order(self.stages) if stage.takes_part]


def interlinked(given: dict) -> dict:
    received = parse_moment(given["received_at"])
    as_of = parse_moment(given["as_of"]) if "as_of" in given else None
    events = [read_event(event) for event in given.get("events", [])]
    case = read_case(given, received)
    plan = schedule(case, lambda stage, start: None)
    if events and as_of is None:
        raise RuleError("value_missing", "as_of")
    answer = plan_answer(case, plan)
    if as_of is not None:
        replay(case, events, as_of)
        answer |= progress_answer(case, plan, as_of)
        answer["stages"] = [planned | really for planned, really in zip(answer["stages"], progress_stages(case, plan, as_of))]
    return answer


# Reading


def read_event(event: dict) -> tuple[datetime, str, str, str | None]:
    kind, reason = event["kind"], event.get("reason", "").strip()
    if kind not in KINDS:
        raise RuleError("event_unknown", kind)
    if kind == "paused" and not reason:
        raise RuleError("reason_missing", kind)
    if kind == "paused" and reason not in REASONS:
        raise RuleError("option_unknown", reason)
    return parse_moment(event["at"]), event["stage"], kind, reason


def read_case(given: dict, received: datetime) -> Case:
    if "group" in given and ("stages" in given or "total_limits" in given or "total_extra" in given):
        raise RuleError("request_invalid", "a group has its own")
    if "group" in given:
        law = group_of_law(given["group"], received.date())
    elif "stages" in given:
        law = {"stages": given["stages"], "total_limits": given.get("total_limits", {}), "total_extra": given.get("total_extra", {})}
    else:
        raise RuleError("value_missing", "stages")
    if "total" in given:
        law = law | {"total": given["total"]} | ({"total_limits": {}} if "group" in given else {})
    elif "group" not in given and (law["total_limits"] or law["total_extra"]):
        raise RuleError("value_missing", "total")
    check_graph(law["stages"])
    unknown = set(given.get("limits", {})) - {stage["id"] for stage in law["stages"]}
    if unknown:
        raise RuleError("stages_invalid", str(unknown))
    cases = given.get("cases", [])
    known = {case for stage in law["stages"] for case in [*stage.get("limits", {}), stage.get("only_in")] if case}
    known |= {*law.get("total_limits", {}), *law.get("total_extra", {})}
    if set(cases) - known:
        raise RuleError("option_unknown", str(set(cases) - known))
    calendar = read_calendar(given)
    own = {key: given[key] for key in RULE_KEYS if key in given}
    rules = read_rules({"cutoff": law.get("cutoff"), **own}, calendar)
    stages = {stage["id"]: read_stage(stage, cases, given.get("limits", {}), replace(rules, cutoff=None)) for stage in law["stages"]}
    total = read_total(law, cases, rules)
    pause_limits = {reason: read_limit(limit) for reason, limit in law.get("pause_limits", {}).items()}
    if "supplement_limit" in given:
        pause_limits["supplement"] = read_limit(given["supplement_limit"])
    return Case(stages, total, received, calendar, pause_limits)


def read_stage(given: dict, cases: list[str], overrides: dict, rules: Rules) -> Stage:
    if any(key in given for key in RULE_KEYS):
        rules = read_rules(given, rules.calendar)
    if "calendar" in given:
        rules = replace(rules, office=Office(read_calendar(given), rules.office.hours))
    limit = given.get("limit")
    for case in sorted(given.get("limits", {}), reverse=True):
        limit = given["limits"][case] if case in cases else limit
    limit = overrides.get(given["id"], limit)
    takes_part = given.get("only_in") is None or given["only_in"] in cases
    return Stage(
        given["id"],
        given["unit"],
        known_limit(limit),
        rules,
        given.get("after", []),
        takes_part,
        given.get("counts_in_total", True),
        given.get("name_vi", given["id"]),
        given.get("name_en", given["id"]),
        # A limit of the caller's rests on nothing the model knows.
        None if given["id"] in overrides else given.get("basis"),
    )


def known_limit(limit: str | dict | None) -> Limit | None:
    if limit is None or (isinstance(limit, str) and parse_limit(limit).get("undetermined")):
        return None
    return read_limit(limit)


def read_total(law: dict, cases: list[str], rules: Rules) -> Total | None:
    first = law.get("total")
    for case in sorted(law.get("total_limits", {}), reverse=True):
        first = law["total_limits"][case] if case in cases else first
    first = known_limit(first)
    if first is None:
        return None
    limits = [first]
    for case, extra in law.get("total_extra", {}).items():
        if case not in cases:
            continue
        amount, unit = read_limit(extra)
        if limits[-1][1] == unit:
            limits[-1] = (limits[-1][0] + amount, unit)
        else:
            limits.append((amount, unit))
    return Total(limits, rules)


# The graph


def check_graph(stages: list[dict]) -> None:
    ids = [stage["id"] for stage in stages]
    if not ids or len(set(ids)) != len(ids) or any(not id.strip() for id in ids):
        raise RuleError("stages_invalid", "none, or an id missing or used twice")
    if any(before not in ids for stage in stages for before in stage.get("after", [])):
        raise RuleError("stages_invalid", "unknown predecessor")
    settled: set[str] = set()
    for _ in stages:
        settled |= {stage["id"] for stage in stages if set(stage.get("after", [])) <= settled}
    if len(settled) != len(ids):
        raise RuleError("stages_invalid", "a cycle")


def depth(stages: dict[str, Stage], id: str) -> int:
    return max((depth(stages, before) + 1 for before in stages[id].after), default=0)


def in_order(stages: dict[str, Stage]) -> list[Stage]:
    """By the longest way from a first stage; sorting keeps the order given among equals."""
    return sorted(stages.values(), key=lambda stage: depth(stages, stage.id))


# Due moments


@dataclass
class Timing:
    start: datetime | None = None
    end: datetime | None = None
    due: datetime | None = None


def schedule(case: Case, known) -> dict[str, Timing]:
    timings: dict[str, Timing] = {}
    for stage in in_order(case.stages):
        ends = [timings[before].end for before in stage.after]
        start = None if None in ends else max(ends, default=case.received)
        timings[stage.id] = (known(stage, start) if stage.takes_part else None) or planned(stage, start)
    return timings


def planned(stage: Stage, start: datetime | None) -> Timing:
    if start is None:
        return Timing()
    if not stage.takes_part or stage.may_take_no_time:
        return Timing(start, start)
    if stage.limit is None:
        return Timing(start)
    due = stage.question.announced_due(start).at
    return Timing(start, due, due)


def due_with_stops(question: Question, received: datetime, stops: list[Span]) -> datetime:
    """Stop by stop; one that begins after the due date, as it then is, adds nothing."""
    counted: list[Span] = []
    due = question.announced_due(received).at
    for begun, ended in stops:
        if begun.date() <= due.date():
            counted.append((begun, ended))
            due = extended(question, received, counted)
    return due


def extended(question: Question, received: datetime, stops: list[Span]) -> datetime:
    rules, calendar, office = question.rules, question.calendar, question.rules.office
    by_clock = rules.counting == "by_clock"
    if question.unit == "working_hour" or (question.unit == "working_day" and by_clock):
        seconds = sum(office.seconds_between(begun, ended) for begun, ended in stops)
        return office.after(question.due(received).at, Fraction(seconds))
    if question.unit in ("hour", "minute"):
        return question.due(received + sum((ended - begun for begun, ended in stops), timedelta())).at
    if question.unit in ("working_day", "same_day"):
        days = sum(calendar.is_working(day) for begun, ended in stops for day in days_after(begun, ended))
        if question.unit == "same_day" or question.amount == 0:
            day = calendar.nth_working_day(question.due(received).on, days)
            return office.closing(day)
        return replace(question, amount=question.amount + days).due(received).at
    nominal = replace(question, rules=replace(rules, roll="none")).due(received).on
    end = nominal + sum(((ended.date() - begun.date()) for begun, ended in stops), timedelta())
    if rules.roll != "none":
        while not calendar.is_working(end):
            end += ONE_DAY
    return office.closing(end)


def days_after(begun: datetime, ended: datetime) -> list[date]:
    return [begun.date() + ONE_DAY * n for n in range(1, (ended.date() - begun.date()).days + 1)]


def total_due(case: Case, stops: list[Span]) -> datetime | None:
    if case.total is None:
        return None
    (amount, unit), *more = case.total.limits
    due = due_with_stops(Question(amount, unit, case.total.rules), case.received, stops)
    for amount, unit in more:
        later = [stop for stop in stops if stop[0].date() > due.date()]
        due = due_with_stops(Question(amount, unit, replace(case.total.rules, cutoff=None)), due, later)
    return due


def merged(stops: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for begun, ended in sorted(stops):
        if joined and begun <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ended))
        else:
            joined.append((begun, ended))
    return joined


# The plan


def plan_answer(case: Case, plan: dict[str, Timing]) -> dict:
    stages = case.taking_part
    uncounted = merged([(plan[s.id].start, plan[s.id].due) for s in stages if not s.counts and plan[s.id].due])
    total = total_due(case, uncounted)
    known = max((plan[s.id].end for s in stages if plan[s.id].end), default=None)
    undetermined = [s.id for s in stages if plan[s.id].end is None]
    due = None if undetermined else known
    path = critical_path(case, plan, known)
    path_sum, all_sum = limit_sum([case.stages[id] for id in path]), limit_sum(stages)
    over = against_total(case, total, known, due, path_sum)
    dated = [(s.question, plan[s.id].start) for s in stages if plan[s.id].due]
    dated += [(Question(*case.total.limits[0], case.total.rules), case.received)] if case.total else []
    consulted = [question.due(start).consulted for question, start in dated]
    classes = {weakest_certainty(*span) for span in consulted if span}
    return {
        **day_and_moment("due", due),
        **day_and_moment("first_due", due),
        "known_due_on": day_text(known),
        **day_and_moment("forecast", None),
        **day_and_moment("total_due", total),
        "total": [limit_text(limit) for limit in case.total.limits] if case.total else [],
        "sum": path_sum and amount_text(path_sum[0]),
        "sum_unit": path_sum and path_sum[1],
        "sequential_sum": all_sum and amount_text(all_sum[0]),
        "sequential_sum_unit": all_sum and all_sum[1],
        **over,
        "lints": ["stage_sum_over_total"] if over["over_total"] else [],
        "stages": [plan_stage(case, plan, stage, known) for stage in stages],
        "critical_path": path,
        "undetermined": undetermined,
        "late_stages": [],
        "owes_apology": [],
        "holders": [],
        "must_stop": False,
        "state": None,
        "timeliness": None,
        "certainty": next((weak for weak in ("projected", "derived") if weak in classes), "announced"),
        "flags": sorted({flag for question, start in dated for flag in flags(question, start)}),
    }


def plan_stage(case: Case, plan: dict[str, Timing], stage: Stage, known: datetime | None) -> dict:
    timing = plan[stage.id]
    return {
        "id": stage.id,
        "name_vi": stage.name_vi,
        "name_en": stage.name_en,
        "unit": stage.unit,
        "limit": stage.limit and limit_text(stage.limit),
        "counts_in_total": stage.counts,
        "starts_at": moment_text(timing.start),
        **day_and_moment("due", timing.due),
        **day_and_moment("first_due", timing.due),
        "slack_working_days": slack(case, plan, stage, known),
        "state": None,
        "timeliness": None,
        "started_at": None,
        "finished_at": None,
        "forecast_at": None,
        "used_working_seconds": None,
        "paused": None,
        "pause_due_on": None,
        "must_stop": False,
        "basis": stage.basis,
    }


def critical_path(case: Case, plan: dict[str, Timing], known: datetime | None) -> list[str]:
    at = next((s.id for s in case.stages.values() if known and s.takes_part and plan[s.id].end == known), None)
    path: list[str] = []
    while at is not None:
        path.insert(0, at)
        before = [id for id in case.stages if id in case.stages[at].after]
        last = max((plan[id].end for id in before), default=None)
        at = next((id for id in before if plan[id].end == last), None)
    return [id for id in path if case.stages[id].takes_part]


def limit_sum(stages: list[Stage]) -> Limit | None:
    limits = [stage.limit for stage in stages if stage.counts]
    if not limits or None in limits or len({unit for _, unit in limits}) > 1:
        return None
    return sum((amount for amount, _ in limits), Fraction(0)), limits[0][1]


def against_total(case: Case, total: datetime | None, known: datetime | None, due: datetime | None, path_sum: Limit | None) -> dict:
    answer = {"over_total": None, "over_by_working_days": None, "over_by_seconds": None}
    if total is None or known is None:
        return answer
    by_moment = all(unit in HOURS_AND_MINUTES for _, unit in case.total.limits)
    exceeds = len(case.total.limits) == 1 and path_sum and path_sum[1] == case.total.limits[0][1] and path_sum[0] > case.total.limits[0][0]
    if known > total if by_moment else known.date() > total.date():
        days = case.calendar.count_working_days(total.date(), known.date())
        return {"over_total": True, "over_by_working_days": days, "over_by_seconds": int((known - total).total_seconds())}
    if exceeds:
        return {"over_total": True, "over_by_working_days": 0, "over_by_seconds": 0}
    return answer | {"over_total": False if due else None}


def slack(case: Case, plan: dict[str, Timing], stage: Stage, known: datetime | None) -> int | None:
    """Moves the end of the stage on, day by day at the same hour, as long as the last day of the plan stays."""
    end = plan[stage.id].end
    if end is None:
        return None

    def harmless(moved: datetime) -> bool | None:
        timings = schedule(case, lambda s, start: Timing(start, moved) if s.id == stage.id else None)
        following = followers(case, stage.id)
        if any(timings[id].end is None for id in following):
            return None
        return all(timings[id].end.date() <= known.date() for id in {*following, stage.id})

    if harmless(end) is None:
        return None
    days, day = 0, end
    while harmless(day + ONE_DAY):
        day += ONE_DAY
        days += stage.rules.calendar.is_working(day.date())
    return days


def followers(case: Case, id: str) -> set[str]:
    direct = {stage.id for stage in case.stages.values() if id in stage.after}
    return direct.union(*(followers(case, after) for after in direct))


# The log


def replay(case: Case, events: list, as_of: datetime) -> None:
    """First the order, then the stages, then each event where it stands; what came after `as_of` is taken back."""
    previous = case.received
    for at, _, _, _ in events:
        if at < previous:
            raise RuleError("event_out_of_order", str(at))
        previous = at
    for _, id, _, _ in events:
        if id not in case.stages or not case.stages[id].takes_part:
            raise RuleError("stages_invalid", id)
    for event in events:
        apply(case, event)
    for stage in case.stages.values():
        stage.started = stage.finished = stage.stopped = stage.paused = None
        stage.pauses, stage.apology = [], False
    for event in events:
        if event[0] <= as_of:
            apply(case, event)


def handed_over(case: Case, stage: Stage) -> datetime | None:
    """When the last of the stages before it ended; one that takes no part passes the case on."""
    ends = [end_of(case, case.stages[before]) for before in stage.after]
    return None if None in ends else max(ends, default=case.received)


def end_of(case: Case, stage: Stage) -> datetime | None:
    return stage.finished if stage.takes_part else handed_over(case, stage)


def apply(case: Case, event: tuple) -> None:
    at, id, kind, reason = event
    stage = case.stages[id]
    has_it = handed_over(case, stage) is not None and not stage.finished and not stage.stopped
    open_ = has_it and stage.started is not None and stage.paused is None
    allowed = {
        "started": has_it and stage.started is None,
        "finished": open_,
        "paused": open_,
        "resumed": has_it and stage.paused is not None,
        "apology_issued": handed_over(case, stage) is not None and not stage.stopped,
        "stopped": has_it,
    }
    if not allowed[kind]:
        raise RuleError("transition_not_allowed", f"{kind} {id}")
    if kind in ("resumed", "stopped") and stage.paused:
        stage.pauses.append((stage.paused[0], at))
        stage.paused = None
    if kind == "started":
        stage.started = at
    elif kind == "finished":
        stage.finished = at
    elif kind == "stopped":
        stage.stopped = at
    elif kind == "paused":
        stage.paused = (at, reason)
    elif kind == "apology_issued":
        stage.apology = True


# The progress


def clock_start(case: Case, stage: Stage, as_of: datetime) -> datetime | None:
    return handed_over(case, stage) if as_of >= case.received else None


def expected(case: Case, as_of: datetime) -> dict[str, Timing]:
    def really(stage: Stage, start: datetime | None) -> Timing:
        running = clock_start(case, stage, as_of)
        start = running or start
        if start is None:
            return Timing(None, None if stage.stopped else stage.finished)
        due = due_with_stops(stage.question, start, stage.pauses) if stage.limit else None
        end = due or (start if stage.may_take_no_time else None)
        if stage.paused and stage.limit:
            end = due_with_stops(stage.question, start, [*stage.pauses, (stage.paused[0], as_of)])
        if running and end:
            end = max(end, as_of)
        if stage.stopped:
            end = None
        return Timing(start, stage.finished or end, due)

    return schedule(case, really)


def timeliness(done: datetime | None, open_on: date, due_on: date) -> str:
    if done:
        return "early" if done.date() < due_on else "on_time" if done.date() == due_on else "late"
    return "within_term" if open_on <= due_on else "overdue"


def state(stage: Stage) -> str:
    if stage.stopped:
        return "stopped"
    return "done" if stage.finished else "in_progress" if stage.started else "not_started"


def progress_stages(case: Case, plan: dict[str, Timing], as_of: datetime) -> list[dict]:
    timings = expected(case, as_of)
    return [progress_stage(case, stage, timings[stage.id], as_of) for stage in case.taking_part]


def progress_stage(case: Case, stage: Stage, timing: Timing, as_of: datetime) -> dict:
    running = clock_start(case, stage, as_of)
    office = stage.rules.office
    until = stage.finished or stage.stopped or as_of
    stops = [*stage.pauses, *([(stage.paused[0], until)] if stage.paused else [])]
    used = office.seconds_between(running, until) - sum(office.seconds_between(*stop) for stop in stops) if running else 0
    how = "none"
    if running and timing.due and not stage.stopped:
        how = timeliness(stage.finished, (stage.paused[0] if stage.paused else as_of).date(), timing.due.date())
    pause_due = None
    if stage.paused and stage.paused[1] in case.pause_limits:
        pause_due = Question(*case.pause_limits[stage.paused[1]], stage.rules).due(stage.paused[0]).on
    return {
        "starts_at": moment_text(timing.start),
        **day_and_moment("due", timing.due),
        "state": state(stage),
        "timeliness": how,
        "started_at": moment_text(stage.started),
        "finished_at": moment_text(stage.finished),
        "forecast_at": moment_text(timing.end),
        "used_working_seconds": used,
        "paused": stage.paused and stage.paused[1],
        "pause_due_on": pause_due and str(pause_due),
        "must_stop": bool(stage.paused and stage.paused[1] == "supplement" and pause_due and pause_due < as_of.date()),
    }


def progress_answer(case: Case, plan: dict[str, Timing], as_of: datetime) -> dict:
    stages, timings = case.taking_part, expected(case, as_of)
    rows = {row["id"]: row for row in ({"id": s.id} | progress_stage(case, s, timings[s.id], as_of) for s in stages)}
    late = [s for s in stages if rows[s.id]["timeliness"] in ("late", "overdue")]
    dues = [timings[s.id].due or timings[s.id].end for s in stages]
    ends = [timings[s.id].end for s in stages]
    states = [state(s) for s in stages]
    if "stopped" in states:
        overall = "stopped"
    elif set(states) == {"done"}:
        overall = "done"
    else:
        overall = "not_started" if set(states) == {"not_started"} else "in_progress"
    stops = [stop for s in stages if s.counts for stop in s.pauses]
    stops += [(clock_start(case, s, as_of), s.finished) for s in stages if not s.counts and s.finished]
    total = total_due(case, merged(stops))
    holders = [s for s in stages if clock_start(case, s, as_of) and state(s) in ("not_started", "in_progress")]
    standing = [s.paused[0] for s in stages if s.paused] + [clock_start(case, s, as_of) for s in holders if not s.counts]
    how = "none"
    if total and overall != "stopped" and as_of >= case.received:
        done = max(s.finished for s in stages) if overall == "done" else None
        how = timeliness(done, min(standing, default=as_of).date(), total.date())
    return {
        **day_and_moment("due", None if None in dues else max(dues)),
        **day_and_moment("forecast", None if None in ends else max(ends)),
        **day_and_moment("total_due", total),
        "late_stages": [s.id for s in late],
        "owes_apology": [holder(s, timings[s.id].due) for s in late if s.counts and not s.apology],
        "holders": [holder(s, s.started or clock_start(case, s, as_of)) for s in holders],
        "must_stop": any(row["must_stop"] for row in rows.values()),
        "state": overall,
        "timeliness": how,
    }


# Writing


def holder(stage: Stage, since: datetime) -> dict:
    return {"stage": stage.id, "unit": stage.unit, "since": moment_text(since)}


def moment_text(at: datetime | None) -> str | None:
    return at and at.isoformat()


def day_text(at: datetime | None) -> str | None:
    return at and str(at.date())


def day_and_moment(name: str, at: datetime | None) -> dict:
    return {f"{name}_on": day_text(at), f"{name}_at": moment_text(at)}


def amount_text(amount: Fraction) -> str:
    whole, rest = divmod(amount, 1)
    if not rest:
        return str(whole)
    return f"{float(amount):f}".rstrip("0")


def limit_text(limit: Limit) -> str:
    return f"{amount_text(limit[0])} {limit[1]}"
