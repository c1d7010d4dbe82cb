"""How the sides are measured: interleaved medians in one process, peak memory in a fresh process each, a roofline in the same run."""

import gc
import json
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from functools import partial
from typing import Any

import numpy as np

from compare.truth import Ints

LEAST_ROUNDS = 3
PATIENCE = 12.0
"""Timed seconds after which a slow side gets no more rounds."""


@dataclass(frozen=True)
class Prepared:
    """A side ready to run: loading, converting and indexing are done and are not timed."""

    run: Callable[[], Any]
    answers: Callable[[Any], Ints]
    """The result of `run` as int64, for comparing with the truth."""


@dataclass(frozen=True)
class Side:
    """One way to answer a question for a column: a peer's, or ours."""

    name: str
    prepare: Callable[[Any], Prepared]
    threads: int = 1
    out: bool = False
    """Whether the answers go to an array made beforehand."""
    bytes: int = 24
    """What must be moved for a row: columns in and answers out."""
    sample: int | None = None
    """So many rows only, because the side answers row by row."""
    ours: bool = False
    note: str = ""


@dataclass
class Line:
    """What was measured of one side."""

    name: str
    threads: int
    out: bool
    ours: bool
    rows: int
    bytes: int
    """Moved for a row."""
    ns: float | None = None
    """Median nanoseconds a row."""
    spread: float | None = None
    """Slowest over fastest round."""
    wrong: float | None = None
    """Share of wrong answers, 0 to 1."""
    peak: float | None = None
    """MiB by which the process grew at its peak, the answers included."""
    bandwidth: float | None = None
    """Share of the measured memory bandwidth of as many threads."""
    note: str = ""
    times: dict[str, float] = field(default_factory=dict)
    """Times of ours with one and with two threads, under the same allocation: how often ours fits into this side's time."""


def seconds(run: Callable[[], Any]) -> tuple[float, Any]:
    """How long one run took, and what it gave. Freeing what it gave is not timed."""
    begin = time.perf_counter()
    result = run()
    return time.perf_counter() - begin, result


def interleave(runs: Sequence[Callable[[], Any]], rounds: int) -> list[list[float]]:
    """Runs every side in turn, again and again, so that a disturbance of the machine meets all of them.

    Each run that is timed follows one that is not. Many a virtual machine gives memory that lies free back to its host within seconds, and getting it
    again takes several times as long as making pages: an answer into fresh memory would be measured by how long the side before it took. So all sides
    find memory, caches and threads as in a program that asks again and again.
    """
    taken: list[list[float]] = [[] for _ in runs]
    gc.collect()
    gc.disable()
    try:
        for round_ in range(max(rounds, LEAST_ROUNDS)):
            for run, times in zip(runs, taken, strict=True):
                if round_ < LEAST_ROUNDS or sum(times) < PATIENCE:
                    run()
                    times.append(seconds(run)[0])
    finally:
        gc.enable()
    return taken


def measure(sides: Sequence[Side], data: Any, truth: Ints, rounds: int, same: Callable[[Ints, Ints], float] | None = None) -> list[Line]:
    """Times all sides and compares their answers with the truth. A side that cannot run says so in its note."""
    compare = same or wrong_share
    lines, runs, timed = [], [], []
    for side in sides:
        part = data if side.sample is None else data.head(min(side.sample, len(data)))
        line = Line(side.name, side.threads, side.out, side.ours, len(part), side.bytes, note=side.note)
        lines.append(line)
        try:
            prepared = side.prepare(part)
            answers = prepared.answers(prepared.run())
        except Exception as error:  # noqa: BLE001 - whatever a peer fails with is a result to be shown
            line.note = f"failed: {type(error).__name__}: {error}".splitlines()[0][:160]
            continue
        if side.name != ROOFLINE:
            expected = truth[: len(answers)]
            line.wrong = compare(answers[: len(expected)], expected)
        del answers
        runs.append(prepared.run)
        timed.append(line)
    for line, taken in zip(timed, interleave(runs, rounds), strict=True):
        line.ns = statistics.median(taken) * 1e9 / line.rows
        line.spread = max(taken) / min(taken)
    return lines


def wrong_share(answers: Ints, truth: Ints) -> float:
    """The share of rows whose answer is not the right one."""
    return float(np.mean(answers != truth))


def peak(side: Side, data: Callable[[int], Any], rows: int) -> float:
    """MiB by which this process grows at its peak while the side answers all rows once.

    A small run comes first, so that modules, compiled code and thread pools are there.
    """
    side.prepare(data(min(rows, 1_000))).run()
    part = data(rows)
    prepared = side.prepare(part)
    gc.collect()
    before = _high_water()
    result = prepared.run()
    grown = _high_water(reset=False) - before
    del result
    return max(0.0, grown)


def _high_water(reset: bool = True) -> float:
    """MiB this process held at most: since now with `reset`, where the system can forget the past (Linux).

    Not `ru_maxrss` there: a child begins with its parent's.
    """
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except OSError:
        unit = 2**20 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def peak_elsewhere(workload: str, side: str, options: Sequence[str]) -> float | None:
    """`peak` in a process of its own; `None` where it failed."""
    command = [sys.executable, "-m", "compare.run", *options, "--peak-of", workload, side]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(json.loads(done.stdout)) if done.returncode == 0 and done.stdout else None


def roofline(rows: int) -> list[Side]:
    """`a + b` of int64 columns into one made beforehand: what the memory gives, with one thread and with two."""
    left, right, out = (np.arange(rows, dtype=np.int64) for _ in range(3))

    def stream(threads: int) -> Ints:
        cuts = [rows * part // threads for part in range(threads + 1)]
        parts = [slice(*cut) for cut in zip(cuts, cuts[1:], strict=False)]
        workers = [threading.Thread(target=np.add, args=(left[part], right[part], out[part])) for part in parts[1:]]
        for worker in workers:
            worker.start()
        np.add(left[parts[0]], right[parts[0]], out[parts[0]])
        for worker in workers:
            worker.join()
        return out

    def prepare(_: Any, threads: int) -> Prepared:
        return Prepared(partial(stream, threads), np.asarray)

    return [Side(ROOFLINE, partial(prepare, threads=n), threads=n, out=True) for n in (1, 2)]


def relate(lines: Sequence[Line]) -> None:
    """Fills in how often ours fits into each side's time, and each side's share of the memory bandwidth."""
    ours = {(line.out, line.threads): line.ns for line in lines if line.name == BASE and line.ns}
    roof = {line.threads: line.bytes / line.ns for line in lines if line.name == ROOFLINE and line.ns}
    for line in lines:
        if not line.ns:
            continue
        for threads in (1, 2):
            base = ours.get((line.out, threads)) or ours.get((False, threads))
            if base:
                line.times[str(threads)] = line.ns / base
        if line.threads in roof:
            line.bandwidth = line.bytes / line.ns / roof[line.threads]


BASE = "motcua"
"""Name of the lines the ratios are taken to."""
ROOFLINE = "memory: a + b of int64"
"""Name of the lines the bandwidth is measured by."""
