"""What a nation-wide year costs: measures every step over a file of made-up dossiers and prints the table of nationwide.md.

    pip install motcua numpy pyarrow
    python examples/nationwide.py --rows 10000000

Medians of `--rounds` rounds, fresh answers included; a process of its own for each line of the last part. Times are those of the processor, of all threads and
processes together, so that a busy machine does not change them much; the last part says too how long one waits. The units are as many as communes in the country. `province_on_spark.py --rows … --cores … --rounds 3` measures Spark on the same dossiers.
"""

import argparse
import datetime as dt
import json
import multiprocessing
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import motcua
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sample_year
from motcua import batch, report

COMMUNES = 3_321
AS_OF = dt.date(2026, 12, 31)
COLUMNS = ["unit", "time_limit", "received_at", "finished_at"]


def kernels(table: pa.Table) -> dict[str, Callable[[], Any]]:
    """Each function over columns, on columns of this table."""
    received, finished, limit = (table[name] for name in ("received_at", "finished_at", "time_limit"))
    day, done = received.cast(pa.date32()), finished.cast(pa.date32())
    days = pa.chunked_array([pc.add(pc.bit_wise_and(chunk.cast(pa.int32()), 31), 1).cast(pa.int64()) for chunk in day.chunks])
    seconds = pc.multiply(days, 3600)
    due = batch.deadlines(received, limit=limit, errors="null").due_on
    stops = range(0, len(table), 10)
    begun = received.take(pa.array(stops))
    paused = {"stop_row": pa.array(stops), "begun_at": begun, "ended_at": pc.add(begun, pa.scalar(dt.timedelta(days=2)))}
    ready = table.append_column("due_on", due)
    return {
        "add_working_days, dates": lambda: batch.add_working_days(day, days),
        "count_working_days, dates": lambda: batch.count_working_days(day, due),
        "add_working_seconds, moments": lambda: batch.add_working_seconds(received, seconds),
        "working_seconds_between, moments": lambda: batch.working_seconds_between(received, finished),
        "deadlines, mixed limits as text": lambda: batch.deadlines(received, limit=limit, errors="null"),
        "clocks, a pause in every tenth": lambda: batch.clocks(received, limit=limit, **paused, errors="null"),
        "timeliness": lambda: batch.timeliness(due, done, AS_OF),
        "report.on_time by unit": lambda: report.on_time(ready, by="unit", as_of=AS_OF),
    }


def promised(path: Path, threads: int, first: int = 0, step: int = 1) -> Iterator[pa.RecordBatch]:
    """The dossiers of every `step`-th row group, with their due dates, a batch at a time."""
    # Without the buffer, which holds all of the file in the end.
    file = pq.ParquetFile(path, read_dictionary=COLUMNS[:2], pre_buffer=False)
    for dossiers in file.iter_batches(100_000, range(first, file.num_row_groups, step), COLUMNS, use_threads=threads > 1):
        due = batch.deadlines(dossiers["received_at"], limit=dossiers["time_limit"], threads=threads, errors="null")
        yield dossiers.append_column("due_on", due.due_on)


def part(path: Path, place: int, of: int) -> tuple[str, int]:
    """The partial report of one worker, and MiB by which it grew."""
    before = high_water(reset=True)
    text = report.on_time(promised(path, 1, place, of), by="unit", as_of=AS_OF, partial=True)
    return text, high_water() - before


def whole(path: Path, how: str) -> int:
    """One way from the file on the disk to something; MiB by which the processes grew meanwhile."""
    before = high_water(reset=True)
    if how.startswith("read"):
        file = pq.ParquetFile(path, read_dictionary=COLUMNS[:2], pre_buffer=False)
        seen = sum(len(dossiers) for dossiers in file.iter_batches(100_000, columns=COLUMNS, use_threads=False))
        assert seen == file.metadata.num_rows
    elif how.endswith("processes"):
        workers = int(how.split()[-2])
        # Begun anew, not forked: threads of a library may be running.
        with multiprocessing.get_context("spawn").Pool(workers) as pool:
            parts = pool.starmap(part, [(path, place, workers) for place in range(workers)])
        report.merge([text for text, _ in parts])
        return high_water() - before + sum(grown for _, grown in parts)
    else:
        threads = int(how.split()[-2])
        report.on_time(promised(path, threads), by="unit", as_of=AS_OF, threads=threads)
    return high_water() - before


def high_water(reset: bool = False) -> int:
    """MiB this process held at most, since the last reset (Linux). What the system counts for a child begins with its parent's."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024


def clock() -> tuple[float, float]:
    """Seconds of the processor, of this process and of those it started and saw end; and of the wall."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used), time.perf_counter()


def median(run: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Median seconds of the processor and of the wall."""
    taken = []
    for _ in range(rounds):
        begin = clock()
        run()
        taken.append([end - start for start, end in zip(begin, clock(), strict=True)])
    work, wait = (statistics.median(times) for times in zip(*taken, strict=True))
    return work, wait


def measured(path: Path, how: str, rounds: int) -> tuple[float, float, int]:
    """Median seconds of the processor and of the wall, and MiB by which a process of its own grew."""
    done = subprocess.run([sys.executable, __file__, "--of", str(path), how, "--rounds", str(rounds)], check=True, capture_output=True, text=True)
    work, wait, grown = json.loads(done.stdout)
    return work, wait, grown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--of", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.of:
        path, how = Path(options.of[0]), options.of[1]
        grown = whole(path, how)
        print(json.dumps([*median(lambda: whole(path, how), options.rounds), grown]))
        return
    rows, cores = options.rows, os.cpu_count() or 1
    print(f"{rows:,} made-up dossiers of {COMMUNES:,} units; motcua {motcua.__version__}, Python {platform.python_version()}, {cores} cores, {platform.machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dossiers.parquet"
        sample_year.write(path, rows, COMMUNES)
        table = pq.read_table(path, columns=COLUMNS, read_dictionary=["unit", "time_limit"])
        plain = pq.read_table(path, columns=COLUMNS)
        print(f"| where | bytes a dossier |\n| --- | ---: |\n| Parquet file | {path.stat().st_size / rows:.1f} |")
        print(f"| Arrow, names as a dictionary | {table.nbytes / rows:.1f} |\n| Arrow, names as text | {plain.nbytes / rows:.1f} |\n")
        del plain
        print("| one thread, columns in memory | ns a dossier | million a second |\n| --- | ---: | ---: |")
        for name, run in kernels(table).items():
            ns = median(run, options.rounds)[0] / rows * 1e9
            print(f"| {name} | {ns:.1f} | {1e3 / ns:,.0f} |", flush=True)
        del table
        print("\n| from the file | ns a dossier | waited, ns a dossier | MiB more |\n| --- | ---: | ---: | ---: |")
        several = [f"due dates and report, {cores} {kind}" for kind in ("threads", "processes")] if cores > 1 else []
        for how in ("read only, one thread", "due dates and report, 1 thread", *several):
            work, wait, grown = measured(path, how, options.rounds)
            print(f"| {how} | {work / rows * 1e9:.1f} | {wait / rows * 1e9:.1f} | {grown} |", flush=True)


if __name__ == "__main__":
    main()
