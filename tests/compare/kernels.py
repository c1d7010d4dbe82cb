"""What a good programmer writes by hand with numba: rank and select tables, no checks, no nulls, one calendar."""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from compare.truth import DAY_SECONDS, WINDOWS

MORNING, AFTERNOON = WINDOWS
MORNING_SECONDS = MORNING[1] - MORNING[0]
BREAK = AFTERNOON[0] - MORNING[1]


def _both(function: Callable[..., None]) -> dict[int, Any]:
    """The kernel for one thread and for all."""
    return {threads: numba.njit(function, nogil=True, parallel=threads > 1) for threads in (1, 2)}


def _add(dates, days, rank, select, first, out):  # type: ignore[no-untyped-def]
    for i in numba.prange(len(dates)):
        out[i] = select[rank[dates[i] - first] + days[i]]


def _count(after, until, rank, first, out):  # type: ignore[no-untyped-def]
    for i in numba.prange(len(after)):
        out[i] = rank[until[i] - first] - rank[after[i] - first]


@numba.njit(inline="always")
def _worked(moment, rank, first):  # type: ignore[no-untyped-def]
    """Working seconds up to the moment, from the first day of the table."""
    day = moment // 86_400
    second = moment - day * 86_400
    before = rank[day - first - 1]
    inside = min(max(second - MORNING[0], 0), MORNING_SECONDS) + min(max(second - AFTERNOON[0], 0), AFTERNOON[1] - AFTERNOON[0])
    return before * DAY_SECONDS + (rank[day - first] - before) * inside


def _add_seconds(moments, seconds, rank, select, first, out):  # type: ignore[no-untyped-def]
    for i in numba.prange(len(moments)):
        target = _worked(moments[i], rank, first) + seconds[i]
        full = (target - 1) // DAY_SECONDS
        inside = target - full * DAY_SECONDS
        place = MORNING[0] + inside + (BREAK if inside > MORNING_SECONDS else 0)
        out[i] = select[full + 1] * 86_400 + place


def _between(start, end, rank, first, out):  # type: ignore[no-untyped-def]
    for i in numba.prange(len(start)):
        out[i] = _worked(end[i], rank, first) - _worked(start[i], rank, first)


def _on_time(unit, due, finished, as_of, out):  # type: ignore[no-untyped-def]
    """One pass; columns of `out`: early, on time, late, within term, overdue. One thread: the rows share the counters."""
    absent = np.iinfo(np.int64).min
    for i in range(len(unit)):
        done = finished[i]
        if done == absent:
            kind = 3 if due[i] >= as_of else 4
        else:
            kind = 0 if done < due[i] else (1 if done == due[i] else 2)
        out[unit[i], kind] += 1


ADD, COUNT, ADD_SECONDS, BETWEEN = _both(_add), _both(_count), _both(_add_seconds), _both(_between)
ON_TIME = numba.njit(_on_time, nogil=True)
