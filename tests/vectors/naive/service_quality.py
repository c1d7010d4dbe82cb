"""The nine indicators of Circular 01/2018/TT-VPCP: officers, agencies, and a year of a one-stop unit, with fractions."""

import re
from collections import defaultdict
from datetime import date
from fractions import Fraction

from .dossier import dossier as replay
from .errors import RuleError
from .moments import parse_date, parse_moment
from .petition import Placed, problem
from .rules import choose

OFFICER = (1, 2, 3, 4, 7)
AGENCY = (1, 2, 3, 4, 5, 6, 7, 8, 9)
OF_UNIT = (5, 8, 9)
# Art. 15.3b; reaching a bound is enough.
BANDS = ((15, "excellent"), (12, "good"), (9, "fair"), (6, "average"), (0, "weak"))
# Art. 15.3a: the points from which, the name, the share of the duty from and below which.
DUTIES = ((Fraction(5), "full", 100, 100), (Fraction(7, 2), "partial", 70, 100), (Fraction(0), "insufficient", 0, 70))
# Indicator 5: what share of procedures approved on site makes 2 points.
ON_SITE = {"commune": Fraction(1), "district": Fraction(1, 2), "province": Fraction(1, 5), "ministry": Fraction(1, 5)}
IN_FORCE = (date(2019, 1, 6), date(2025, 6, 30))
TIMES = {"early": 2, "on_time": 1, "late": 0}


def number(value: object) -> Fraction:
    text = value if isinstance(value, str) else str(value)
    if not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", text.strip()):
        raise RuleError("amount_invalid", text)
    whole, _, fraction = text.strip().lstrip("+-").replace(",", ".").partition(".")
    if max(len(whole.lstrip("0")), len(fraction.rstrip("0"))) > 18:
        raise RuleError("value_out_of_range", text)
    return Fraction(text.strip().replace(",", "."))


def tenths(value: Fraction) -> int:
    """Rounded half up to one decimal, in tenths."""
    return int(value * 20 + 1) // 2


def shown(in_tenths: int) -> str:
    return f"{in_tenths // 10}.{in_tenths % 10}"


def read_indicators(given: dict) -> dict[int, Fraction]:
    read = {}
    for key, value in given.items():
        if key not in map(str, AGENCY):
            raise Placed("option_unknown", f".indicators.{key}")
        if value is not None:
            try:
                read[int(key)] = number(value)
            except RuleError as refusal:
                raise Placed(refusal.code, f".indicators.{key}") from refusal
    return read


def check_points(read: dict[int, Fraction]) -> None:
    for key, value in sorted(read.items()):
        if not 0 <= value <= 2:
            raise Placed("value_out_of_range", f".indicators.{key}")


def summed(values: dict[int, Fraction], counted: tuple[int, ...]) -> tuple[dict, int | None]:
    """The sum with what it is made of, and the same in tenths."""
    known = [key for key in counted if key in values]
    total = sum(tenths(values[key]) for key in known)
    terms = " + ".join(shown(tenths(values[key])) for key in known)
    answer = {
        "points": shown(total) if known else None,
        "out_of": 2 * len(known),
        "left_out": [key for key in counted if key not in values],
        "sum": f"{terms} = {shown(total)}" if known else None,
    }
    return answer, total if known else None


def band(in_tenths: int | None) -> str | None:
    return None if in_tenths is None else next(name for bound, name in BANDS if in_tenths >= bound * 10)


def duty(in_tenths: int | None) -> tuple | None:
    return None if in_tenths is None else next(one for one in DUTIES if in_tenths >= one[0] * 10)


def lines(values: dict[int, Fraction], counted: tuple[int, ...]) -> list[dict]:
    found = []
    for key in AGENCY:
        if key in counted or key in values:
            standing = "not_counted" if key not in counted else "counted" if key in values else "missing"
            points = shown(tenths(values[key])) if key in values else None
            found.append({"indicator": key, "points": points, "standing": standing})
    return found


def direct(given: dict, counted: tuple[int, ...]) -> tuple[dict, int]:
    values = read_indicators(given["indicators"])
    check_points(values)
    answer, in_tenths = summed(values, counted)
    if in_tenths is None:
        raise RuleError("value_missing", "indicators")
    return {**answer, "by_indicator": lines(values, counted)}, in_tenths


def officer_score(given: dict) -> dict:
    answer, in_tenths = direct(given, OFFICER)
    _, name, low, high = duty(in_tenths)
    return {**answer, "duty": name, "duty_from_percent": low, "duty_until_percent": high}


def agency_score(given: dict) -> dict:
    answer, in_tenths = direct(given, AGENCY)
    return {**answer, "band": band(in_tenths)}


# --- A year.


def read_log(shape: dict, choices: dict) -> dict:
    """What a log says: total time, the time of each unit, contacts, officers, and the day of the result."""
    request = shape["dossier"]
    if "reading" in request or "what_if" in request:
        raise RuleError("field_unknown")
    stages = [(stage["unit"], parse_moment(stage["due_at"])) for stage in shape.get("stages") or []]
    timeliness = replay(request)["timeliness"]
    if choices["against"] == "prescribed":
        # A new date is an apology and moves nothing.
        events = [
            {"at": event["at"], "kind": "issued", "form": "apology"} if event["kind"] == "rescheduled" else event
            for event in request["events"]
        ]
        timeliness = replay({**request, "events": events})["timeliness"]
    as_of = parse_moment(request["as_of"])
    held, officers, accepted, decided, contacts = [], [], False, None, 0
    for event in request["events"]:
        at = parse_moment(event["at"])
        if at > as_of:
            break
        kind = event["kind"]
        unit = {"submitted": "one_stop", "result_ready": "one_stop", "handed_over": event.get("to")}.get(kind)
        if unit and (not held or held[-1][0] != unit):
            if held:
                held[-1][1] = at
            held.append([unit, None])
        if kind in ("returned", "rejected", "withdrawn", "stopped"):
            held[-1][1] = held[-1][1] or at
        if event.get("officer") and event["officer"] not in officers:
            officers.append(event["officer"])
        accepted = accepted or kind == "accepted"
        if kind == "result_ready" or (kind == "rejected" and accepted):
            decided = at
        contacts += kind == "supplement_requested" and not event.get("applicant_fault")
    facts: dict = {"officers": officers}
    if decided:
        facts |= {"total_time": timeliness, "contacts": contacts, "result_on": decided.date()}
    units = []
    for unit, due in stages:
        until = next((end or decided for name, end in held if name == unit), None)
        if until:
            moments = (until, due) if request.get("level") == "minute" else (until.date(), due.date())
            units.append("late" if moments[0] > moments[1] else "early" if moments[0] < moments[1] else "on_time")
    if not stages and len({unit for unit, _ in held}) == 1 and decided:
        units.append(timeliness)
    facts["unit_times"] = units
    return facts


def few(count: int) -> int:
    return max(0, 2 - count)


def published(publicity: dict | None) -> int | None:
    return None if publicity is None else publicity["posted"] + publicity["electronic"]


def dossier_points(facts: dict, choices: dict) -> dict[int, int]:
    time, complaints = facts.get("total_time"), facts.get("complaints")
    agencies = facts.get("agencies")
    if agencies == 2 and facts.get("lead_agency_by_law"):
        agencies = 1
    units = [TIMES[unit] for unit in facts["unit_times"] if unit in TIMES]
    points = {
        1: TIMES.get(time),
        2: min(units) if units else None,
        3: None if facts.get("contacts") is None else few(facts["contacts"]),
        4: None if agencies is None else few(agencies),
        6: published(facts.get("publicity")),
    }
    if complaints is not None:
        if complaints > (facts.get("complaints_found_false") or 0):
            points[7] = 0
        elif time == "late":
            points[7] = 0 if choices["late_attitude"] == "zero" else None
        else:
            points[7] = TIMES.get(time)
    return {key: value for key, value in points.items() if value is not None}


def given_facts(shape: dict) -> dict:
    names = ("total_time", "contacts", "agencies", "lead_agency_by_law", "complaints", "complaints_found_false", "publicity")
    facts = {name: shape[name] for name in names if shape.get(name) is not None}
    facts["unit_times"] = []
    for index, unit in enumerate(shape.get("unit_times") or []):
        if unit["time"] not in TIMES:
            raise Placed("option_unknown", f".unit_times[{index}]")
        facts["unit_times"].append(unit["time"])
    if facts.get("total_time") not in (None, *TIMES):
        raise RuleError("option_unknown", facts["total_time"])
    if facts.get("complaints_found_false", 0) > facts.get("complaints", 0):
        raise RuleError("value_out_of_range", "complaints_found_false")
    return facts


def read_dossier(shape: dict, choices: dict) -> dict:
    facts = given_facts(shape)
    result_on = parse_date(shape["result_on"]) if shape.get("result_on") else None
    source = dict.fromkeys(dossier_points(facts, choices), "fact")
    if shape.get("dossier") is None:
        if result_on is None:
            raise RuleError("value_missing", "result_on")
        officers = shape.get("officers") or []
    else:
        log = read_log(shape, choices)
        officers = shape["officers"] if shape.get("officers") is not None else log["officers"]
        result_on = result_on or log.get("result_on")
        facts = {**log, **{key: value for key, value in facts.items() if value or key != "unit_times"}}
    points = dossier_points(facts, choices)
    parts = {key: (value, source.get(key, "log")) for key, value in points.items()}
    return {
        "id": shape.get("id"),
        "field": shape.get("field"),
        "officers": sorted(set(officers)),
        "on": result_on,
        "parts": parts if result_on else {},
    }


def read_form(form: dict) -> dict:
    parts = {}
    for key, value in read_indicators(form["indicators"]).items():
        if key in OF_UNIT or value not in (0, 1, 2):
            raise Placed("value_out_of_range", f".indicators.{key}")
        parts[key] = (int(value), "form")
    return parts


def read_forms(given: dict, cases: list[dict], choices: dict, problems: list[dict]) -> None:
    by_id = {case["id"]: case for case in cases if case["id"] is not None}
    for index, form in enumerate(given.get("forms", [])):
        try:
            parts = read_form(form)
            if form.get("dossier") is not None:
                case = by_id.get(form["dossier"])
                if case is None:
                    raise RuleError("value_missing", form["dossier"])
                if case.get("form") is not None:
                    raise RuleError("code_duplicate", form["dossier"])
                case["form"] = index
                if case["on"]:
                    first, second = (case["parts"], parts) if choices["prefer"] == "facts" else (parts, case["parts"])
                    case["parts"] = {**second, **first}
            else:
                if form.get("on") is None:
                    raise RuleError("value_missing", "on")
                officers = sorted(set(form.get("officers") or []))
                on, field = parse_date(form["on"]), form.get("field")
                cases.append({"id": None, "form": index, "field": field, "officers": officers, "on": on, "parts": parts})
        except RuleError as refusal:
            problems.append(problem("forms", index, refusal))


def part_of_whole(path: str, part: int, whole: int) -> None:
    if part > whole:
        raise Placed("value_out_of_range", path)


def unit_points(statement: dict, level: str | None) -> dict[int, int]:
    points = {6: published(statement.get("publicity"))}
    site, feedback, online = (statement.get(name) for name in ("on_site", "feedback", "online"))
    if site and level is None:
        raise RuleError("value_missing", "level")
    if site:
        part_of_whole(".on_site.approved", site["approved"], site["listed"])
        part_of_whole(".on_site.received", site["received"], site["not_excluded"])
        if site["listed"] and site["approved"] >= ON_SITE[level] * site["listed"]:
            points[5] = 2
        elif site["not_excluded"]:
            points[5] = int(site["received"] == site["not_excluded"])
    if feedback:
        total, on_time, prolonged = feedback["petitions"], feedback["on_time"], feedback["prolonged"]
        part_of_whole(".feedback.on_time", on_time, total)
        part_of_whole(".feedback.prolonged", prolonged, total)
        points[8] = 0 if prolonged else 2 if on_time == total else int(on_time * 10 >= total * 9)
    if online:
        eligible, offered, total = online["eligible"], online["offered"], online["dossiers"]
        part_of_whole(".online.offered", offered, eligible)
        part_of_whole(".online.online", online["online"], total)
        part_of_whole(".online.overdue", online["overdue"], online["online"])
        if eligible and (offered == 0 or online["overdue"]):
            points[9] = 0
        elif eligible and total:
            share = Fraction(online["online"], total)
            full = Fraction(offered, eligible) >= Fraction(1, 5) and share >= Fraction(3, 10)
            points[9] = 2 if full else int(share >= Fraction(3, 20))
    return {key: value for key, value in points.items() if value is not None}


def read_statements(given: dict, problems: list[dict]) -> dict:
    read: dict = {}
    for index, statement in enumerate(given.get("statements", [])):
        try:
            quarter, by = statement.get("quarter"), choose(statement, "by", ("self", "appraisal"), None)
            facts = statement.get("on_site") and given.get("level") is None
            if facts:
                raise RuleError("value_missing", "level")
            stated = read_indicators(statement.get("indicators", {}))
            if quarter not in (None, 1, 2, 3, 4):
                raise RuleError("value_out_of_range", "quarter")
            points = unit_points(statement, given.get("level"))
            check_points(stated)
            if (quarter, by) in read:
                raise RuleError("code_duplicate", str(quarter))
            read[quarter, by] = (points, stated)
        except RuleError as refusal:
            problems.append(problem("statements", index, refusal))
    return read


def mean_row(key: int, cases: list[dict], statement: tuple | None, is_whole: bool) -> tuple[dict, Fraction | None]:
    points = [case["parts"][key][0] for case in cases if key in case["parts"]]
    value, source = (Fraction(sum(points), len(points)), "dossiers") if points else (None, None)
    if statement:
        of_unit, stated = statement
        if key in stated and (is_whole or key in OF_UNIT):
            value, source = stated[key], "stated"
        elif value is None and key in of_unit:
            value, source = Fraction(of_unit[key]), "unit"
    row = {"indicator": key, "points": sum(points), "cases": len(points), "source": source}
    return {**row, "mean": None if value is None else shown(tenths(value))}, value


def scored(cases: list[dict], counted: tuple[int, ...], statement: tuple | None = None, is_whole: bool = True) -> tuple:
    found = [mean_row(key, cases, statement, is_whole) for key in counted]
    values = {row["indicator"]: value for row, value in found if value is not None}
    answer, in_tenths = summed(values, counted)
    return {**answer, "by_indicator": [row for row, _ in found]}, in_tenths


def as_agency(*args) -> dict:
    answer, in_tenths = scored(*args)
    return {**answer, "band": band(in_tenths)}


def as_officer(cases: list[dict]) -> dict:
    answer, in_tenths = scored(cases, OFFICER)
    found = duty(in_tenths)
    return {**answer, "duty": found and found[1]}


def period(year: int, quarter: int | None, cases: list[dict], statements: dict) -> dict:
    months = range(1, 13) if quarter is None else range(3 * quarter - 2, 3 * quarter + 1)
    inside = [case for case in cases if case["on"] and case["on"].year == year and case["on"].month in months]
    first = date(year, months[0], 1)
    last = date(year, months[-1], 31 if months[-1] in (3, 12) else 30)
    own, appraisal = statements.get((quarter, "self")), statements.get((quarter, "appraisal"))
    fields, officers = defaultdict(list), defaultdict(list)
    for case in inside:
        if case["field"] is not None:
            fields[case["field"]].append(case)
        for officer in case["officers"]:
            officers[officer].append(case)
    return {
        "quarter": quarter,
        "from_on": str(first),
        "until_on": str(last),
        "is_in_force": IN_FORCE[0] <= first and last <= IN_FORCE[1],
        "cases": len(inside),
        "self_score": as_agency(inside, AGENCY, own),
        "appraised_score": appraisal and as_agency(inside, AGENCY, appraisal),
        "fields": [
            {
                "field": name,
                "cases": len(of),
                "self_score": as_agency(of, AGENCY, own, False),
                "appraised_score": appraisal and as_agency(of, AGENCY, appraisal, False),
            }
            for name, of in sorted(fields.items())
        ],
        "officers": [{"officer": name, "cases": len(of), **as_officer(of)} for name, of in sorted(officers.items())],
    }


def read_choices(given: dict) -> dict:
    choose(given, "level", tuple(ON_SITE), None)
    return {
        "prefer": choose(given, "prefer", ("facts", "forms"), "facts"),
        "against": choose(given, "against", ("prescribed", "promise"), "prescribed"),
        "late_attitude": choose(given, "late_attitude", ("zero", "leave_out"), "zero"),
    }


def service_quality(given: dict) -> dict:
    choices, year = read_choices(given), given["year"]
    if not 2000 <= year <= 2199:
        raise RuleError("value_out_of_range", str(year))
    problems, cases, taken = [], [], set()
    for index, shape in enumerate(given.get("dossiers", [])):
        try:
            case = read_dossier(shape, choices)
            if shape.get("id") in taken:
                raise RuleError("code_duplicate", shape["id"])
            taken |= {shape["id"]} if shape.get("id") is not None else set()
            cases.append({**case, "dossier": index})
        except RuleError as refusal:
            problems.append(problem("dossiers", index, refusal))
    read_forms(given, cases, choices, problems)
    statements = read_statements(given, problems)
    return {
        "rule_set": "tt01_2018",
        "year": year,
        "periods": [period(year, quarter, cases, statements) for quarter in (1, 2, 3, 4, None)],
        "dossiers": [
            {
                "dossier": case.get("dossier"),
                "form": case.get("form"),
                "id": case["id"],
                "result_on": case["on"] and str(case["on"]),
                "officers": case["officers"] if case["on"] else [],
                "by_indicator": [
                    {"indicator": key, "points": points, "source": source}
                    for key, (points, source) in sorted(case["parts"].items())
                ],
            }
            for case in cases
        ],
        "outside_year": sum(1 for case in cases if case["on"] and case["on"].year != year),
        "without_result": sum(1 for case in cases if not case["on"]),
        "problems": problems,
    }
