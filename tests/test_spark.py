"""A province's year on a real local Spark says what one process says, and what a naive count says."""

import datetime as dt
import os
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from naive_on_time import counted

EXAMPLES = Path(__file__).parent.parent / "examples"
sys.path.insert(0, str(EXAMPLES))

import province_on_spark  # noqa: E402
import sample_year  # noqa: E402

ROWS = 6_000
ODD = [
    {"unit": "Đơn vị mẫu 01", "time_limit": "03 ngày làm việc", "received_at": None, "finished_at": None},
    {"unit": "Đơn vị mẫu 01", "time_limit": "ba ngày đẹp trời", "received_at": dt.datetime(2026, 3, 2, 9), "finished_at": None},
    {"unit": None, "time_limit": "03 ngày làm việc", "received_at": dt.datetime(2026, 4, 24, 10), "finished_at": dt.datetime(2026, 5, 4, 16)},
    {"unit": None, "time_limit": "theo dự án được phê duyệt", "received_at": dt.datetime(2026, 4, 24, 10), "finished_at": None},
    {"unit": "Đơn vị mẫu 02", "time_limit": "05 ngày làm việc", "received_at": dt.datetime(1990, 1, 1), "finished_at": None},
]
"""Rows without an answer, each for a reason of its own, and a unit that is not known."""


@pytest.fixture(scope="module")
def spark():
    found = shutil.which("java") or os.environ.get("JAVA_HOME")
    assert found, "Spark needs Java 17: install it (on Debian and Ubuntu the package openjdk-17-jre-headless)"
    session = province_on_spark.local_session(2)
    yield session
    session.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three files of a year, the last with odd rows; Spark makes a task of each."""
    folder = tmp_path_factory.mktemp("province")
    for place in range(2):
        pq.write_table(sample_year.table(ROWS // 2, first=place * ROWS // 2), folder / f"{place}.parquet")
    schema = sample_year.table(1).schema
    pq.write_table(pa.Table.from_pylist(ODD, schema), folder / "odd.parquet")
    return folder


def counts(report):
    """By unit and class, as the naive count gives them."""
    found = {(row.unit, name): row[name] for row in report for name in province_on_spark.CLASSES}
    return {key: count for key, count in found.items() if count}


def test_spark_says_what_one_process_and_a_naive_count_say(spark, folder):
    frame = spark.read.parquet(str(folder))
    assert spark.sparkContext.uiWebUrl is None and spark.conf.get("spark.driver.bindAddress") == "127.0.0.1"
    table = pq.read_table(folder)
    for as_of in (province_on_spark.AS_OF, dt.date(2026, 7, 1)):
        many = province_on_spark.run(spark, frame, as_of)
        assert province_on_spark.equal(many, province_on_spark.alone(table.to_batches(), as_of))
        naive = counted(table.to_pylist(), as_of)
        assert counts(many) == naive and many.total.to_handle == naive.total()
        assert len(many) == sample_year.UNITS + 1
        # The row that nobody knows the receipt of.
        assert many.seen == ROWS + len(ODD) and many.problems == 1


def test_the_partition_of_the_rows_changes_nothing(spark, folder):
    frame = spark.read.parquet(str(folder))
    whole = province_on_spark.run(spark, frame)
    assert whole.total.to_handle == ROWS + len(ODD) - 1
    assert province_on_spark.equal(province_on_spark.run(spark, frame.repartition(7)), whole)
    assert province_on_spark.equal(province_on_spark.alone(pq.read_table(folder).to_batches(max_chunksize=17)), whole)


def test_the_script_runs_and_ends_its_session(spark, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["province_on_spark.py", "--rows", "20000"])
    assert province_on_spark.main() == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == "20,000 made-up dossiers of 2026, as of 2026-12-31; Spark and one process agree: yes"
    assert printed[-3].split()[:2] == ["all", "20,000"] and len(printed) == 10
    assert type(spark).getActiveSession() is None
