"""W5: what it costs to begin: the import over the bare interpreter, and a question about one date."""

import datetime as dt
import importlib.util
import statistics
import subprocess
import sys
import time
import timeit
from dataclasses import dataclass
from typing import Any

from compare.calendars import Calendars

TITLE = "W5 start-up and one question"
MODULES = ("numpy", "pandas", "polars", "pyarrow", "duckdb", "holidays", "bizdays", "businesstimedelta", "numba")
DATE = dt.date(2026, 4, 24)


@dataclass
class Start:
    """Milliseconds of an import over the bare interpreter, or nanoseconds of one call."""

    name: str
    unit: str
    value: float
    ours: bool = False
    note: str = ""


def imports(rounds: int, with_motcua: bool) -> list[Start]:
    """Medians of fresh interpreters, interleaved."""
    names = [name for name in (*(["motcua"] if with_motcua else []), *MODULES) if importlib.util.find_spec(name)]
    programs = {"": "pass"} | {name: f"import {name}" for name in names}
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for round_ in range(max(rounds, 5) + 1):
        for name, program in programs.items():
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            if round_:  # The first round fills the file cache.
                taken[name].append(time.perf_counter() - begin)
    bare = statistics.median(taken.pop(""))
    result = [Start("python alone", "ms", bare * 1e3)]
    return result + [Start(f"import {name}", "ms", (statistics.median(times) - bare) * 1e3, name == "motcua") for name, times in taken.items()]


def calls(calendars: Calendars, with_motcua: bool) -> list[Start]:
    """Medians of one question asked again and again: the third working day after 2026-04-24."""
    result = []
    for name, (ask, known) in (_questions(calendars) | (_ours() if with_motcua else {})).items():
        timer = timeit.Timer(ask, globals=known)
        loops, _ = timer.autorange()
        loops = max(1, loops // 4)
        median = statistics.median(timer.repeat(7, loops)) / loops
        result.append(Start(name, "ns", median * 1e9, name.startswith("motcua")))
    return result


Question = tuple[str, dict[str, Any]]
"""What is asked, and the names in it."""


def _questions(calendars: Calendars) -> dict[str, Question]:
    import holidays
    import numpy as np
    import pandas as pd

    five, vietnam = calendars.five_days(), holidays.country_holidays("VN", years=range(2017, 2029))
    day = pd.offsets.CustomBusinessDay(holidays=calendars.days_off)
    return {
        "numpy.busday_offset": ("f(d, 3, roll='preceding', busdaycal=c)", {"f": np.busday_offset, "d": np.datetime64(DATE), "c": five}),
        "pandas CustomBusinessDay": ("d + 3 * day", {"d": pd.Timestamp(DATE), "day": day}),
        "holidays get_nth_working_day": ("f(d, 3)", {"f": vietnam.get_nth_working_day, "d": DATE}),
    }


def _ours() -> dict[str, Question]:
    import motcua

    known = {
        "add": motcua.Calendar.vietnam().add_working_days,
        "d": DATE,
        "deadline": motcua.deadline,
        "at": dt.datetime.combine(DATE, dt.time(10)),
        "limit": motcua.TimeLimit.parse("03 ngày làm việc"),
    }
    return {
        "motcua add_working_days": ("add(d, 3)", known),
        "motcua deadline of a read limit": ("deadline(at, limit)", known),
        "motcua deadline of a text": ("deadline(at, '03 ngày làm việc')", known),
    }
