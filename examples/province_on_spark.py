"""A province's year on Apache Spark: due dates, classes and the on-time report, equal to what one process says.

    pip install motcua pyspark pandas pyarrow       # and Java 17 or later
    python examples/province_on_spark.py --rows 200000 --cores 2

`run` takes the SparkSession of a cluster as well: motcua and pyarrow must be installed where its executors run. The dossiers are made up (sample_year.py).
"""

import argparse
import contextlib
import datetime as dt
import io
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import sample_year
from motcua import batch, report
from pyspark.sql import DataFrame, SparkSession

AS_OF = dt.date(2026, 12, 31)
CLASSES = ("early", "on_time", "late", "within_term", "overdue", "unmeasured")


def counting(as_of: dt.date) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """A function from the batches of one part of the dossiers to one row: the partial report of that part, as text.

    It imports what it needs itself: Spark sends it by value, and this file is not where the executors are.
    """

    def count(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa
        from motcua import batch, report

        def promised() -> Iterator[pa.RecordBatch]:
            for dossiers in batches:
                due = batch.deadlines(dossiers["received_at"], limit=dossiers["time_limit"], errors="null")
                yield dossiers.append_column("due_on", due.due_on)

        # A batch at a time: memory grows with the units, not with the dossiers.
        part = report.on_time(promised(), by="unit", as_of=as_of, partial=True)
        yield pa.RecordBatch.from_pydict({"part": [part]})

    return count


def run(spark: SparkSession, dossiers: DataFrame, as_of: dt.date = AS_OF) -> report.Report:
    """The report of a frame of dossiers (`unit`, `time_limit`, `received_at`, `finished_at`). Only counts travel, some hundred bytes a unit."""
    # Only what is asked for is read.
    asked = dossiers.select("unit", "time_limit", "received_at", "finished_at")
    return report.merge([row.part for row in asked.mapInArrow(counting(as_of), "part string").collect()])


def alone(batches: Iterable[pa.RecordBatch], as_of: dt.date = AS_OF, threads: int = 1) -> report.Report:
    """The same in this process, without parts."""

    def promised() -> Iterator[pa.RecordBatch]:
        for dossiers in batches:
            due = batch.deadlines(dossiers["received_at"], limit=dossiers["time_limit"], threads=threads, errors="null")
            yield dossiers.append_column("due_on", due.due_on)

    return report.on_time(promised(), by="unit", as_of=as_of, threads=threads)


def local_session(cores: int) -> SparkSession:
    """Spark in this machine alone: it listens on 127.0.0.1 and shows no page."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(cores),
        # Batches long enough that a call of Python costs nothing; moments stay civil time, whatever the machine's zone.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
        "spark.sql.session.timeZone": "Asia/Ho_Chi_Minh",
    }
    builder = SparkSession.builder.master(f"local[{cores}]").appName("province_on_spark")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def show(told: report.Report) -> None:
    """The province, its five slowest units and its quickest."""
    ranked = sorted(told.rows, key=lambda row: (row.on_time_rate.rate or 0, row.unit or ""))
    print(f"{'unit (made up)':<16}{'dossiers':>12}" + "".join(f"{name:>13}" for name in CLASSES) + "   decided in time, 95 %")
    for name, row in [*((row.unit, row) for row in (*ranked[:5], ranked[-1])), ("all", told.total)]:
        rate = row.on_time_rate
        counts = "".join(f"{row[kind]:>13,}" for kind in CLASSES)
        share = f"{rate.percent} % ({rate.low:.2%} to {rate.high:.2%})" if rate.denominator else "–"
        print(f"{name:<16}{row.to_handle:>12,}{counts}   {share}")


def equal(one: report.Report, other: report.Report) -> bool:
    """Whether two reports say the same of every unit and of all."""
    return (one.rows, one.total) == (other.rows, other.total)


def clock() -> tuple[float, float]:
    """Seconds of the wall, and of the processor: those of this process and of all below it (on Linux)."""
    ticks: dict[int, int] = {}
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, rest = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
            children.setdefault(int(rest[1]), []).append(pid)
            # Its own, and those of its children that ended.
            ticks[pid] = sum(map(int, rest[11:15]))
    below = [os.getpid()]
    for pid in below:
        below += children.get(pid, [])
    return time.perf_counter(), sum(ticks.get(pid, 0) for pid in below) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    parser = argparse.ArgumentParser(description="A made-up year of a province on a local Spark.")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--units", type=int, default=sample_year.UNITS)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1, help="how often Spark makes the report; the first starts its workers")
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dossiers.parquet"
        sample_year.write(path, options.rows, options.units)
        marks = [("", clock())]
        one = alone(pq.ParquetFile(path, pre_buffer=False).iter_batches(batch_size=100_000))
        marks.append(("one process, one thread", clock()))
        spark = local_session(options.cores)
        marks.append(("Spark starts", clock()))
        try:
            for place in range(options.rounds):
                many = run(spark, spark.read.parquet(str(path)))
                marks.append((f"Spark, {options.cores} cores, report {place + 1}", clock()))
        finally:
            spark.stop()
    show(many)
    same = equal(many, one)
    print(f"\n{options.rows:,} made-up dossiers of 2026, as of {AS_OF}; Spark and one process agree: {'yes' if same else 'NO'}")
    for (_, begin), (what, end) in itertools.pairwise(marks):
        wall, work = (after - before for before, after in zip(begin, end, strict=True))
        print(f"{what + ':':<28}{wall:8.2f} s, {work:.2f} s of the processor", file=sys.stderr)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
