"""What the functions over columns do with columns that are empty, odd or wrong, with memory that is the caller's, and where no library is."""

import copy
import datetime as dt
import json
import os
import pickle
import subprocess
import sys
import threading

import duckdb
import motcua
import motcua.duckdb
import motcua.polars  # registers the namespace
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from motcua import batch

DAYS = np.array(["2026-04-24", "2026-08-28", "NaT"], "M8[D]")
MOMENT = dt.datetime(2026, 4, 24, 10)


def refused(code, ask, index=None, text=""):
    """What was raised, a typed error with this code."""
    with pytest.raises(motcua.MotcuaError) as raised:
        ask()
    assert (raised.value.code, raised.value.index) == (code, index)
    assert text in str(raised.value)


@pytest.mark.parametrize(
    "zoned",
    [
        pd.Series(pd.date_range("2026-04-24", periods=2, tz="Asia/Ho_Chi_Minh")),
        pd.Series(pd.date_range("2026-04-24", periods=2, tz="UTC")).astype(pd.ArrowDtype(pa.timestamp("us", "UTC"))),
        pl.Series([MOMENT]).dt.replace_time_zone("Asia/Ho_Chi_Minh"),
        pa.array([MOMENT], pa.timestamp("us", "+07:00")),
        pa.chunked_array([pa.array([MOMENT], pa.timestamp("s", "UTC"))]),
        MOMENT.replace(tzinfo=dt.timezone.utc),
    ],
)
def test_time_zones_are_refused(zoned):
    refused("date_invalid", lambda: batch.add_working_days(zoned, 1), text="civil time of Viet Nam")
    refused("date_invalid", lambda: batch.deadlines(zoned, 1, "working_day"), text="civil time of Viet Nam")


def test_a_time_zone_among_objects_is_named_with_its_row():
    column = [MOMENT, MOMENT.replace(tzinfo=dt.timezone.utc)]
    refused("date_invalid", lambda: batch.add_working_days(column, 1), index=1, text="civil time of Viet Nam")


@pytest.mark.parametrize("wrong", ["2026-04-24", 20567, True, 3.5, b"x", object(), [], {}])
@pytest.mark.parametrize("make", [list, lambda values: np.array([*values, None], object)[:-1], lambda values: pd.Series(values, dtype=object)])
def test_what_is_no_date_is_named_with_its_row(wrong, make):
    column = make([dt.date(2026, 4, 24), None, wrong])
    refused("date_invalid", lambda: batch.add_working_days(column, 1), index=2)
    answers, codes = batch.add_working_days(column, 1, errors="column")
    assert list(answers) == [dt.date(2026, 4, 28), None, None]
    assert [code if isinstance(code, str) else None for code in codes] == [None, None, "date_invalid"]


@pytest.mark.parametrize(
    "dates",
    [
        np.array([1, 2]),
        np.array([True]),
        np.array([1.5]),
        np.array([np.timedelta64(1, "D")]),
        pd.Series([1, None], dtype="Int64"),
        pd.Series([True, None], dtype="boolean"),
        pd.Series(pd.period_range("2026-01", periods=2, freq="M")),
        pl.Series([1]),
        pl.Series(["2026-04-24"]),
        pl.Series([dt.time(7)]),
        pl.Series([[1]]),
        pl.DataFrame({"x": [dt.date(2026, 1, 1)]}),
        pa.array([b"x"]),
        pa.array([{"x": 1}]),
    ],
)
def test_columns_of_another_kind_are_refused_whole(dates):
    refused("column_invalid", lambda: batch.add_working_days(dates, 1), text="dates")


@pytest.mark.parametrize("days", [np.array([True, False, True]), DAYS, pl.Series([True] * 3), pl.Series(["1"] * 3), pd.Series([True] * 3, dtype="boolean"), pa.array([dt.date(2026, 1, 1)] * 3)])
def test_days_that_are_no_numbers_are_refused_whole(days):
    refused("column_invalid", lambda: batch.add_working_days(DAYS, days), text="days")


@pytest.mark.parametrize("make", [np.array, list, pd.Series, pl.Series, pa.array])
def test_fractions_are_refused_with_their_row_and_not_a_number_is_null(make):
    refused("amount_invalid", lambda: batch.add_working_days(DAYS, make([1.0, 2.5, 3.0])), index=1, text="2.5")
    refused("amount_out_of_range", lambda: batch.add_working_days(DAYS, make([1.0, 1e300, 3.0])), index=1)
    answers = batch.add_working_days(DAYS, make([float("nan"), 2.0, 3.0]))
    assert answers.tolist() == [None, dt.date(2026, 9, 4), None]


def test_numbers_beyond_64_bits_are_refused():
    refused("amount_out_of_range", lambda: batch.add_working_days(DAYS, [1, 10**30, 1]), index=1)
    refused("value_out_of_range", lambda: batch.add_working_days(DAYS, np.array([1, 2**63, 1], np.uint64)), index=1)
    refused("amount_out_of_range", lambda: batch.add_working_days(DAYS, pa.array([1, 2**63, 1], pa.uint64())))
    refused("amount_out_of_range", lambda: batch.add_working_days(DAYS, np.array([1, 2**62, 1])), index=1)


@pytest.mark.parametrize("date", [dt.date(1, 1, 1), dt.date(2006, 12, 31), dt.date(2200, 1, 1), dt.date(9999, 12, 31)])
@pytest.mark.parametrize("make", [list, pl.Series, pa.array, lambda values: np.array(values, "M8[D]"), lambda values: pd.Series(np.array(values, "M8[s]"))])
def test_dates_out_of_range_are_refused_and_never_answered(date, make):
    column = make([dt.date(2026, 4, 24), date])
    refused("date_out_of_range", lambda: batch.add_working_days(column, 1), index=1)
    refused("date_out_of_range", lambda: batch.count_working_days(column, dt.date(2026, 4, 24)), index=1)
    refused("date_out_of_range", lambda: batch.deadlines(column, 1, "working_day"), index=1)


@pytest.mark.parametrize("count", [2**31, -(2**31) + 1, 2**62, -(2**62), 2**63 - 1])
def test_counts_that_are_no_dates_at_all_are_out_of_range(count):
    for unit in ("D", "s", "ms", "us", "ns"):
        column = np.array([count], np.int64).view(f"M8[{unit}]")
        answers, codes = batch.add_working_days(column, 1, errors="column")
        if codes[0] is None:
            # A moment after all: the scalar function says which.
            assert answers.astype("M8[D]").item() == motcua.Calendar.vietnam().add_working_days(column.astype("M8[D]").item(), 1)
        else:
            assert codes[0] == "date_out_of_range" and np.isnat(answers[0])


def test_nanoseconds_end_before_the_tables_do():
    column = np.array(["2262-04-10T00", "2199-12-01T00"], "M8[ns]")
    assert batch.add_working_days(column, 1, errors="column")[1].tolist() == ["date_out_of_range", None]


def test_units_of_numpy_that_are_no_dates_are_refused_by_name():
    for unit in ("Y", "M", "ps", "as"):
        refused("date_invalid", lambda: batch.add_working_days(np.zeros(2, f"M8[{unit}]"), 1), text=f"datetime64[{unit}]")
    refused("date_invalid", lambda: batch.add_working_days(np.array(["NaT"], "M8"), 1))
    weeks = np.array([np.datetime64("2026-04-23", "W"), np.datetime64("NaT")], "M8[W]")
    assert batch.add_working_days(weeks, 1).tolist() == [dt.date(2026, 4, 24), None]
    refused("date_out_of_range", lambda: batch.add_working_days(np.array([2**62], "M8[h]"), 1), index=0)


def test_lengths_that_differ_name_both():
    refused("column_invalid", lambda: batch.add_working_days(DAYS, [1, 2]), text="`days` has 2 rows where the others have 3")
    refused("column_invalid", lambda: batch.deadlines(DAYS, [1, 2, 3], ["day"]), text="`unit` has 1 rows where the others have 3")
    refused("column_invalid", lambda: batch.timeliness(DAYS, DAYS[:2], dt.date(2026, 1, 1)), text="`done` has 2 rows")
    refused("column_invalid", lambda: batch.add_working_days(DAYS, 1, office=["a"], calendars={"a": motcua.Calendar.vietnam()}), text="`office` has 1 rows")


def test_more_than_one_dimension_is_refused_and_none_is_one_value():
    refused("column_invalid", lambda: batch.add_working_days(DAYS.reshape(1, 3), 1), text="2 dimensions")
    refused("column_invalid", lambda: batch.add_working_days(DAYS, np.ones((3, 1), int)), text="2 dimensions")
    assert batch.add_working_days(np.array("2026-04-24", "M8[D]"), np.array(3)) == dt.date(2026, 5, 4)
    assert batch.add_working_days(np.datetime64("2026-04-24"), np.int64(3)) == dt.date(2026, 5, 4)


@pytest.mark.parametrize(
    "empty",
    [
        np.array([], "M8[D]"),
        np.array([], "M8[ns]"),
        pd.Series([], dtype="datetime64[us]"),
        pd.Series([], dtype=pd.ArrowDtype(pa.date32())),
        pl.Series([], dtype=pl.Date),
        pl.Series([], dtype=pl.Datetime("us")),
        pa.array([], pa.date32()),
        pa.chunked_array([], pa.date32()),
        pa.chunked_array([], pa.timestamp("us")),
        [],
    ],
)
def test_empty_columns_give_empty_answers_of_the_right_type(empty):
    added = batch.add_working_days(empty, 1)
    assert type(added) is type(empty) and len(added) == 0
    if not isinstance(empty, list):
        of = (lambda column: column.type) if isinstance(empty, (pa.Array, pa.ChunkedArray)) else (lambda column: column.dtype)
        assert of(added) == of(empty)
    assert len(batch.count_working_days(empty, dt.date(2026, 1, 1))) == 0
    due = batch.deadlines(empty, 1, "working_day", errors="column")
    assert [len(column) for column in (due.due_on, due.due_at, due.certainty, due.codes)] == [0] * 4


@pytest.mark.parametrize("nulls", [[None, None], pl.Series([None, None]), pa.nulls(2), pd.Series([pd.NaT, pd.NaT]), [pd.NA, float("nan")], np.array(["NaT"] * 2, "M8[s]")])
def test_columns_of_nulls_ask_nothing(nulls):
    answers = batch.add_working_days(nulls, 10**9)
    assert pd.isna(np.array(answers.to_pylist() if isinstance(answers, pa.Array) else list(answers), object)).all()
    assert batch.add_working_days(DAYS, None).tolist() == [None] * 3


def test_a_pandas_series_keeps_its_index_and_name():
    column = pd.Series(DAYS, index=["a", "b", "c"], name="received").astype("datetime64[ns]")
    for answer in (batch.add_working_days(column, 1), batch.count_working_days(column, dt.date(2026, 9, 1))):
        assert answer.index.tolist() == ["a", "b", "c"] and answer.name == "received"
    due = batch.deadlines(column, 3, "working_day", errors="column")
    for answer, name in ((due.due_on, "due_on"), (due.due_at, "due_at"), (due.certainty, "certainty"), (due.codes, "code")):
        assert answer.index.tolist() == ["a", "b", "c"] and answer.name == name
    assert due.due_at.dtype == column.dtype and due.certainty.dtype == "category"
    index = pd.DatetimeIndex(["2026-04-24", "2026-08-28"], name="received")
    assert isinstance(batch.add_working_days(index, 1), pd.DatetimeIndex)


def test_numbers_with_gaps_are_what_each_library_makes_of_them():
    until = dt.date(2026, 9, 1)
    assert batch.count_working_days(DAYS[:2], until).dtype == np.int64
    with_gap = batch.count_working_days(DAYS, until)
    assert with_gap.dtype == np.float64 and np.isnan(with_gap[2])
    assert batch.count_working_days(pd.Series(DAYS), until).dtype == np.float64
    assert batch.count_working_days(pl.Series(DAYS), until).dtype == pl.Int64
    assert batch.count_working_days(pa.array(DAYS), until).type == pa.int64()
    masked = batch.count_working_days(np.ma.array(DAYS, mask=[True, False, False]), until)
    assert masked.mask.tolist() == [True, False, True] and masked.dtype == np.int64


def test_the_callers_array_takes_the_answers_and_what_was_asked_stays():
    days, counts = DAYS.copy(), np.array([3, 3, 3])
    before = (days.tobytes(), counts.tobytes())
    out = np.empty(3, "M8[D]")
    assert batch.add_working_days(days, counts, out=out) is out
    assert out.tolist() == [dt.date(2026, 5, 4), dt.date(2026, 9, 7), None]
    numbers = np.empty(3, np.int64)
    assert batch.count_working_days(days, out, out=numbers) is numbers
    assert numbers.tolist() == [3, 3, -(2**63)]
    assert (days.tobytes(), counts.tobytes()) == before
    result, codes = batch.add_working_days(pl.Series(DAYS), 1, out=out, errors="column")
    assert result is out and codes.to_list() == [None] * 3


@pytest.mark.parametrize(
    "out",
    [
        np.empty(2, "M8[D]"),
        np.empty(3, "M8[s]"),
        np.empty(3, np.int64),
        np.empty(3, np.float64),
        np.empty((3, 1), "M8[D]"),
        np.empty(6, "M8[D]")[::2],
        np.empty(3, ">M8[D]"),
        np.frombuffer(bytes(24), "M8[D]"),
        np.ma.array(DAYS),
        [None] * 3,
        pl.Series(DAYS),
    ],
)
def test_arrays_that_cannot_take_the_answers_are_refused(out):
    refused("column_invalid", lambda: batch.add_working_days(DAYS, 1, out=out), text="out")


def test_answers_do_not_overwrite_what_is_asked():
    days = DAYS.copy()
    for out in (days, days[:], days.view("M8[D]")):
        refused("column_invalid", lambda: batch.add_working_days(days, 1, out=out), text="share no memory")
    assert np.array_equal(days, DAYS, equal_nan=True)


def test_unaligned_memory_is_read_as_it_is():
    raw = np.frombuffer(b"x" + DAYS[:2].tobytes(), np.uint8)[1:]
    unaligned = raw.view("M8[D]") if hasattr(raw, "view") else raw
    assert batch.add_working_days(unaligned, 3).tolist() == [dt.date(2026, 5, 4), dt.date(2026, 9, 7)]


def test_a_column_of_answers_speaks_arrow():
    class Capsule:
        def __len__(self):
            return 2

        def __arrow_c_stream__(self, requested_schema=None):
            return pa.chunked_array([pa.array([dt.date(2026, 4, 24)]), pa.array([None], pa.date32())]).__arrow_c_stream__(requested_schema)

    column = batch.add_working_days(Capsule(), 3)
    assert isinstance(column, batch.Column)
    assert (len(column), column[0], column[-1], column.null_count, column.to_list()) == (2, dt.date(2026, 5, 4), None, 1, [dt.date(2026, 5, 4), None])
    assert pa.array(column).to_pylist() == pl.Series(column).to_list() == column.to_list()
    assert list(batch.add_working_days(column, 0)) == column.to_list()
    with pytest.raises(IndexError):
        column[2]
    names = batch.timeliness(column, None, dt.date(2026, 1, 1))
    assert names.to_list() == ["within_term", "none"] and pa.array(names).to_pylist() == names.to_list()


def test_options_that_cannot_be_are_refused_by_name():
    refused("option_unknown", lambda: batch.add_working_days(DAYS, 1, errors="ignore"), text="ignore")
    refused("value_out_of_range", lambda: batch.add_working_days(DAYS, 1, threads=-1), text="-1")
    refused("value_missing", lambda: batch.deadlines(DAYS), text="limit")
    refused("value_missing", lambda: batch.deadlines(DAYS, 3), text="limit")
    refused("value_missing", lambda: batch.deadlines(DAYS, 3, "day", limit="3 day"), text="limit")
    refused("value_missing", lambda: batch.deadlines(DAYS, 3, "day", office=["a"] * 3), text="offices")
    refused("value_missing", lambda: batch.deadlines(DAYS, 3, "day", offices={"a": {}}), text="office")
    refused("option_unknown", lambda: batch.deadlines(DAYS, 3, "day", office=["a"] * 3, offices={"a": {"hour": "07:00-11:00"}}), text="hour")
    refused("hours_invalid", lambda: batch.deadlines(DAYS, 3, "day", hours="7-11"))
    refused("unit_unknown", lambda: batch.deadlines(DAYS, 3, "days"))
    refused("amount_negative", lambda: batch.deadlines(DAYS, -3, "day"))
    refused("option_unknown", lambda: batch.timeliness(DAYS, None, dt.date(2026, 1, 1), level="hour"))
    refused("column_invalid", lambda: batch.timeliness(DAYS, None, dt.datetime(2026, 1, 1), level="minute"), text="minutes")
    refused("column_invalid", lambda: batch.timeliness(DAYS, None, None), text="as_of")
    refused("column_invalid", lambda: batch.add_working_seconds(DAYS, 60), text="dates")
    refused("column_invalid", lambda: batch.add_working_days(pl.col("x"), 1), text="motcua.polars")


def test_bad_limits_and_offices_are_a_matter_of_their_rows():
    received = [MOMENT] * 4
    due = batch.deadlines(received, [3, 2.5, -1, "x"], ["working_day", "day", "day", "day"], errors="column")
    assert due.codes == [None, "amount_out_of_range", "amount_negative", "amount_invalid"]
    refused("amount_out_of_range", lambda: batch.deadlines(received, [3, 2.5, -1, "x"], "day"), index=1)
    due = batch.deadlines(received, 3, ["day", "days", None, "day"], office=["a", "a", "a", "z"], offices={"a": {}}, errors="column")
    assert due.codes == [None, "unit_unknown", None, "value_out_of_range"]


def test_stops_that_cannot_be():
    stops = {"stop_row": [0], "begun_at": [dt.datetime(2026, 7, 7)], "ended_at": [dt.datetime(2026, 7, 6)]}
    assert batch.clocks([dt.datetime(2026, 7, 6, 8)], 5, "day", errors="column", **stops).codes == ["event_out_of_order"]
    for row in (-1, 1, None):
        refused("value_out_of_range", lambda: batch.clocks([MOMENT], 5, "day", **{**stops, "stop_row": [row]}), index=0)
    refused("option_unknown", lambda: batch.clocks([MOMENT], 5, "day", kind="stop", **stops), index=0)
    refused("column_invalid", lambda: batch.clocks([MOMENT], 5, "day", **{**stops, "stop_row": [0, 0]}))
    none = batch.clocks(np.array([], "M8[s]"), 5, "day", stop_row=[], begun_at=[], ended_at=[])
    assert len(none.due_on) == 0


def test_several_threads_of_python_ask_at_once():
    days = np.random.default_rng(1).integers(15_000, 20_000, 200_000).astype("M8[D]")
    wanted, answers = batch.add_working_days(days, 7), [None] * 4

    def ask(place):
        answers[place] = batch.add_working_days(days, 7, threads=1 + place % 2)

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(answer, wanted) for answer in answers)


def test_expressions_of_polars_answer_as_the_functions():
    frame = pl.DataFrame({"day": [dt.date(2026, 4, 24), dt.date(2026, 8, 28), None], "n": [3, -1, 5], "at": [MOMENT] * 3, "unit": ["day", "working_day", "month"]})
    asked = frame.lazy().select(
        added=pl.col("day").motcua.add_working_days(pl.col("n")),
        counted=pl.col("day").motcua.count_working_days(dt.date(2026, 9, 4)),
        later=pl.col("at").motcua.add_working_seconds(3600),
        between=pl.col("at").motcua.working_seconds_between(pl.lit(dt.datetime(2026, 4, 24, 11))),
        due_on=pl.col("at").motcua.due_on(pl.col("n").abs(), pl.col("unit")),
        due_at=pl.col("at").motcua.due_at(limit="03 ngày làm việc"),
        certainty=pl.col("at").motcua.certainty(3, "working_day"),
        standing=pl.col("day").motcua.timeliness(None, dt.date(2026, 5, 1)),
    )
    wanted = {
        "added": batch.add_working_days(frame["day"], frame["n"]),
        "counted": batch.count_working_days(frame["day"], dt.date(2026, 9, 4)),
        "later": batch.add_working_seconds(frame["at"], 3600),
        "between": pl.Series([3600] * 3),
        "due_on": batch.deadlines(frame["at"], frame["n"].abs(), frame["unit"]).due_on,
        "due_at": pl.Series([dt.datetime(2026, 5, 4, 17)] * 3),
        "certainty": pl.Series(["announced"] * 3),
        "standing": batch.timeliness(frame["day"], None, dt.date(2026, 5, 1)),
    }
    for engine in ("in-memory", "streaming"):
        got = asked.collect(engine=engine)
        assert got.schema == asked.collect_schema()
        assert {name: got[name].to_list() for name in got.columns} == {name: column.to_list() for name, column in wanted.items()}
    empty = frame.clear().select(pl.col("day").motcua.add_working_days(pl.col("n")), pl.col("at").motcua.due_at(3, "day").alias("due"))
    assert empty.schema == {"day": pl.Date, "due": pl.Datetime("us")} and empty.height == 0
    with pytest.raises(motcua.OptionUnknownError):
        pl.col("day").motcua.add_working_days(1, errors="column")


def test_functions_of_duckdb_answer_as_the_functions():
    connection = duckdb.connect()
    motcua.duckdb.register(connection)
    motcua.duckdb.register(connection)
    motcua.duckdb.register(connection, calendar=motcua.Calendar.vietnam(weekly_rest=["sun"]), prefix="six_", errors="null")
    ask = lambda sql: connection.sql(f"SELECT {sql}").fetchall()  # noqa: E731
    assert ask("motcua_add_working_days(DATE '2026-04-24', 3), motcua_add_working_days(NULL, 3)") == [(dt.date(2026, 5, 4), None)]
    assert ask("motcua_count_working_days(DATE '2026-04-24', DATE '2026-05-04')") == [(3,)]
    assert ask("motcua_due_on(TIMESTAMP '2026-04-24 10:00:00', '03 ngày làm việc'), motcua_due_at(TIMESTAMP '2026-04-24 10:00:00', '3 working_day')") == [
        (dt.date(2026, 5, 4), dt.datetime(2026, 5, 4, 17))
    ]
    assert ask("motcua_working_seconds_between(TIMESTAMP '2026-04-24 10:00:00', motcua_add_working_seconds(TIMESTAMP '2026-04-24 10:00:00', 99999))") == [(99999,)]
    assert ask("motcua_timeliness(DATE '2026-04-24', NULL, d) FROM (VALUES (DATE '2026-04-24'), (DATE '2026-04-25'), (NULL)) t(d)") == [("within_term",), ("overdue",), (None,)]
    assert ask("six_add_working_days(DATE '2026-04-24', 1), six_add_working_days(DATE '2026-04-24', 1000000)") == [(dt.date(2026, 4, 25), None)]
    rows = connection.sql("SELECT d, motcua_add_working_days(d, n) FROM (SELECT DATE '2020-01-01' + i::INT AS d, i % 60 AS n FROM range(3000) r(i))").fetchall()
    calendar = motcua.Calendar.vietnam()
    assert all(due == calendar.add_working_days(day, place % 60) for place, (day, due) in enumerate(sorted(rows)))
    with pytest.raises(duckdb.Error, match="DateOutOfRangeError"):
        ask("motcua_add_working_days(DATE '2026-04-24', 1000000)")


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_an_import_of_the_package_imports_no_other():
    heavy = ["numpy", "pandas", "polars", "pyarrow", "duckdb", "matplotlib", "xlsxwriter", "typing", "decimal", "motcua.records", "motcua.batch"]
    code = f"import json, sys; import motcua; print(json.dumps([name for name in {heavy!r} if name in sys.modules]))"
    assert json.loads(run("import sys; sys.modules.pop('typing', None)\n" + code)) == []
    lists = "import datetime as dt, sys, motcua; print(motcua.batch.add_working_days([dt.date(2026, 4, 24)], 3), [name for name in ('numpy', 'pandas', 'polars', 'pyarrow') if name in sys.modules])"
    assert run(lists).strip() == "[datetime.date(2026, 5, 4)] []"


def test_every_public_name_is_there_and_no_other():
    assert all(hasattr(motcua, name) for name in motcua.__all__)
    assert set(motcua.__all__) <= set(dir(motcua)) and {"batch", "polars", "duckdb"} <= set(dir(motcua))
    assert set(motcua.calls.__all__) <= set(motcua.__all__)
    with pytest.raises(AttributeError, match="dosier"):
        motcua.dosier


def test_a_calendar_pickles_as_what_it_was_made_of():
    closure = {"from": "2026-10-19", "to": "2026-10-20", "reason_vi": "Nghỉ do lũ lụt", "reason_en": "Closed for flooding", "citation": "12/TB-UBND"}
    calendar = motcua.Calendar.vietnam(closures=[closure], weekly_rest=["sun"])
    for other in (pickle.loads(pickle.dumps(calendar)), copy.deepcopy(calendar)):
        assert other.day(dt.date(2026, 10, 19)).kind == "local_closure" and other.day(dt.date(2026, 10, 24)).is_working


def test_due_moments_of_categoricals_and_of_one_day_are_moments():
    received = pd.Series(pd.to_datetime(["2026-04-24 10:00", "2026-05-05 16:00"]))
    expected = batch.deadlines(received, [3, 8], ["working_day", "working_hour"])
    found = batch.deadlines(received.astype("category"), [3, 8], ["working_day", "working_hour"])
    assert found.due_at.tolist() == expected.due_at.tolist() and found.due_on.tolist() == expected.due_on.tolist()
    one = batch.deadlines(np.datetime64("2026-04-24"), pd.Series([1, 2]), "working_day")
    assert one.due_at.tolist() == [pd.Timestamp("2026-04-28 17:00"), pd.Timestamp("2026-04-29 17:00")]
    assert batch.add_working_days(received.astype("category"), 3).tolist() == batch.add_working_days(received, 3).tolist()
    assert np.isnat(batch.add_working_days(np.datetime64("NaT"), np.array([1, 2]))).all()


def test_answers_do_not_overwrite_columns_of_arrow():
    rows = 70_000
    memory = np.full(rows + 1, np.datetime64("2026-04-24", "s"))
    asked = pa.array(memory[:-1])
    with pytest.raises(motcua.ColumnInvalidError, match="memory"):
        batch.add_working_days(asked, 1, out=memory[1:])
    amounts = np.full(rows + 1, 3600)
    with pytest.raises(motcua.ColumnInvalidError, match="memory"):
        batch.add_working_seconds(np.full(rows, np.datetime64("2026-04-24T08", "s")), pa.array(amounts[:-1]), out=amounts[1:].view("M8[s]"))
    out = np.empty(rows, "M8[s]")
    assert (batch.add_working_days(asked, 1, out=out) == np.datetime64("2026-04-28", "s")).all()


def test_a_series_of_polars_keeps_its_name():
    day = pl.Series("received", [dt.date(2026, 4, 24)])
    assert batch.add_working_days(day, 3).name == "received"
    due = batch.deadlines(pl.Series("received", [dt.datetime(2026, 4, 24, 10)]), 3, "working_day")
    names = [due.due_on.name, due.due_at.name, due.certainty.name]
    assert len(set(names)) == 3 and "" not in names


def test_series_of_pandas_with_other_indexes_are_refused():
    dates = pd.Series(pd.to_datetime(["2026-04-24", "2026-05-05"]), index=[0, 1])
    with pytest.raises(motcua.ColumnInvalidError, match="index"):
        batch.add_working_days(dates, pd.Series([1, 2], index=[1, 0]))
    same = batch.add_working_days(dates, pd.Series([1, 2], index=[0, 1]))
    assert same.tolist() == batch.add_working_days(dates, np.array([1, 2])).tolist()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_a_forked_process_has_threads_of_its_own():
    script = """
import os, warnings
import numpy as np
from motcua import batch

days = np.arange("2020-01-01", "2021-01-01", dtype="M8[D]").repeat(1_000)
one = batch.add_working_days(days, 5)

def check():
    assert (batch.add_working_days(days, 5, threads=2) == one).all()

check()
warnings.simplefilter("ignore", DeprecationWarning)
for _ in range(3):
    child = os.fork()
    check()
    if child == 0:
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
