"""On-time counts the slow way: due dates by the naive model of the vectors, one row at a time, in plain Python. Nothing here asks motcua."""

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "vectors"))

from naive.errors import RuleError  # noqa: E402
from naive.operations import OPERATIONS  # noqa: E402


def counted(rows: Iterable[dict], as_of: dt.date) -> Counter[tuple[str, str]]:
    """How many dossiers of each unit have each class; what was received later than `as_of`, or nobody knows when, is not counted."""
    known = [row for row in rows if row["received_at"] is not None and row["received_at"].date() <= as_of]
    return Counter((row["unit"], outcome(row, as_of)) for row in known)


def outcome(row: dict, as_of: dt.date) -> str:
    try:
        answer = OPERATIONS["deadline"]({"received_at": row["received_at"].isoformat(), "limit": row["time_limit"]})
    except RuleError:
        return "unmeasured"
    due = dt.date.fromisoformat(answer["due_on"])
    done = row["finished_at"].date() if row["finished_at"] else None
    if done is None or done > as_of:
        return "overdue" if as_of > due else "within_term"
    return "early" if done < due else "late" if done > due else "on_time"
