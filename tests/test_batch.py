"""The functions over columns: row by row the scalar answers, and those of a naive loop over the official listing."""

import csv
import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import motcua
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from motcua import batch

REFERENCE = Path(__file__).parent / "reference" / "holidays_vn.csv"
UNITS = ["working_day", "working_hour", "minute", "hour", "day", "week", "month", "year", "same_day"]
CALENDAR = motcua.Calendar.vietnam()
RANDOM = random.Random(5)


def dates(rows, first=dt.date(2008, 1, 1), last=dt.date(2027, 6, 30), nulls=0.1):
    span = (last - first).days
    return [None if RANDOM.random() < nulls else first + dt.timedelta(days=RANDOM.randrange(span)) for _ in range(rows)]


def moments(rows, nulls=0.1):
    return [day and dt.datetime.combine(day, dt.time(RANDOM.randrange(24), RANDOM.randrange(60), RANDOM.randrange(60))) for day in dates(rows, nulls=nulls)]


def numbers(rows, low, high, nulls=0.1):
    return [None if RANDOM.random() < nulls else RANDOM.randrange(low, high) for _ in range(rows)]


def datetime64(values, unit):
    return np.array([np.datetime64("NaT") if value is None else value for value in values], f"M8[{unit}]")


class Opaque:
    """A column that has the Arrow PyCapsule interface and nothing else."""

    def __init__(self, values):
        self._values = pa.array(values)

    def __len__(self):
        return len(self._values)

    def __arrow_c_schema__(self):
        return self._values.type.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema=None):
        return self._values.__arrow_c_array__(requested_schema)


def with_garbage(values, kind):
    """An Arrow array sliced from the middle, with arbitrary values below its nulls."""
    plain = pa.array([2**30 if value is None else value for value in values], kind) if kind == pa.int64() else pa.array(values, kind)
    if kind == pa.int64():
        mask = pa.array([value is not None for value in values] + [True] * 8)
        rest = pa.array([7] * 8, kind)
        whole = pa.concat_arrays([plain, rest])
        return pa.Array.from_buffers(kind, len(values), [mask.buffers()[1], whole.buffers()[1]])
    padded = pa.concat_arrays([pa.array([None, None, None], kind), plain, pa.array([None], kind)])
    return padded[3 : 3 + len(values)]


def chunks(values, kind):
    array = pa.array(values, kind)
    return pa.chunked_array([array[:7], array[7:7], array[7:30], array[30:]])


def as_python(column):
    """Any column as a list of Python's own values, None for null."""
    if isinstance(column, np.ma.MaskedArray):
        return [None if value is None else value for value in column.tolist()]
    if isinstance(column, np.ndarray):
        values = column.astype("M8[us]").tolist() if column.dtype.kind == "M" and column.dtype != "M8[D]" else column.tolist()
    elif isinstance(column, pd.Series):
        values = [None if pd.isna(value) else value for value in column.tolist()]
    elif isinstance(column, (pa.Array, pa.ChunkedArray)):
        values = column.to_pylist()
    elif isinstance(column, (pl.Series, batch.Column)):
        values = column.to_list()
    else:
        values = column
    values = [value.to_pydatetime() if isinstance(value, pd.Timestamp) else value for value in values]
    return [None if value is None or value != value else value for value in values]


def as_days(column):
    return [value.date() if isinstance(value, dt.datetime) else value for value in as_python(column)]


DATE_COLUMNS = {
    "numpy D": lambda values: datetime64(values, "D"),
    "numpy s": lambda values: datetime64(values, "s"),
    "numpy ms": lambda values: datetime64(values, "ms"),
    "numpy us": lambda values: datetime64(values, "us"),
    "numpy ns": lambda values: datetime64(values, "ns"),
    "numpy h": lambda values: datetime64(values, "h"),
    "numpy big-endian": lambda values: datetime64(values, "D").astype(">M8[D]"),
    "numpy strided": lambda values: np.repeat(datetime64(values, "D"), 3)[::3],
    "numpy read-only": lambda values: np.frombuffer(datetime64(values, "D").tobytes(), "M8[D]"),
    "numpy objects": lambda values: np.array(values, object),
    "numpy masked": lambda values: np.ma.array(datetime64([value or dt.date(1, 1, 1) for value in values], "D"), mask=[value is None for value in values]),
    "pandas s": lambda values: pd.Series(datetime64(values, "s")),
    "pandas us": lambda values: pd.Series(datetime64(values, "us")),
    "pandas ns": lambda values: pd.Series(datetime64(values, "ns")),
    "pandas objects": lambda values: pd.Series(values, dtype=object),
    "pandas date32": lambda values: pd.Series(values, dtype=pd.ArrowDtype(pa.date32())),
    "pandas timestamp": lambda values: pd.Series(datetime64(values, "us")).astype(pd.ArrowDtype(pa.timestamp("us"))),
    "polars": lambda values: pl.Series("dates", values, pl.Date),
    "polars chunks": lambda values: pl.concat([pl.Series("dates", values[:9], pl.Date), pl.Series("dates", values[9:], pl.Date)], rechunk=False),
    "polars datetime": lambda values: pl.Series("dates", values, pl.Date).cast(pl.Datetime("ms")),
    "pyarrow": lambda values: pa.array(values, pa.date32()),
    "pyarrow date64": lambda values: pa.array(values, pa.date64()),
    "pyarrow slice": lambda values: with_garbage(values, pa.date32()),
    "pyarrow chunks": lambda values: chunks(values, pa.date32()),
    "capsule": Opaque,
    "list": list,
    "tuple": tuple,
}

NUMBER_COLUMNS = {
    "numpy": lambda values: np.ma.array([value or 0 for value in values], mask=[value is None for value in values]),
    "numpy floats": lambda values: np.array([np.nan if value is None else value for value in values]),
    "pandas Int64": lambda values: pd.Series(values, dtype="Int64"),
    "pandas floats": lambda values: pd.Series(values, dtype="float64"),
    "pandas arrow": lambda values: pd.Series(values, dtype=pd.ArrowDtype(pa.int64())),
    "polars": lambda values: pl.Series(values, dtype=pl.Int32),
    "polars floats": lambda values: pl.Series(values, dtype=pl.Float64),
    "pyarrow int16": lambda values: pa.array(values, pa.int16()),
    "pyarrow garbage": lambda values: with_garbage(values, pa.int64()),
    "pyarrow dictionary": lambda values: pa.array(values, pa.int32()).dictionary_encode(),
    "list": list,
}


@pytest.mark.parametrize("kind", DATE_COLUMNS)
def test_working_days_are_the_scalar_answers_row_by_row_and_the_column_keeps_its_kind(kind):
    given, counts, until = dates(60), numbers(60, -60, 60), dates(60)
    column = DATE_COLUMNS[kind](given)
    added = batch.add_working_days(column, counts)
    assert as_days(added) == [None if day is None or n is None else CALENDAR.add_working_days(day, n) for day, n in zip(given, counts)]
    wanted = {batch.Column: Opaque, list: (list, tuple)}.get(type(added), type(added))
    assert isinstance(column, wanted) and len(added) == len(given)
    if hasattr(column, "dtype") and kind not in ("numpy h", "numpy big-endian"):
        assert added.dtype == column.dtype
    counted = batch.count_working_days(column, DATE_COLUMNS[kind](until))
    assert as_python(counted) == [None if a is None or b is None else CALENDAR.count_working_days(a, b) for a, b in zip(given, until)]


@pytest.mark.parametrize("kind", NUMBER_COLUMNS)
@pytest.mark.parametrize("dates_kind", ["numpy D", "polars", "list"])
def test_numbers_of_every_kind_go_with_dates_of_another(kind, dates_kind):
    given, counts = dates(60), numbers(60, -60, 60)
    added = batch.add_working_days(DATE_COLUMNS[dates_kind](given), NUMBER_COLUMNS[kind](counts))
    assert as_days(added) == [None if day is None or n is None else CALENDAR.add_working_days(day, n) for day, n in zip(given, counts)]


@pytest.mark.parametrize("kind", [kind for kind in DATE_COLUMNS if kind not in ("numpy D", "numpy big-endian", "numpy strided", "numpy read-only")])
@pytest.mark.parametrize("hours", [None, "08:00-12:00,13:00-17:00"])
def test_working_time_is_the_scalar_answer_row_by_row(kind, hours):
    if kind in ("polars", "polars chunks", "pyarrow", "pyarrow slice", "pyarrow chunks", "pandas date32", "numpy masked"):
        kind = {"numpy masked": "numpy s", "pandas date32": "pandas timestamp"}.get(kind, "polars datetime")
    begun, ended, seconds = moments(60), moments(60), numbers(60, 0, 500_000)
    make = DATE_COLUMNS[kind] if kind not in ("numpy h", "polars datetime", "pyarrow date64") else lambda values: pl.Series("at", values, pl.Datetime("us"))
    added = batch.add_working_seconds(make(begun), seconds, hours=hours)
    scalar = [None if a is None or n is None else motcua.add_working_seconds(a, n, hours=hours) for a, n in zip(begun, seconds)]
    assert as_python(added) == scalar
    between = batch.working_seconds_between(make(begun), make(ended), hours=hours)
    assert as_python(between) == [
        None if a is None or b is None else motcua.working_seconds_between(a, b, hours=hours) for a, b in zip(begun, ended)
    ]


def scalar_due(at, amount, unit, **rules):
    """Day, moment, certainty, code of a row by the scalar function."""
    if at is None or amount is None or unit is None:
        return None, None, None, None
    try:
        due = motcua.deadline(at, motcua.TimeLimit(amount, unit), **rules)
    except motcua.MotcuaError as error:
        return None, None, None, error.code
    return due.due_on, due.due_at, due.certainty, None


@pytest.mark.parametrize("kind", ["numpy s", "numpy us", "pandas ns", "pandas timestamp", "polars datetime", "list"])
@pytest.mark.parametrize("rules", [{}, {"counting": "by_clock", "roll": "none"}, {"cutoff": "15:00", "cutoff_effect": "day_1", "hours": "08:00-12:00,13:30-16:30"}])
def test_due_dates_of_mixed_limits_are_the_scalar_answers_row_by_row(kind, rules):
    rows = 300
    received = moments(rows)
    amounts = [RANDOM.choice(["0", "1", "3", "4.75", "12", "30", "600", "-2", "1e3", None]) for _ in range(rows)]
    units = [RANDOM.choice([*UNITS, None]) for _ in range(rows)]
    make = (lambda values: pl.Series("at", values, pl.Datetime("ms"))) if kind == "polars datetime" else DATE_COLUMNS[kind]
    due = batch.deadlines(make(received), amounts, pl.Series(units), errors="column", **rules)
    wanted = [scalar_due(at, amount, unit, **rules) for at, amount, unit in zip(received, amounts, units)]
    assert as_days(due.due_on) == [row[0] for row in wanted]
    assert as_python(due.due_at) == [row[1] for row in wanted]
    assert as_python(due.certainty) == [row[2] for row in wanted]
    assert as_python(due.codes) == [row[3] for row in wanted]
    assert {"amount_negative", "amount_out_of_range"} <= set(as_python(due.codes))


AMOUNTS = {
    "texts": lambda values: [str(value) for value in values],
    "decimals": lambda values: [Decimal(str(value)) for value in values],
    "floats": lambda values: np.array([float(value) for value in values]),
    "arrow decimals": lambda values: pa.array([Decimal(str(value)) for value in values]),
    "pandas": lambda values: pd.Series([float(value) for value in values]),
    "polars": lambda values: pl.Series([float(value) for value in values]),
}


@pytest.mark.parametrize("kind", AMOUNTS)
def test_amounts_of_every_type_are_exact(kind):
    values = [3, 4.75, 0.1, 12.5, 1000, 6.25]
    received = [dt.datetime(2026, 4, 24, 10)] * len(values)
    due = batch.deadlines(received, AMOUNTS[kind](values), "working_day")
    assert due.due_at == [motcua.deadline(received[0], motcua.TimeLimit(str(value), "working_day")).due_at for value in values]


@pytest.mark.parametrize(
    "units",
    [
        pd.Series(["working_day", "day", None], dtype="category"),
        pd.Series(["working_day", "day", None]),
        pl.Series(["working_day", "day", None], dtype=pl.Categorical),
        pl.Series(["working_day", "day", None], dtype=pl.Enum(["day", "working_day"])),
        pa.array(["working_day", "day", None]).dictionary_encode(),
        pa.array(["working_day", "day", None], pa.large_string()),
        np.array(["working_day", "day", None], object),
    ],
)
def test_units_may_be_texts_or_categories(units):
    due = batch.deadlines([dt.datetime(2026, 4, 24, 10)] * 3, [3, 3, 3], units)
    # Friday; Monday, Thursday and Friday next are holidays, three days later is one of them.
    assert due.due_on == [dt.date(2026, 5, 4), dt.date(2026, 4, 28), None]


def test_limits_may_be_written_out():
    received = np.array(["2026-04-24T10"] * 4, "M8[s]")
    due = batch.deadlines(received, limit=pd.Series(["03 ngày làm việc", "3 working_day", "theo dự án", None]), errors="column")
    assert due.due_on.tolist() == [dt.date(2026, 5, 4), dt.date(2026, 5, 4), None, None]
    assert due.codes.tolist() == [None, None, "limit_undetermined", None]
    one = batch.deadlines(received, limit=motcua.TimeLimit("3", "working_day"))
    assert one.due_on.tolist() == [dt.date(2026, 5, 4)] * 4


OFFICES = {
    "standard": {},
    "late": {"hours": "09:00-12:00,14:00-18:00"},
    "clock": {"counting": "by_clock", "cutoff": "16:00"},
    "weekend": {"calendar": motcua.Calendar.vietnam(weekly_rest=["mon", "sun"]), "hours": {"tue": "07:00-11:00", "wed": "07:00-11:00", "sat": "07:00-11:00"}},
}


@pytest.mark.parametrize("make", [list, pl.Series, lambda names: pd.Series(names, dtype="category"), lambda names: pa.array(names).dictionary_encode()])
def test_each_row_has_its_office(make):
    received, names = moments(200, nulls=0), [RANDOM.choice(list(OFFICES)) for _ in range(200)]
    due = batch.deadlines(received, 5, "working_day", office=make(names), offices=OFFICES)
    assert due.due_at == [motcua.deadline(at, "5 working_day", **OFFICES[name]).due_at for at, name in zip(received, names)]
    seconds = batch.working_seconds_between(received, received[::-1], office=make(names), offices={name: {k: v for k, v in rules.items() if k in ("hours", "calendar")} for name, rules in OFFICES.items()})
    assert seconds == [
        motcua.working_seconds_between(a, b, **{k: v for k, v in OFFICES[name].items() if k in ("hours", "calendar")})
        for a, b, name in zip(received, received[::-1], names)
    ]
    calendars = {1: CALENDAR, 2: motcua.Calendar.vietnam(weekly_rest=["sun"])}
    ids = [RANDOM.choice([1, 2]) for _ in received]
    days = [at.date() for at in received]
    assert batch.add_working_days(days, 9, office=np.array(ids, np.int16), calendars=calendars) == [calendars[i].add_working_days(day, 9) for i, day in zip(ids, days)]
    assert batch.add_working_days(days, 9, office=2, calendars=calendars) == [calendars[2].add_working_days(day, 9) for day in days]


def test_clocks_stop_as_the_log_of_a_dossier_says():
    accepted = dt.datetime(2026, 7, 6, 8)
    stops = [(1, 7, 9, "pause"), (3, 8, 9, "restart"), (2, 7, 9, "restart"), (3, 14, 16, "pause")]
    due = batch.clocks(
        datetime64([accepted] * 4, "s"),
        5,
        "working_day",
        stop_row=[row for row, *_ in stops],
        begun_at=[dt.datetime(2026, 7, begun, 9) for _, begun, *_ in stops],
        ended_at=pd.Series([dt.datetime(2026, 7, ended, 9) for *_, ended, _ in stops]),
        kind=[kind for *_, kind in stops],
    )
    # No stop; two days later; five days after the 9th; five after the 9th and two days later.
    assert due.due_on.tolist() == [dt.date(2026, 7, 13), dt.date(2026, 7, 15), dt.date(2026, 7, 16), dt.date(2026, 7, 20)]
    still = batch.clocks([accepted], 5, "working_day", stop_row=[0], begun_at=[dt.datetime(2026, 7, 7)], ended_at=[None])
    assert still.due_on == [dt.date(2026, 7, 13)]


def test_timeliness_at_every_level_and_moment():
    due = [dt.datetime(2026, 5, 4, 17)] * 5 + [None]
    done = [dt.datetime(2026, 4, 29, 9), dt.datetime(2026, 5, 4, 17, 30), dt.datetime(2026, 5, 5, 8), None, dt.datetime(2026, 6, 1), None]
    as_of = dt.datetime(2026, 5, 4, 18)
    assert batch.timeliness(due, done, as_of) == ["early", "on_time", "within_term", "within_term", "within_term", "none"]
    assert batch.timeliness(due, done, as_of, level="minute") == ["early", "late", "overdue", "overdue", "overdue", "none"]
    assert batch.timeliness(due, done, dt.date(2026, 7, 1)) == ["early", "on_time", "late", "overdue", "late", "none"]
    every = ["early", "on_time", "late", "within_term", "overdue", "none"]
    assert batch.timeliness(pl.Series(due), pl.Series(done), as_of).dtype == pl.Enum(every)
    assert batch.timeliness(pd.Series(due), pd.Series(done), as_of).cat.categories.tolist() == every
    assert batch.timeliness(pa.array(due), pa.array(done), as_of).type == pa.dictionary(pa.uint8(), pa.string())
    assert batch.timeliness(datetime64(due, "s"), datetime64(done, "s"), as_of).dtype.kind == "U"


def working_days():
    """The working days of the years that were announced, by the day-by-day listing alone."""
    with REFERENCE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    off = {dt.date.fromisoformat(row["date"]) for row in rows if row["kind"] != "swapped_in_working"}
    made_up = {dt.date.fromisoformat(row["date"]) for row in rows if row["kind"] == "swapped_in_working"}
    day, last = dt.date(2010, 1, 1), dt.date(2027, 12, 31)
    days = [day + dt.timedelta(days=n) for n in range((last - day).days + 1)]
    return {day for day in days if day in made_up or day.weekday() < 5 and day not in off}


def test_days_are_those_of_a_loop_over_the_official_listing():
    working = working_days()
    given = dates(400, dt.date(2010, 3, 1), dt.date(2027, 8, 1), nulls=0)
    until = dates(400, dt.date(2010, 3, 1), dt.date(2027, 8, 1), nulls=0)
    counts = numbers(400, -30, 61, nulls=0)

    def add(day, n):
        step = dt.timedelta(days=1 if n > 0 else -1)
        for _ in range(abs(n)):
            day += step
            while day not in working:
                day += step
        return day

    def count(a, b):
        low, high = min(a, b), max(a, b)
        between = sum(low + dt.timedelta(days=n) in working for n in range(1, (high - low).days + 1))
        return between if a <= b else -between

    for threads in (1, 2, 0):
        assert batch.add_working_days(datetime64(given, "D"), counts, threads=threads).tolist() == [add(day, n) for day, n in zip(given, counts)]
    assert batch.count_working_days(datetime64(given, "D"), datetime64(until, "D")).tolist() == [count(a, b) for a, b in zip(given, until)]


def test_threads_and_windows_change_no_answer():
    rows = 300_000
    days = np.random.default_rng(7).integers(14_000, 21_000, rows).astype("M8[D]")
    counts = np.random.default_rng(8).integers(-60, 60, rows)
    one = batch.add_working_days(days, counts)
    assert (batch.add_working_days(days, counts, threads=2) == one).all()
    assert (batch.add_working_days(days.astype("M8[ns]"), counts, threads=2) == one).all()
    halves = pa.chunked_array([pa.array(days[:170_001]), pa.array(days[170_001:])])
    assert (batch.add_working_days(halves, counts, threads=2).to_numpy() == one).all()
    bad = counts.copy()
    bad[[250_000, 170_005, 299_999]] = 10**7
    for column in (days, days.astype("M8[us]"), halves):
        with pytest.raises(motcua.DateOutOfRangeError) as raised:
            batch.add_working_days(column, bad, threads=2)
        assert raised.value.index == 170_005
        result, codes = batch.add_working_days(column, bad, threads=2, errors="column")
        assert [row for row, code in enumerate(as_python(codes)) if code] == [170_005, 250_000, 299_999]
        assert [row for row, day in enumerate(as_python(result)) if day is None] == [170_005, 250_000, 299_999]
