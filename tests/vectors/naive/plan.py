"""The reform plan and quality objectives, with fractions."""

from fractions import Fraction

from .errors import RuleError
from .limits import LARGEST_AMOUNT, parse_amount
from .moments import parse_date
from .petition import Placed, named_share, percent, problem, said

STATUSES = ("done_on_time", "done_late", "in_progress", "not_due", "overdue", "cancelled")


def read_day(given: dict, key: str):
    return parse_date(given[key]) if given.get(key) is not None else None


def read_decimal(text: str) -> Fraction:
    amount = parse_amount(text)
    if amount > LARGEST_AMOUNT:
        raise RuleError("amount_out_of_range")
    return amount


def fine(amount: Fraction) -> bool:
    return (amount * 10**6).denominator == 1


def read_evidence(item: dict) -> list:
    found = []
    for index, evidence in enumerate(item.get("evidence", [])):
        try:
            found.append((evidence, read_day(evidence, "on")))
        except RuleError as refusal:
            raise Placed(refusal.code, f".evidence[{index}]") from refusal
    return found


def check_evidence(item: dict) -> None:
    for index, evidence in enumerate(item.get("evidence", [])):
        if not said(evidence["title"]):
            raise Placed("value_missing", f".evidence[{index}]")


def read_task(given: dict) -> dict:
    cancelled = given.get("cancelled")
    return {
        **given,
        "due": parse_date(given["due_on"]),
        "weight": read_decimal(given["weight"]) if given.get("weight") is not None else Fraction(1),
        "started": read_day(given, "started_on"),
        "done": read_day(given, "done_on"),
        "given_up": cancelled and parse_date(cancelled["on"]),
        "shown": [on for _, on in read_evidence(given)],
    }


def check_task(task: dict) -> None:
    if not (said(task["id"]) and said(task["name"]) and said(task["owner"])):
        raise RuleError("value_missing")
    if task["weight"] > 10**6 or not fine(task["weight"]):
        raise RuleError("value_out_of_range")
    if task["started"] and task["done"] and task["done"] < task["started"]:
        raise RuleError("date_invalid")
    if task["given_up"]:
        if not said(task["cancelled"]["reason"]):
            raise RuleError("reason_missing")
        if task["done"]:
            raise RuleError("transition_not_allowed")
    check_evidence(task)


def keep(name: str, items: list[dict], read, check, problems: list) -> list:
    """The items that can be read and break no rule; a number is taken by the first of those."""
    kept, taken = [], set()
    for index, item in enumerate(items):
        try:
            one = read(item)
            if item["id"].strip() in taken:
                raise RuleError("code_duplicate")
            check(one)
        except RuleError as refusal:
            problems.append(problem(name, index, refusal))
        else:
            taken.add(item["id"].strip())
            kept.append(one)
    return kept


def status(task: dict, as_of) -> str:
    if task["given_up"] and task["given_up"] <= as_of:
        return "cancelled"
    if task["done"] and task["done"] <= as_of:
        return "done_on_time" if task["done"] <= task["due"] else "done_late"
    if as_of > task["due"]:
        return "overdue"
    return "in_progress" if task["started"] and task["started"] <= as_of else "not_due"


def tally(tasks: list[dict]) -> dict:
    def with_status(*names: str) -> list[dict]:
        return [task for task in tasks if task["status"] in names]

    valid = [task for task in tasks if task["status"] != "cancelled"]
    done, proven = with_status("done_on_time", "done_late"), [task for task in tasks if task["proven"]]
    weights = [sum((task["weight"] for task in some), Fraction(0)) for some in (proven, valid)]
    proven_on_time = [task for task in proven if task["status"] == "done_on_time"]
    due = len(done) + len(with_status("overdue"))
    scale = 10**6
    return {
        "counts": {"tasks": len(tasks), **{name: len(with_status(name)) for name in STATUSES}},
        "completion": named_share("done_with_evidence", "not_cancelled", len(proven), len(valid)),
        "reported": named_share("done", "not_cancelled", len(done), len(valid)),
        "on_time": named_share("done_on_time_with_evidence", "done_or_overdue", len(proven_on_time), due),
        "weighted": {
            "counted": "weight_done_with_evidence",
            "among": "weight_not_cancelled",
            "numerator": decimal(weights[0]),
            "denominator": decimal(weights[1]),
            "percent": percent(int(weights[0] * scale), int(weights[1] * scale)),
        },
    }


def decimal(value: Fraction) -> str:
    """Exact; there are never more than six decimals."""
    whole, rest = divmod(int(value * 10**6), 10**6)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def groups(tasks: list[dict], key: str) -> list[dict]:
    names = list(dict.fromkeys((task.get(key) or "").strip() for task in tasks))
    found = []
    for name in names:
        members = tally([task for task in tasks if (task.get(key) or "").strip() == name])
        members.pop("reported")
        found.append({"name": name, **members})
    return found


def reform_plan(given: dict) -> dict:
    as_of = parse_date(given["on"])
    problems: list[dict] = []
    tasks = keep("tasks", given["tasks"], read_task, check_task, problems)
    for task in tasks:
        task["status"] = status(task, as_of)
        shown = any(on is None or on <= as_of for on in task["shown"])
        task["proven"] = task["status"].startswith("done") and shown
    return {
        "on": str(as_of),
        "is_approved": said(given.get("approved_by")),
        "tasks": [{"id": task["id"], "status": task["status"], "is_proven": task["proven"]} for task in tasks],
        **tally(tasks),
        "by_area": groups(tasks, "area"),
        "by_owner": groups(tasks, "owner"),
        "evidence_missing": [t["id"] for t in tasks if t["status"].startswith("done") and not t["proven"]],
        "problems": problems,
    }


def read_objective(given: dict) -> dict:
    if given.get("direction", "at_least") not in ("at_least", "at_most"):
        raise RuleError("option_unknown")
    read_evidence(given)
    target = read_decimal(given["target"])
    value = read_decimal(given["value"]) if given.get("value") is not None else None
    return {**given, "limit": target, "number": value, "unit": given.get("unit", "percent")}


def quality_objectives(given: dict) -> dict:
    measures: dict[str, tuple[int, int]] = {}
    for measure in given.get("measures", []):
        if not said(measure["name"]):
            raise RuleError("value_missing")
        if measure["numerator"] > measure["denominator"]:
            raise RuleError("value_out_of_range")
        if measure["name"].strip() in measures:
            raise RuleError("code_duplicate")
        measures[measure["name"].strip()] = (measure["numerator"], measure["denominator"])

    def counts_of(objective: dict) -> tuple[int, int] | None:
        return measures.get((objective.get("measure") or "").strip())

    def check(objective: dict) -> None:
        if not (said(objective["id"]) and said(objective["name"])):
            raise RuleError("value_missing")
        check_evidence(objective)
        number = objective["number"]
        if not fine(objective["limit"]) or (number is not None and not fine(number)):
            raise RuleError("value_out_of_range")
        if counts_of(objective) and (number is not None or objective["unit"].strip() != "percent"):
            raise RuleError("value_out_of_range")

    problems: list[dict] = []
    kept = keep("objectives", given["objectives"], read_objective, check, problems)
    answers = [assess(objective, counts_of(objective)) for objective in kept]
    return {
        "objectives": answers,
        "achieved": sum(answer["achievement"] == "achieved" for answer in answers),
        "total": len(answers),
        "problems": problems,
    }


def assess(objective: dict, counts: tuple[int, int] | None) -> dict:
    number, why = objective["number"], None
    if counts:
        result = percent(*counts)
        exact = Fraction(counts[0] * 100, counts[1]) if counts[1] else None
        why = None if counts[1] else "denominator_zero"
    else:
        exact, result = number, None if number is None else decimal(number)
        why = "no_value" if number is None else None
    side = objective.get("direction", "at_least")
    if exact is None:
        achievement = "not_measured"
    else:
        met = exact >= objective["limit"] if side == "at_least" else exact <= objective["limit"]
        achievement = "achieved" if met else "not_achieved"
    return {
        "id": objective["id"],
        "result": result,
        "numerator": counts[0] if counts else None,
        "denominator": counts[1] if counts else None,
        "target": decimal(objective["limit"]),
        "direction": side,
        "unit": objective["unit"],
        "achievement": achievement,
        "why": why,
        "evidence": len(objective.get("evidence", [])),
    }
