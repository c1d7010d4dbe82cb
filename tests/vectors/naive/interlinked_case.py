"""A case of interlinked procedures as it is asked about: stages, total, and the order between stages."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

from .calendar import Calendar, read_calendar
from .errors import RuleError
from .interlinked_groups import group_of_law
from .limit_text import parse_limit
from .limits import read_limit
from .moments import parse_moment
from .office import Office
from .question import Question
from .rules import Rules, read_rules

Limit = tuple[Fraction, str]
Span = tuple[datetime, datetime]

KINDS = ("started", "finished", "paused", "resumed", "apology_issued", "stopped")
REASONS = ("supplement", "outage", "financial_obligation", "other_agency", "public_posting", "force_majeure")
RULE_KEYS = ("hours", "counting", "cutoff", "cutoff_effect", "roll")


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
    if not any(stage.takes_part for stage in stages.values()):
        raise RuleError("stages_invalid", "none takes part")
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
