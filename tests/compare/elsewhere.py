"""Peers outside Python: the Rust crate bdays and JavaScript under Node. They read the rows from files of 32-bit integers."""

import json
import os
import platform
import statistics
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from compare.calendars import Calendars
from compare.measure import BASE, Line, wrong_share
from compare.rows import Rows
from compare.truth import Ints, added

HERE = Path(__file__).resolve().parent
BDAYS = {"w1": ("add", 12), "w2": ("count", 12)}


def machine() -> str:
    """Processor, cores and memory, as far as the system tells."""
    model, cores, memory = platform.processor() or platform.machine(), 0, 0
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        model, cores = models[0], len(models)
        memory = round(int(Path("/proc/meminfo").read_text().split()[1]) / 2**20)
    except (OSError, IndexError, ValueError):
        return model
    return f"{model.replace('(R)', '')}, {cores} cores, {memory} GiB"


def load() -> float:
    """How many programs wanted to run in the last minute, on average; 0 where the system does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _write(folder: Path, rows: Rows, calendars: Calendars) -> Path:
    """The columns and the calendar as files."""
    folder = folder / "rows"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("received", "days", "until"):
        getattr(rows, name).astype("<i4").tofile(folder / f"{name}.i32")
    (folder / "days_off.txt").write_text("\n".join(day.isoformat() for day in calendars.days_off) + "\n")
    calendars.rank.astype("<i4").tofile(folder / "rank.i32")
    calendars.select.astype("<i4").tofile(folder / "select.i32")
    (folder / "first.txt").write_text(str(calendars.first))
    return folder


def _read(file: Path) -> Ints:
    return np.fromfile(file, dtype="<i4").astype(np.int64)


def bdays(workload: str, calendars: Calendars, rows: Any, truth: Ints, rounds: int, output: Path) -> list[Line]:
    """The crate's line of a workload; none where the program was not built."""
    program = output / "bdays" / "release" / "bdays-peer"
    if workload not in BDAYS or not program.exists():
        return []
    question, bytes_ = BDAYS[workload]
    folder = _write(output, rows, calendars)
    done = subprocess.run([program, question, folder, str(max(rounds, 3))], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    times = said["times"]
    line = Line("bdays (Rust), cached", 1, False, False, len(rows), bytes_)
    line.ns = statistics.median(times) / len(rows)
    line.spread = max(times) / min(times)
    line.peak = said["peak"]
    line.wrong = wrong_share(_read(folder / "bdays.i32"), truth[: len(rows)])
    return [line]


def node(calendars: Calendars, rows: Rows, rounds: int, output: Path, with_motcua: bool) -> list[tuple[str, str, list[Line]]]:
    """The lines of JavaScript, adding working days: our typed arrays, a table by hand, libraries."""
    folder = _write(output, rows, calendars)
    command = ["node", str(HERE / "node" / "add.mjs"), str(folder), str(output / "node"), str(max(rounds, 3))]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    truth, lines = added(calendars.official, rows.received, rows.days), []
    for side in json.loads(done.stdout):
        if side["name"].startswith(BASE) and not with_motcua:
            continue
        line = Line(side["name"], 1, side["out"], side["name"].startswith(BASE), side["rows"], 12, note=side["note"])
        lines.append(line)
        if side["times"]:
            line.ns = statistics.median(side["times"]) / line.rows
            line.spread = max(side["times"]) / min(side["times"])
            line.wrong = wrong_share(_read(folder / side["answers"]), truth[: line.rows])
    return [("node", f"JavaScript under Node: add n working days, Int32Array in and out · {len(rows):,} rows", lines)]
