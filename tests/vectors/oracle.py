#!/usr/bin/env python3
"""Recomputes the vectors with the naive model beside this file.

    python3 tests/vectors/oracle.py check [folder ...]   every case of every file; exit 1 on any disagreement
    python3 tests/vectors/oracle.py write                fill in the cases whose source is "oracle", tidy the files

`check` never changes a file. `write` never touches the answer of a case that a law or a notice decided.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from naive.calendar import listing_problems  # noqa: E402
from naive.errors import RuleError  # noqa: E402
from naive.operations import OPERATIONS  # noqa: E402

HERE = Path(__file__).resolve().parent

# Operations with vectors of their own that this model does not compute; their files pass through unread, as do files that say
# `"modelled": false`, whose answers were worked out by hand.
NOT_MODELLED = {"register", "petitions_page", "plan_page", "board", "dossier_code", "duplicate_codes", "score", "rank", "proportion"}


def compute(operation: str, given: dict) -> dict:
    """{"expect": ...} or {"error": ...}, the two ways a case can end."""
    try:
        return {"expect": OPERATIONS[operation](given)}
    except RuleError as refusal:
        return {"error": refusal.code}
    except (KeyError, TypeError, AttributeError) as slip:
        # A misspelt key of `given` is a fault of the case; the others still get their turn.
        return {"error": f"unreadable: {slip!r}"}


def disagreement(case: dict, computed: dict) -> str | None:
    if "error" in case or "error" in computed:
        wanted, got = case.get("error", case.get("expect")), computed.get("error", computed.get("expect"))
        return None if wanted == got else f"the file says {wanted}, the model {got}"
    for key, wanted in case["expect"].items():
        got = computed["expect"].get(key)
        if not covers(got, wanted):
            return f"{key}: the file says {wanted!r}, the model {got!r}"
    return None


def covers(got: object, wanted: object) -> bool:
    """Equal, but for keys of objects that the case does not name, at any depth."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        return all(key in got and covers(got[key], value) for key, value in wanted.items())
    if isinstance(wanted, list) and isinstance(got, list):
        return len(got) == len(wanted) and all(map(covers, got, wanted))
    if float in (type(got), type(wanted)) and {type(got), type(wanted)} <= {int, float}:
        # Estimates are no exact numbers.
        return abs(got - wanted) <= 1e-6
    return got == wanted and isinstance(got, bool) == isinstance(wanted, bool)


def malformed(case: dict) -> str | None:
    if not all(case.get(key) for key in ("id", "source", "given")):
        return "needs id, source and given"
    if ("expect" in case) == ("error" in case):
        return "needs either expect or error"
    if "expect" in case and not case["expect"]:
        return "expects nothing; run `oracle.py write`"
    return None


def check_file(path: Path, seen: set[str]) -> tuple[int, list[str]]:
    vectors = json.loads(path.read_text(encoding="utf-8"))
    operation = vectors["operation"]
    if operation in NOT_MODELLED or not vectors.get("modelled", True):
        return 0, []
    if operation not in OPERATIONS:
        return 0, [f"{path.name}: unknown operation {operation}"]
    problems = []
    for case in vectors["cases"]:
        problem = malformed(case) or disagreement(case, compute(operation, case["given"]))
        if case.get("id") in seen:
            problem = "this id occurs twice"
        seen.add(case.get("id"))
        if problem:
            problems.append(f"{path.name}: {case.get('id')}: {problem}")
    return len(vectors["cases"]), problems


def check(folders: list[Path]) -> int:
    total, problems = 0, listing_problems()
    for folder in folders:
        seen: set[str] = set()
        for path in sorted(folder.glob("*.json")):
            count, found = check_file(path, seen)
            total += count
            problems += found
    print("\n".join([*problems, f"{total} cases recomputed, {len(problems)} disagreements"]))
    return 1 if problems else 0


def refresh(operation: str, case: dict) -> dict:
    """The case with the model's answer, keeping the keys it asks about (all of them, if none are named yet)."""
    if case["source"] != "oracle":
        return case
    computed = compute(operation, case["given"])
    asked = case.get("expect")
    if asked and "expect" in computed:
        computed["expect"] = {key: computed["expect"][key] for key in asked}
    return {**{key: case[key] for key in ("id", "source", "given")}, **computed}


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def render(vectors: dict) -> str:
    """One case a line, so that a changed answer is a changed line."""
    cases = ",\n".join("  " + compact(case) for case in vectors["cases"])
    return (
        f'{{"operation": {compact(vectors["operation"])},\n "about": {compact(vectors["about"])},\n'
        f' "cases": [\n{cases}\n]}}\n'
    )


def write() -> int:
    for path in sorted(HERE.glob("*.json")):
        vectors = json.loads(path.read_text(encoding="utf-8"))
        operation = vectors["operation"]
        if operation in OPERATIONS and vectors.get("modelled", True):
            vectors["cases"] = [refresh(operation, case) for case in vectors["cases"]]
            path.write_text(render(vectors), encoding="utf-8")
    return check([HERE])


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["check"]:
        return check([Path(folder) for folder in arguments[1:]] or [HERE])
    if arguments == ["write"]:
        return write()
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
