"""The shared vectors, asked in Python."""

from __future__ import annotations

import json
import os
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


def deadline(given: Json) -> Json:
    received_at = motcua.parse_moment(given["received_at"])
    limit = given["limit"]
    if isinstance(limit, dict):
        limit = motcua.TimeLimit(**limit)
    # Options are passed as given: one this runner has not heard of must fail, not be dropped.
    options = {key: value for key, value in given.items() if key not in ("received_at", "limit", "calendar")}
    deadline = motcua.deadline(received_at, limit, calendar=calendar(given), **options)
    return {
        "due_on": deadline.due_on.isoformat(),
        "due_at": deadline.due_at.isoformat(),
        "certainty": deadline.certainty,
    }


def parse_limit(given: Json) -> Json:
    limit = motcua.TimeLimit.parse(given["text"])
    return {"amount": limit.amount, "unit": limit.unit, "undetermined": limit.undetermined}


def working_time(given: Json) -> Json:
    begin, end = motcua.parse_moment(given["from"]), motcua.parse_moment(given["to"])
    seconds = motcua.working_seconds_between(begin, end, calendar=calendar(given), hours=given.get("hours"))
    return {"seconds": seconds}


OPERATIONS: dict[str, Callable[[Json], Json]] = {
    "day": day,
    "add_working_days": add_working_days,
    "count_working_days": count_working_days,
    "lunar": lunar,
    "deadline": deadline,
    "parse_limit": parse_limit,
    "working_time": working_time,
}


def calendar(given: Json) -> motcua.Calendar:
    return motcua.Calendar.vietnam(**given.get("calendar", {}))


def expected(case: Json) -> Json:
    """The keys an answer must have; a refusal is the one key `error`."""
    match case:
        case {"expect": dict(expect)} if expect and "error" not in case:
            return expect
        case {"error": str(code)} if "expect" not in case:
            return {"error": code}
    raise ValueError("a case needs either `expect` with keys or `error`")


def answer(operation: str, given: Json) -> Json:
    try:
        return OPERATIONS[operation](given)
    except motcua.MotcuaError as error:
        return {"error": error.code}
    except Exception as error:  # what the library lacks or does not foresee is one more failing case
        return {"unforeseen": repr(error)}


def is_met(expect: Json, got: Json) -> bool:
    # By their JSON text, so that `1`, `1.0` and `true` stay different.
    return all(key in got and json.dumps(got[key]) == json.dumps(value) for key, value in expect.items())


def failure(operation: str, case: Json) -> str | None:
    expect, got = expected(case), answer(operation, case["given"])
    if is_met(expect, got):
        return None
    return f"{case['id']}: given {json.dumps(case['given'], ensure_ascii=False)}\n    expected {expect}\n    got      {got}"


def vector_files() -> list[Path]:
    """Our own vectors, then the folders of `MOTCUA_VECTORS`; a relative one starts at the workspace's root."""
    named = [name for name in os.environ.get("MOTCUA_VECTORS", "").split(":") if name]
    folders = [TESTS / "vectors", *(TESTS.parent / name for name in named)]
    for folder in folders:
        assert folder.is_dir(), f"no folder {folder}"
    return [path for folder in folders for path in sorted(folder.rglob("*.json"))]


def test_every_vector_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    files = vector_files()
    asked = set()
    failures = []
    count = 0
    for path in files:
        vectors = json.loads(path.read_text(encoding="utf-8"))
        operation, cases = vectors["operation"], vectors["cases"]
        count += len(cases)
        if operation not in OPERATIONS:
            failures.append(f"{path.name}: unknown operation {operation!r}")
            continue
        for case in cases:
            asked.add(operation)
            if failed := failure(operation, case):
                failures.append(f"{path.name}: {failed}")
    failures += [f"no case asks for {name!r}" for name in OPERATIONS if name not in asked]
    with capsys.disabled():
        print(f"\nvectors in Python: {count} cases in {len(files)} files")
    assert not failures, f"{len(failures)} failures:\n" + "\n".join(failures)
