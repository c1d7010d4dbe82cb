"""Procedures: codes, search, which limit applies, what is missing on the board, publication. Plain loops, no index."""

import csv
import io
import json
import re
import unicodedata
from datetime import date, timedelta
from fractions import Fraction

from .calendar import read_calendar
from .errors import RuleError
from .limit_text import parse_limit
from .limits import read_limit
from .moments import parse_date, parse_moment
from .question import read_question

CODE = re.compile(r"([123])\.([0-9]{6})(?:\.(0[1-9]|[1-9][0-9])|\.([0-9]{3}\.[0-9]{2}\.[0-9]{2})\.[Hh]([0-9]{2}))?")
CHANNELS = ("counter", "online", "post", "kiosk")
CUTOFFS = ("hand_over", "civil_status", "certification", "interlinked")
TWO_TIER = date(2025, 7, 1)
# Python 3.10 reads no table with the character U+0000 itself.
ZERO = "\ue000"
# Those the vectors use.
COLUMNS = ("code", "name", "field", "in_force_from", "in_force_until", "limit", "cases", "fees")


def procedure_code(given: dict) -> dict:
    match = CODE.fullmatch(given["code"].strip())
    if not match:
        raise RuleError("code_invalid", given["code"])
    family, number, case, unit, province = match.groups()
    national = f"{family}.{number}"
    unit = unit and f"{unit}.H{province}"
    return {
        "code": ".".join(part for part in (national, case, unit) if part),
        "national": national,
        "family": int(family),
        "case": case and int(case),
        "unit": unit,
    }


def national(code: str | None) -> str | None:
    match = CODE.fullmatch((code or "").strip())
    return match and f"{match.group(1)}.{match.group(2)}"


# ---- reading

def catalogue(given: dict) -> list[dict]:
    if ("catalogue" in given) == ("csv" in given):
        raise RuleError("value_missing", "catalogue")
    if "csv" in given:
        procedures, problems = check_csv(given["csv"])[:2]
    else:
        procedures, problems = check_record(given["catalogue"])[:2]
    if problems:
        raise RuleError("request_invalid", problems[0])
    return procedures


def check_limit(text: str) -> str | None:
    try:
        limit = parse_limit(text)
        if not limit.get("undetermined"):
            read_limit(limit)
    except RuleError as refusal:
        return refusal.code
    return None


def check_version(version: dict) -> list[tuple[str, str]]:
    problems = []
    days = {}
    for field in ("in_force_from", "in_force_until"):
        if version.get(field):
            try:
                days[field] = parse_date(version[field])
            except RuleError as refusal:
                problems.append((field, refusal.code))
    if len(days) == 2 and days["in_force_until"] < days["in_force_from"]:
        problems.append(("in_force_until", "date_invalid"))
    for field in ("limit", "local_limit"):
        if version.get(field) and (code := check_limit(version[field])):
            problems.append((field, code))
    if version.get("cutoff") and version["cutoff"] not in CUTOFFS:
        problems.append(("cutoff", "option_unknown"))
    for name in ("cases", "areas"):
        for index, item in enumerate(version.get(name, [])):
            for field in ("limit", "extra", "local_limit"):
                if item.get(field) and (code := check_limit(item[field])):
                    problems.append((f"{name}[{index}].{field}", code))
    for index, item in enumerate(version.get("channels", [])):
        if item["channel"] not in CHANNELS:
            problems.append((f"channels[{index}].channel", "option_unknown"))
    for index, fee in enumerate(version.get("fees") or []):
        if fee.get("kind") and fee["kind"] not in ("fee", "service_fee", "price"):
            problems.append((f"fees[{index}].kind", "option_unknown"))
    return problems


def span(version: dict) -> tuple[str, str]:
    return version.get("in_force_from") or "0000", version.get("in_force_until") or "9999"


def join(items: list[tuple]) -> tuple[list[dict], list[str]]:
    """Versions to procedures; items are (label of the procedure, label of the version, procedure, version)."""
    procedures, problems = [], []
    for head, label, procedure, version in items:
        found = [(label, field, code) for field, code in check_version(version)]
        if procedure.get("code") and not national(procedure["code"]):
            found.append((head, "code", "code_invalid"))
        elif not procedure.get("code") and not procedure.get("id"):
            found.append((head, "code", "value_missing"))
        if not procedure["name"].strip():
            found.append((head, "name", "value_missing"))
        if found:
            problems += [place(*one) for one in found]
            continue
        key = procedure.get("id") or national(procedure["code"])
        known = next((one for one in procedures if one["key"] == key), None)
        if known is None:
            procedures.append({**procedure, "key": key, "versions": [version]})
        elif known["name"] != procedure["name"]:
            problems.append(place(label, "name", "code_duplicate"))
        elif any(span(a)[0] <= span(version)[1] and span(version)[0] <= span(a)[1] for a in known["versions"]):
            problems.append(place(label, "in_force_from", "code_duplicate"))
        else:
            known["versions"].append(version)
    return procedures, problems


def place(label: str, field: str, code: str) -> str:
    if label.startswith("row"):
        return f"{label}, {field.split('[')[0]}: {code}"
    return f"{label}.{field}: {code}"


def check_record(record: dict) -> tuple[list[dict], list[str], int]:
    items = []
    for index, procedure in enumerate(record["procedures"]):
        for number, version in enumerate(procedure["versions"]):
            items.append((f"procedures[{index}]", f"procedures[{index}].versions[{number}]", procedure, version))
    unnamed = [f"{label}: request_invalid" for _, label, _, version in items if not isinstance(version, dict)]
    procedures, problems = join([item for item in items if isinstance(item[3], dict)])
    return procedures, unnamed + problems, len(items)


def check_csv(text: str) -> tuple[list[dict], list[str], int]:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff").replace("\0", ZERO))))
    heading, items, problems, read = None, [], [], 0
    for row_number, row in enumerate(rows, 1):
        if not row or row[0].startswith("#"):
            continue
        if heading is None:
            heading = row
            problems += [(row_number, f"row {row_number}, {name}: column_invalid") for name in row if name not in COLUMNS]
            problems += [(row_number, f"row {row_number}, {name}: column_invalid") for name in ("name", "code") if name not in row]
            continue
        read += 1
        if not {"name", "code"} <= set(heading):
            continue
        label = f"row {row_number}"
        if len(row) != len(heading):
            column = heading[len(row)] if len(row) < len(heading) else heading[-1]
            problems.append((row_number, f"{label}, {column}: column_invalid"))
            continue
        zeros = [name for name, cell in zip(heading, row) if ZERO in cell]
        if zeros:
            problems.append((row_number, f"{label}, {zeros[0]}: encoding_invalid"))
            continue
        formulas = [name for name, cell in zip(heading, row) if re.match(r" *([=+@\t]|-\S)", cell)]
        if formulas:
            problems += [(row_number, f"{label}, {name}: formula_refused") for name in formulas]
            continue
        cells = {name: cell for name, cell in zip(heading, row) if cell}
        procedure = {"name": cells.pop("name", ""), **{key: cells.pop(key) for key in ("id", "code", "field") if key in cells}}
        items.append((label, label, procedure, {**cells, **lists(cells)}))
    procedures, found = join(items)
    problems += [(int(one.split(",")[0].removeprefix("row ")), one) for one in found]
    return procedures, [one for _, one in sorted(problems, key=lambda problem: problem[0])], read


def lists(cells: dict) -> dict:
    """The lists the vectors use; none of them has anything escaped."""
    shapes = {
        "cases": ("name", "limit", "extra", "local_limit", "number"),
        "areas": ("name", "limit", "extra", "local_limit"),
        "channels": ("channel", "limit", "extra", "local_limit"),
        "papers": ("name", "originals", "certified", "copies", "optional"),
        "fees": ("channel", "kind", "text"),
    }
    found = {}
    for name, fields in shapes.items():
        if name in cells:
            items = [[part.strip() for part in item.split("|")] for item in cells[name].split(";") if item.strip()]
            if name == "fees" and cells[name] == "không":
                items = []
            found[name] = [dict(zip(fields, item)) for item in items]
            if name == "fees":
                found[name] = [item if len(parts) > 1 else {"text": parts[0]} for item, parts in zip(found[name], items)]
    return found


class NameTwice(Exception):
    """An object has a name twice."""


def once(pairs: list[tuple]) -> dict:
    if len({name for name, _ in pairs}) < len(pairs):
        raise NameTwice
    return dict(pairs)


def catalogue_check(given: dict) -> dict:
    if ("csv" in given) == ("json" in given):
        raise RuleError("value_missing", "csv")
    if "csv" in given:
        procedures, problems, read = check_csv(given["csv"])
    else:
        try:
            record = json.loads(given["json"], object_pairs_hook=once)
        except NameTwice:
            return {"procedures": 0, "read": 0, "kept": 0, "places": ["$: request_invalid"]}
        nameless = [index for index, one in enumerate(record["procedures"]) if "name" not in one]
        read = sum(len(one["versions"]) for one in record["procedures"])
        # In place, so that the others keep their numbers.
        for index in nameless:
            record["procedures"][index]["versions"] = []
        procedures, problems, _ = check_record(record)
        problems = [f"procedures[{index}]: request_invalid" for index in nameless] + problems
    return {
        "procedures": len(procedures),
        "read": read,
        "kept": sum(len(one["versions"]) for one in procedures),
        "places": problems,
    }


# ---- search

def fold(text: str) -> str:
    text = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in text if not unicodedata.combining(c)).replace("đ", "d")


def words(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text).lower()
    return "".join(c if c.isalnum() else " " for c in text).split()


def same_writing(text: str) -> tuple:
    letters = unicodedata.normalize("NFD", text)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return "".join(c for c in letters if c not in tones), sorted(c for c in letters if c in tones)


def search(given: dict) -> dict:
    query = given["query"].strip()
    if not query:
        raise RuleError("value_missing", "query")
    hits = []
    for procedure in catalogue(given):
        fit = by_code(procedure, query) or by_words(procedure, query)
        if fit:
            hits.append((fit, procedure))
    hits.sort(key=lambda hit: ([-part for part in hit[0][1:]], hit[1]["key"]))
    return {"hits": [
        {
            "id": procedure["key"],
            "code": procedure.get("code"),
            "name": procedure["name"],
            "field": procedure.get("field"),
            "matched": fit[0],
            "score": score(fit),
        }
        for fit, procedure in hits[: given.get("limit", 10)]
    ]}


RANKS = ("most_words", "all_words_with_field", "all_words", "phrase", "code_prefix", "code")


def score(fit: tuple) -> int:
    total = RANKS.index(fit[0]) + 1
    for share in fit[2:]:
        total = total * 1000 + min(999, int(share * 1000))
    return total


def fitting(kind: str, *shares: Fraction) -> tuple:
    return (kind, RANKS.index(kind), *shares)


def by_code(procedure: dict, query: str) -> tuple | None:
    own = national(procedure.get("code"))
    if (own and own == national(query)) or procedure["key"].lower() == query.lower():
        return fitting("code", *[Fraction(1)] * 3)
    if own and re.fullmatch(r"[0-9.]{3,}", query) and own.startswith(query):
        return fitting("code_prefix", *[Fraction(1)] * 3)
    return None


def by_words(procedure: dict, query: str) -> tuple | None:
    asked = words(query)
    if not asked:
        return None
    name, field = words(procedure["name"]), words(procedure.get("field") or "")

    def fits(index: int, text: str) -> bool:
        word, text = fold(asked[index]), fold(text)
        return word == text or (index == len(asked) - 1 and text.startswith(word))

    def as_written(index: int, text: str) -> bool:
        word = asked[index]
        if any(fold(word) == fold(other) for other in name + field):
            return same_writing(word) == same_writing(text)
        return fits(index, text) and text.startswith(word)

    in_name = sum(any(fits(i, text) for text in name) for i in range(len(asked)))
    anywhere = sum(any(fits(i, text) for text in name + field) for i in range(len(asked)))
    written = sum(any(as_written(i, text) for text in name + field) for i in range(len(asked)))
    phrase = any(
        all(fits(i, name[start + i]) for i in range(len(asked))) for start in range(len(name) - len(asked) + 1)
    )
    shares = [Fraction(anywhere, len(asked)), Fraction(written, len(asked)),
              Fraction(sum(any(fits(i, text) for i in range(len(asked))) for text in name), len(name))]
    if phrase:
        return fitting("phrase", *shares)
    if in_name == len(asked):
        return fitting("all_words", *shares)
    if anywhere == len(asked):
        return fitting("all_words_with_field", *shares)
    return fitting("most_words", *shares) if anywhere * 2 > len(asked) else None


# ---- limits

def find(procedures: list[dict], code: str) -> dict | None:
    wanted = national(code)
    by_id = [one for one in procedures if one["key"] == code.strip()]
    by_code = [one for one in procedures if wanted and national(one.get("code")) == wanted]
    return next(iter(by_id + by_code), None)


def version_on(procedure: dict, day: date) -> dict | None:
    return next((one for one in procedure["versions"] if span(one)[0] <= str(day) <= span(one)[1]), None)


def spelled(text: str) -> str:
    limit = parse_limit(text)
    return text if limit.get("undetermined") else f"{limit['amount']} {limit['unit']}"


def plain(number: Fraction) -> str:
    text = f"{float(number):.6f}".rstrip("0").rstrip(".")
    return text


VIETNAMESE = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ", "working_hour": "giờ làm việc"}


def plus(limit: str, extra: str) -> str:
    a, b = parse_limit(limit), parse_limit(extra)
    if a.get("unit") and a.get("unit") == b.get("unit"):
        return f"{plain(Fraction(a['amount']) + Fraction(b['amount']))} {a['unit']}"
    return " + ".join(f"{one['amount'].replace('.', ',')} {VIETNAMESE[one['unit']]}" for one in (a, b))


def procedure_limit(given: dict) -> dict:
    received = parse_moment(given["received_at"]) if given.get("received_at") else None
    on = parse_date(given["on"]) if given.get("on") else None
    if given.get("channel") and given["channel"] not in CHANNELS:
        raise RuleError("option_unknown", given["channel"])
    if on and received and received.date() != on:
        raise RuleError("date_invalid", str(on))
    on = on or (received and received.date())
    if not on:
        raise RuleError("value_missing", "on")
    procedure = find(catalogue(given), given["code"])
    version = procedure and version_on(procedure, on)
    if version is None:
        raise RuleError("value_missing", given["code"])
    statutory, local, rule = version.get("limit"), version.get("local_limit"), "base"
    number = CODE.fullmatch(given["code"].strip())
    case = given.get("case")
    if case is None and number and number.group(3):
        case = next((one["name"] for one in version.get("cases", []) if str(one.get("number")) == str(int(number.group(3)))), None)
    narrower = [
        ("channel", "channel", given.get("channel"), version.get("channels", []), False),
        ("case", "name", case, version.get("cases", []), True),
        ("area", "name", given.get("area"), version.get("areas", []), True),
    ]
    for kind, key, wanted, entries, must in narrower:
        if wanted is None:
            continue
        entry = next((one for one in entries if one[key] == wanted), None)
        if entry is None:
            if must:
                raise RuleError("option_unknown", wanted)
            continue
        if entry.get("limit") or entry.get("extra"):
            rule, local = kind, entry.get("local_limit")
            statutory = entry.get("limit") or statutory
            if statutory and entry.get("extra"):
                statutory = plus(statutory, entry["extra"])
        elif entry.get("local_limit"):
            local = entry["local_limit"]
    if not statutory:
        raise RuleError("value_missing", "limit")
    saved = saved_unit = None
    if local:
        a, b = parse_limit(statutory), parse_limit(local)
        if a.get("unit") and a.get("unit") == b.get("unit"):
            if Fraction(b["amount"]) > Fraction(a["amount"]):
                local = None
            else:
                saved, saved_unit = plain(Fraction(a["amount"]) - Fraction(b["amount"])), a["unit"]
    limit = local or statutory
    undetermined = bool(parse_limit(limit).get("undetermined"))

    def due(text: str) -> object:
        question = {"limit": text, **{key: given[key] for key in ("hours", "calendar") if key in given}}
        if version.get("cutoff"):
            question["cutoff"] = version["cutoff"]
        return read_question(question).announced_due(received)

    answer = {
        "id": procedure["key"],
        "name": procedure["name"],
        "in_force_from": version.get("in_force_from"),
        "in_force_until": version.get("in_force_until"),
        "limit": spelled(limit),
        "rule": "local" if local else rule,
        "undetermined": undetermined,
        "statutory": spelled(statutory),
        "statutory_rule": rule,
        "local": local and spelled(local),
        "time_saved": saved,
        "time_saved_unit": saved_unit,
        "cutoff": version.get("cutoff"),
        "confidence": version.get("confidence"),
        "tier": version.get("tier_before") if on < TWO_TIER else version.get("tier_after"),
        "due_at": None,
        "statutory_due_at": None,
        "working_days_saved": None,
    }
    if received and not undetermined:
        answer["due_at"] = due(limit).at.isoformat()
        if local and not parse_limit(statutory).get("undetermined"):
            by_law, committed = due(statutory), due(local)
            answer["statutory_due_at"] = by_law.at.isoformat()
            answer["working_days_saved"] = read_calendar(given).count_working_days(committed.on, by_law.on)
    return answer


# ---- the board

def missing(version: dict) -> list[str]:
    stated = {
        "sequence": version.get("sequence"),
        "way": version.get("way") or version.get("channels"),
        "papers": version.get("papers"),
        "sets": version.get("sets"),
        "time": version.get("limit"),
        "subject": version.get("subject"),
        "agency": version.get("agency"),
        "legal_basis": version.get("legal_basis"),
    }
    return [part for part, value in stated.items() if not value]


def unstated(version: dict) -> list[str]:
    columns = {"form": "forms", "result": "result", "conditions": "conditions", "fee": "fees"}
    return [part for part, column in columns.items() if version.get(column) is None]


def completeness(given: dict) -> dict:
    day = parse_date(given["on"])
    procedures = catalogue(given)
    posted = [(one, version) for one in procedures if (version := version_on(one, day)) is not None]
    complete = {one["key"] for one, version in posted if not missing(version)}
    required = given.get("required")
    absent: list[str] = []
    if required is None:
        wanted = {one["key"] for one, _ in posted}
    else:
        wanted = set()
        for code in required:
            found = find(procedures, code)
            if found and version_on(found, day) is not None:
                wanted.add(found["key"])
            elif code.strip() not in absent:
                absent.append(code.strip())
    whole = len(wanted) + len(absent)
    return {
        "procedures": [
            {
                "id": one["key"],
                "name": one["name"],
                "missing": missing(version),
                "unstated": unstated(version),
                "partial_reason_missing": version.get("service_level") == "partial"
                and day >= date(2026, 7, 1)
                and not version.get("partial_reason"),
            }
            for one, version in posted
        ],
        "not_posted": absent,
        "posted": {"numerator": len(wanted), "denominator": whole},
        "complete": {"numerator": len(wanted & complete), "denominator": whole},
    }


# ---- publication

BODIES = {"ministry": (20, 10), "province": (5, 5), "shortened": (3, 2)}


def publication(given: dict) -> dict:
    if given["body"] not in BODIES:
        raise RuleError("option_unknown", given["body"])
    days, working_days = BODIES[given["body"]]
    when = {key: parse_date(given[key]) for key in ("issued_on", "effective_on", "decided_on", "entered_on", "on") if key in given}
    shortened = given["body"] == "shortened"
    anchor = when.get("issued_on" if shortened else "effective_on")
    if anchor is None:
        raise RuleError("value_missing", "anchor")
    decided, entered = when.get("decided_on"), when.get("entered_on")
    if decided and entered and entered < decided:
        raise RuleError("date_invalid", str(entered))
    decision_due = anchor + timedelta(days) if shortened else anchor - timedelta(days)
    entry_due = read_calendar(given).nth_working_day(decided, working_days) if decided else None

    def how(due: date | None, done: date | None) -> str:
        if due is None:
            return "unknown"
        if done:
            return "on_time" if done <= due else "late"
        if "on" not in when:
            return "unknown"
        return "within_term" if when["on"] <= due else "overdue"

    return {
        "decision_due_on": str(decision_due),
        "decision": how(decision_due, decided),
        "entry_due_on": entry_due and str(entry_due),
        "entry": how(entry_due, entered),
        "confidence": "uncertain" if shortened else "seen",
    }
