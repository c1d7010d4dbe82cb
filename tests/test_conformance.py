"""The shared vectors, asked in Python."""

from __future__ import annotations

import inspect
import json
import keyword
import os
import typing
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import motcua
import pytest

TESTS = Path(__file__).resolve().parent

Json = dict[str, Any]


def day(given: Json) -> Json:
    day = calendar(given).day(motcua.parse_date(given["date"]))
    return {"is_working": day.is_working, "kind": day.kind, "certainty": day.certainty}


def add_working_days(given: Json) -> Json:
    date = calendar(given).add_working_days(motcua.parse_date(given["from"]), given["days"])
    return {"date": date.isoformat()}


def count_working_days(given: Json) -> Json:
    after, until = motcua.parse_date(given["after"]), motcua.parse_date(given["until"])
    return {"days": calendar(given).count_working_days(after, until)}


def lunar(given: Json) -> Json:
    date = motcua.lunar(motcua.parse_date(given["date"]))
    return {"year": date.year, "month": date.month, "day": date.day, "leap": date.leap}


def lunar_to_solar(given: Json) -> Json:
    return {"date": motcua.LunarDate(**given).to_solar().isoformat()}


def question(given: Json, *own: str) -> Json:
    """The limit and how it is counted, as keyword arguments: everything but the keys the operation has of its own."""
    # Options are passed as given: one this runner has not heard of must fail, not be dropped.
    options = {key: value for key, value in given.items() if key not in own}
    if isinstance(options["limit"], dict):
        options["limit"] = motcua.TimeLimit(**options["limit"])
    return {**options, "calendar": calendar(given)}


def deadline(given: Json) -> Json:
    due = motcua.deadline(motcua.parse_moment(given["received_at"]), **question(given, "received_at"))
    runs = [run for step in due.steps if step.operation == "skip_days" for run in step.days]
    return {
        "due_on": due.due_on.isoformat(),
        "due_at": due.due_at.isoformat(),
        "certainty": due.certainty,
        "flags": sorted(due.flags),
        "skipped": [[run.first.isoformat(), run.last.isoformat(), run.kind] for run in runs],
    }


def latest_receipt(given: Json) -> Json:
    latest = motcua.latest_receipt(motcua.parse_date(given["due_on"]), **question(given, "due_on"))
    return {
        "received_at": latest.received_at.isoformat(),
        "at_counter": latest.at_counter and latest.at_counter.isoformat(),
        "due_on": latest.deadline.due_on.isoformat(),
    }


def remaining(given: Json) -> Json:
    due = motcua.deadline(motcua.parse_moment(given["received_at"]), **question(given, "received_at", "at"))
    left = due.remaining(motcua.parse_moment(given["at"]))
    return {
        "working_days": left.working_days,
        "working_seconds": left.working_seconds,
        "clock_seconds": left.clock_seconds,
        "is_past": left.is_past,
    }


def parse_limit(given: Json) -> Json:
    limit = motcua.TimeLimit.parse(given["text"])
    return {"amount": limit.amount, "unit": limit.unit, "undetermined": limit.undetermined}


def office(given: Json) -> Json:
    return {"calendar": calendar(given), "hours": given.get("hours")}


def working_time(given: Json) -> Json:
    begin, end = motcua.parse_moment(given["from"]), motcua.parse_moment(given["to"])
    return {"seconds": motcua.working_seconds_between(begin, end, **office(given))}


def add_working_time(given: Json) -> Json:
    at = motcua.add_working_seconds(motcua.parse_moment(given["at"]), given["seconds"], **office(given))
    return {"at": at.isoformat()}


def hand_over(given: Json) -> Json:
    return {"by": motcua.hand_over_by(motcua.parse_moment(given["received_at"]), **office(given)).isoformat()}


# Those with a typed call of a shape of its own; the others are asked by the call of their name.
BY_HAND: dict[str, Callable[[Json], Json]] = {
    "day": day,
    "add_working_days": add_working_days,
    "count_working_days": count_working_days,
    "lunar": lunar,
    "lunar_to_solar": lunar_to_solar,
    "deadline": deadline,
    "latest_receipt": latest_receipt,
    "remaining": remaining,
    "parse_limit": parse_limit,
    "working_time": working_time,
    "add_working_time": add_working_time,
    "hand_over": hand_over,
}


def calendar(given: Json) -> motcua.Calendar:
    return motcua.Calendar.vietnam(**given.get("calendar", {}))


# Of an answer with many keys, what a reader of a failure wants to see beside the expected ones.
SHOWN = ("error", "message", "unforeseen", "unfit")


def expected(case: Json) -> Json | None:
    """The keys an answer must have; a refusal is the one key `error`."""
    match case:
        case {"expect": dict(expect)} if expect and "error" not in case:
            return expect
        case {"error": str(code)} if "expect" not in case:
            return {"error": code}
    return None


def typed(operation: str, given: Json) -> Json:
    """Asks by typed calls."""
    try:
        if operation in BY_HAND:
            return BY_HAND[operation](given)
        return record(operation, given)
    except motcua.MotcuaError as error:
        return {"error": error.code}
    except Exception as error:  # what the library lacks or does not foresee is one more failing case
        return {"unforeseen": repr(error)}


def record(operation: str, given: Json) -> Json:
    call = getattr(motcua, operation)
    keywords = {f"{name}_" if keyword.iskeyword(name) else name: value for name, value in given.items()}
    try:
        inspect.signature(call).bind(**keywords)
    except TypeError as error:
        # A missing or unknown argument is refused by Python itself.
        return {"error": "field_unknown" if "unexpected" in str(error) else "request_invalid"}
    found = call(**keywords)
    unfit = list(mismatches(found, operation))
    return {"unfit": unfit} if unfit else found.to_dict()


def mismatches(value: object, path: str) -> typing.Iterator[str]:
    """Where a record does not have the fields its class declares."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from mismatches(item, f"{path}[{index}]")
    if isinstance(value, motcua.Record):
        hints = {name: hint for name, hint in typing.get_type_hints(type(value)).items() if name != "_fields"}
        undeclared = [name for name in value.keys() if name not in hints and not keyword.iskeyword(name)]
        # An answer may leave out what is empty.
        absent = [name for name, hint in hints.items() if name not in value and not may_be_absent(hint)]
        if type(value) not in (motcua.Record, motcua.Decimals) and (undeclared or absent):
            yield f"{path}: {type(value).__name__} declares {list(hints)}, has {value.keys()}"
        for name in value:
            yield from mismatches(value[name], f"{path}.{name}")


def may_be_absent(hint: Any) -> bool:
    return typing.get_origin(hint) is tuple or type(None) in typing.get_args(hint)


def message(operation: str, given: Json) -> Json:
    """Asks by a message in text."""
    answer = json.loads(motcua.evaluate(json.dumps({"operation": operation, "given": given}, ensure_ascii=False)))
    return answer.get("expect", answer)


def text(value: object) -> str:
    # By their JSON text, so that `1`, `1.0` and `true` stay different.
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def is_met(expect: Json, got: Json) -> bool:
    return meets(got, expect)


def meets(got: Any, expect: Any) -> bool:
    """Only the keys that are expected are compared, within lists and objects too; a list has all its items."""
    if isinstance(expect, dict):
        return isinstance(got, dict) and all(key in got and meets(got[key], value) for key, value in expect.items())
    if isinstance(expect, list):
        return isinstance(got, list) and len(got) == len(expect) and all(map(meets, got, expect))
    if is_number(got) and is_number(expect) and float in (type(got), type(expect)):
        # Estimates are no exact numbers.
        return abs(got - expect) <= 1e-6
    return text(got) == text(expect)


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def failure(operation: str, case: Json) -> str | None:
    """Asks the question and says what is wrong with the answer, if anything."""
    expect = expected(case)
    if expect is None:
        return f"{case['id']}: a case needs either `expect` with keys or `error`"
    for how, ask in (("by typed calls", typed), ("as a message", message)):
        got = ask(operation, case["given"])
        if not is_met(expect, got):
            shown = {key: value for key, value in got.items() if key in expect or key in SHOWN}
            given = json.dumps(case["given"], ensure_ascii=False)
            return f"{case['id']}: {how}, given {given}\n    expected {expect}\n    got      {shown}"
    return None


def failures_of(operation: str, cases: list[Json]) -> list[str]:
    if operation not in motcua.operations():
        return [f"{case['id']}: unknown operation {operation!r}" for case in cases] or [f"unknown operation {operation!r}"]
    return [failed for case in cases if (failed := failure(operation, case))]


def vector_files() -> list[Path]:
    """Our own vectors, then the folders of `MOTCUA_VECTORS`; a relative one starts at the workspace's root."""
    named = [name for name in os.environ.get("MOTCUA_VECTORS", "").split(":") if name]
    folders = [TESTS / "vectors", *(TESTS.parent / name for name in named)]
    for folder in folders:
        assert folder.is_dir(), f"no folder {folder}"
    return [path for folder in folders for path in sorted(folder.rglob("*.json"))]


def test_every_vector_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    asked: Counter[str] = Counter()
    failures: list[str] = []
    files = vector_files()
    for path in files:
        try:
            vectors = json.loads(path.read_text(encoding="utf-8"))
            operation, cases = vectors["operation"], vectors["cases"]
            asked[operation] += len(cases)
            failures += [f"{path.name}: {failed}" for failed in failures_of(operation, cases)]
        except (KeyError, TypeError, ValueError) as error:
            failures.append(f"{path}: not a vector file: {error!r}")
    failures += [f"no case asks for {name!r}" for name in motcua.operations() if not asked[name]]
    with capsys.disabled():
        print(f"\nvectors in Python: {asked.total()} cases in {len(files)} files")
    assert not failures, f"{len(failures)} failures:\n" + "\n".join(failures)


def test_every_operation_has_a_typed_call():
    assert {*BY_HAND, *motcua.calls.__all__} == set(motcua.operations())
    assert not BY_HAND.keys() & {*motcua.calls.__all__}


def is_answer(wanted: Any, got: Any) -> bool:
    """Whether an answer is the one wanted; its wording matters only where it is given."""
    if isinstance(wanted, list):
        return isinstance(got, list) and len(got) == len(wanted) and all(map(is_answer, wanted, got))
    if "message" not in wanted:
        got = {key: value for key, value in got.items() if key != "message"}
    return text(got) == text(wanted)


def test_every_message_is_answered():
    cases = json.loads((TESTS / "messages.json").read_text(encoding="utf-8"))["cases"]
    assert len({case["id"] for case in cases}) == len(cases)
    failures = []
    for case in cases:
        request, wanted = case["request"], case["response"]
        asked = request if isinstance(request, str) else json.dumps(request)
        answers = {"as text": json.loads(motcua.evaluate(asked))}
        if not isinstance(request, str):
            answers["as an object"] = motcua.evaluate(request)
        failures += [f"{case['id']}, {how}: {got}" for how, got in answers.items() if not is_answer(wanted, got)]
    assert not failures, "\n".join(failures)
