"""A province's year on Apache Spark: due dates, classes and the on-time report, equal to what one process says.

    pip install 'motcua' pyspark pyarrow            # Java 17 or later on the path
    python examples/province_on_spark.py --rows 200000 --cores 2

`run` takes the SparkSession of a cluster as well: motcua and pyarrow must be installed where its executors run. The dossiers are made up (sample_year.py).
"""

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import motcua
import pyarrow as pa
import pyarrow.parquet as pq
import sample_year
from pyspark.sql import DataFrame, SparkSession

AS_OF = dt.date(2026, 12, 31)
CLASSES = ("early", "on_time", "late", "within_term", "overdue")
Report = Counter[tuple[str, str]]
"""How many dossiers of each unit have each class; of those without a due date, each reason."""


def counting(as_of: dt.date, threads: int = 1) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """A function from batches of dossiers to their partial counts, at most a row for each unit and class a batch.

    It imports what it needs itself: Spark sends it by value, and this file is not on the executors.
    """

    def count(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa
        import pyarrow.compute as pc
        from motcua import batch

        for dossiers in batches:
            due = batch.deadlines(dossiers["received_at"], limit=dossiers["time_limit"], threads=threads, errors="column")
            classes = batch.timeliness(due.due_on, dossiers["finished_at"], as_of)
            # A row without a due date has the code of what is wrong with it.
            outcome = pc.coalesce(due.codes.cast(pa.string()), classes.cast(pa.string()))
            keys = pa.table({"unit": dossiers["unit"], "outcome": outcome})
            counted = keys.group_by(["unit", "outcome"]).aggregate([([], "count_all")]).rename_columns({"count_all": "dossiers"})
            columns = [counted["unit"].cast(pa.string()), counted["outcome"], counted["dossiers"]]
            yield from pa.table(columns, ["unit", "outcome", "dossiers"]).combine_chunks().to_batches()

    return count


def run(spark: SparkSession, dossiers: DataFrame, as_of: dt.date = AS_OF) -> Report:
    """The report of a frame of dossiers. Only counts travel: Spark sums those of the batches by unit and class."""
    counts = dossiers.mapInArrow(counting(as_of), "unit string, outcome string, dossiers long")
    whole = counts.groupBy("unit", "outcome").sum("dossiers")
    return Counter({(unit, outcome): dossiers for unit, outcome, dossiers in whole.collect()})


def alone(batches: Iterable[pa.RecordBatch], as_of: dt.date = AS_OF, threads: int = 1) -> Report:
    """The same in this process."""
    report: Report = Counter()
    for part in counting(as_of, threads)(batches):
        report.update({(row["unit"], row["outcome"]): row["dossiers"] for row in part.to_pylist()})
    return report


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


def show(report: Report) -> None:
    """The province, its five slowest and its quickest unit."""
    units: dict[str, Counter[str]] = {}
    for (unit, outcome), dossiers in report.items():
        units.setdefault(unit, Counter())[outcome] += dossiers
    whole = sum(units.values(), Counter())
    rates = {unit: rate(counts) for unit, counts in units.items()}
    ranked = sorted(units, key=lambda unit: (rates[unit].share or 0, unit))
    print(f"{'unit (made up)':<16}{'dossiers':>12}" + "".join(f"{name:>13}" for name in (*CLASSES, "no due date")) + "   decided in time, 95 %")
    for unit, counts in [*((unit, units[unit]) for unit in (*ranked[:5], ranked[-1])), ("all", whole)]:
        numbers = [counts[name] for name in CLASSES]
        found = rate(counts)
        line = "".join(f"{number:>13,}" for number in (*numbers, counts.total() - sum(numbers)))
        print(f"{unit:<16}{counts.total():>12,}{line}   {found.percent} % ({found.low:.2%} to {found.high:.2%})")


def rate(counts: Counter[str]) -> motcua.records.ProportionAnswer:
    """Decided early or on time, among what was decided and had a due date."""
    kept = counts["early"] + counts["on_time"]
    return motcua.proportion(successes=kept, trials=kept + counts["late"])


def main() -> int:
    parser = argparse.ArgumentParser(description="A made-up year of a province on a local Spark.")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--units", type=int, default=sample_year.UNITS)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1, help="how often Spark makes the report; the first starts its workers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dossiers.parquet"
        sample_year.write(path, options.rows, options.units)
        begin = time.perf_counter()
        one = alone(pq.ParquetFile(path).iter_batches(batch_size=100_000))
        took = [("one process, one thread", time.perf_counter() - begin)]
        begin = time.perf_counter()
        spark = local_session(options.cores)
        took.append(("Spark starts", time.perf_counter() - begin))
        try:
            for place in range(options.rounds):
                begin = time.perf_counter()
                many = run(spark, spark.read.parquet(str(path)))
                took.append((f"Spark, {options.cores} cores, report {place + 1}", time.perf_counter() - begin))
        finally:
            spark.stop()
    show(many)
    print(f"\n{options.rows:,} made-up dossiers of 2026, as of {AS_OF}; Spark and one process agree: {'yes' if many == one else 'NO'}")
    for what, seconds in took:
        print(f"{what + ':':<28}{seconds:8.2f} s", file=sys.stderr)
    return 0 if many == one else 1


if __name__ == "__main__":
    sys.exit(main())
