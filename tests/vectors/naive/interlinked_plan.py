"""The plan of a case: every stage takes its whole limit; and what a stop of the clock adds."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from .calendar import weakest_certainty
from .interlinked_case import Case, Limit, Span, Stage, in_order
from .listings import ONE_DAY
from .question import Question, flags

HOURS_AND_MINUTES = ("hour", "minute", "working_hour")


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
