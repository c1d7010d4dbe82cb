"""Interlinked procedures: stages, each with its own limit; what happened to them, and what follows from it."""

from datetime import date, datetime

from .errors import RuleError
from .interlinked_case import Case, Stage, read_case, read_event
from .interlinked_plan import Timing, day_and_moment, due_with_stops, merged, moment_text, plan_answer, schedule, total_due
from .moments import parse_moment
from .question import Question


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
        answer |= progress_answer(case, as_of)
        answer["stages"] = [planned | really for planned, really in zip(answer["stages"], progress_stages(case, as_of))]
    return answer


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


def progress_stages(case: Case, as_of: datetime) -> list[dict]:
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


def progress_answer(case: Case, as_of: datetime) -> dict:
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


def holder(stage: Stage, since: datetime) -> dict:
    return {"stage": stage.id, "unit": stage.unit, "since": moment_text(since)}
