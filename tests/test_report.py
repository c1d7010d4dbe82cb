"""motcua.report against loops over dicts, for every kind of table."""

import datetime as dt
import json
import math
import pickle
import random
from decimal import Decimal

import motcua
import pytest
from motcua import report

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")

FIRST = dt.date(2025, 1, 2)
AS_OF = dt.date(2025, 11, 24)


def dossiers(count, seed=5):
    """Rows of plain Python objects, with nulls, open ones and ones finished before they were received."""
    draw = random.Random(seed)
    rows = []
    for place in range(count):
        received = FIRST + dt.timedelta(days=draw.randrange(380))
        due = received + dt.timedelta(days=draw.randrange(1, 40))
        finished = due + dt.timedelta(days=draw.randrange(-12, 8)) if draw.random() > 0.15 else None
        first_due = due - dt.timedelta(days=draw.randrange(0, 6)) if draw.random() > 0.5 else None
        recorded = finished + dt.timedelta(days=draw.randrange(-3, 4)) if finished and draw.random() > 0.6 else None
        rows.append({
            "unit": draw.choice(["Xã Mẫu 1", "Xã Mẫu 2", "Phường Mẫu 3", None]),
            "officer": draw.randrange(40, 44),
            "received_at": received,
            "due_on": due if draw.random() > 0.1 else None,
            "first_due_on": first_due,
            "finished_at": finished,
            "recorded_at": recorded,
            "online": draw.choice([True, False]),
            "satisfied": draw.choice([True, False, None]),
        })
    return rows


COUNTS = ("received", "carried_over", "to_handle", "resolved", "early", "on_time", "late", "open", "within_term", "overdue", "unmeasured")


def naive(rows, by, as_of, period=(None, None)):
    """The counts by a loop, as the docs say them."""
    first, last = period
    at = min(day for day in (as_of, last) if day is not None)
    groups = {}
    for row in rows:
        received, due, finished = row["received_at"], row["due_on"], row["finished_at"]
        if received > at:
            continue
        if finished is not None and finished > at:
            finished = None
        carried = first is not None and received < first
        if carried and finished is not None and finished < first:
            continue
        counts = groups.setdefault(by(row), dict.fromkeys(COUNTS, 0))
        counts["carried_over" if carried else "received"] += 1
        counts["to_handle"] += 1
        counts["open" if finished is None else "resolved"] += 1
        if due is None:
            counts["unmeasured"] += 1
        elif finished is None:
            counts["within_term" if at <= due else "overdue"] += 1
        else:
            counts["early" if finished < due else "on_time" if finished == due else "late"] += 1
    return groups


def counted(found, *names):
    keys = names or found.by
    return {tuple(row[name] for name in keys): {name: row[name] for name in COUNTS} for row in found.rows}


def columns(rows):
    return {name: [row[name] for row in rows] for name in rows[0]}


def pandas_table(rows):
    frame = pd.DataFrame(rows)
    for name in ("received_at", "due_on", "first_due_on", "finished_at", "recorded_at"):
        frame[name] = pd.to_datetime(frame[name])
    return frame


def numpy_table(rows):
    table = columns(rows)
    for name in ("received_at", "due_on", "first_due_on", "finished_at", "recorded_at"):
        table[name] = np.array([value or "NaT" for value in table[name]], "M8[D]")
    table["officer"] = np.array(table["officer"], np.int16)
    return table


def arrow_table(rows):
    schema = pa.schema([
        ("unit", pa.dictionary(pa.int32(), pa.string())), ("officer", pa.int32()), ("received_at", pa.date32()), ("due_on", pa.date32()),
        ("first_due_on", pa.date32()), ("finished_at", pa.date32()), ("recorded_at", pa.date32()), ("online", pa.bool_()), ("satisfied", pa.bool_()),
    ])  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


def pieces(rows):
    """A table in pieces of uneven length, one of them empty."""
    table = arrow_table(rows)
    return [table.slice(0, 7), table.slice(7, 0), table.slice(7, 400), table.slice(407)]


def duck(rows):
    connection = duckdb.connect()
    connection.register("dossiers", arrow_table(rows))
    return connection.sql("select * from dossiers")


KINDS = {
    "rows": lambda rows: rows,
    "mapping": columns,
    "numpy": numpy_table,
    "pandas": pandas_table,
    "pandas with Arrow": lambda rows: pandas_table(rows).convert_dtypes(dtype_backend="pyarrow"),
    "polars": pl.DataFrame,
    "polars lazy": lambda rows: pl.DataFrame(rows).lazy(),
    "polars moments": lambda rows: pl.DataFrame(rows).with_columns(pl.col("received_at", "finished_at").cast(pl.Datetime("ms"))),
    "arrow": arrow_table,
    "arrow in chunks": lambda rows: pa.concat_tables(pieces(rows)),
    "arrow sliced": lambda rows: arrow_table([*rows[:5], *rows]).slice(5),
    "arrow reader": lambda rows: arrow_table(rows).to_reader(max_chunksize=100),
    "duckdb": duck,
    "iterator": lambda rows: iter(pieces(rows)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_table_gives_the_counts_of_a_loop(kind):
    rows = dossiers(1500)
    found = report.on_time(KINDS[kind](rows), "unit", as_of=AS_OF)
    assert counted(found) == naive(rows, lambda row: (row["unit"],), AS_OF)
    assert [row.unit for row in found.rows] == ["Phường Mẫu 3", "Xã Mẫu 1", "Xã Mẫu 2", None]
    by_two = report.on_time(KINDS[kind](rows), ["officer", "month"], as_of=AS_OF, threads=2)
    assert counted(by_two) == naive(rows, lambda row: (row["officer"], f"{row['received_at']:%Y-%m}"), AS_OF)
    whole = report.on_time(KINDS[kind](rows), None, as_of=AS_OF)
    assert {(): {name: whole.total[name] for name in COUNTS}} == naive(rows, lambda row: (), AS_OF)
    assert (found.seen, found.problems, found.first_problem) == (1500, 0, None)


@pytest.mark.parametrize("as_of", [dt.date(2024, 12, 31), dt.date(2025, 1, 2), dt.date(2025, 6, 30), dt.date(2030, 1, 1)])
def test_any_past_moment_can_be_asked_about(as_of):
    rows = dossiers(800)
    found = report.on_time(numpy_table(rows), as_of=as_of)
    assert counted(found) == naive(rows, lambda row: (row["unit"],), as_of)
    assert found.described_on == as_of


@pytest.mark.parametrize("period", [(dt.date(2025, 4, 1), dt.date(2025, 6, 30)), (dt.date(2025, 4, 1), None), (None, dt.date(2025, 6, 30))])
@pytest.mark.parametrize("as_of", [dt.date(2025, 5, 15), AS_OF])
def test_what_was_carried_over_and_resolved_in_a_period(period, as_of):
    rows = [row for row in dossiers(900) if not row["finished_at"] or row["finished_at"] >= row["received_at"]]
    found = report.on_time(pl.DataFrame(rows), as_of=as_of, period=period)
    assert counted(found) == naive(rows, lambda row: (row["unit"],), as_of, period)
    for row in [*found.rows, found.total]:
        assert row.received + row.carried_over == row.to_handle == row.resolved + row.open


def test_rates_have_named_denominators_and_wilson_intervals():
    found = report.on_time(pandas_table(dossiers(500)), as_of=AS_OF, confidence=0.9)
    total = found.total
    asked = {
        "on_time_rate": (total.early + total.on_time, total.early + total.on_time + total.late),
        "kept_rate": (total.early + total.on_time + total.within_term, total.to_handle),
        "late_rate": (total.late, total.early + total.on_time + total.late),
        "overdue_rate": (total.overdue, total.within_term + total.overdue),
    }
    z = 1.6448536269514722
    for name, (hits, among) in asked.items():
        rate = total[name]
        p, n = hits / among, among
        middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        assert (rate.numerator, rate.denominator) == (hits, among)
        assert rate.rate == pytest.approx(p) and rate.low == pytest.approx((middle - half) / (1 + z * z / n)) and rate.high == pytest.approx((middle + half) / (1 + z * z / n))
        said = found.denominators[name]
        assert (said.counted, said.among) == (rate.counted, rate.among) and " / " in said.vi and " / " in said.en
        if rate.among in total:
            assert total[rate.among] == among
    nothing = report.on_time({"unit": [], "received_at": [], "due_on": [], "finished_at": []}, as_of=AS_OF)
    assert nothing.rows == () and nothing.total.on_time_rate.rate is None and nothing.total.on_time_rate.denominator == 0


def test_the_table_is_of_the_callers_kind():
    rows = dossiers(300)
    found = report.on_time(pandas_table(rows), as_of=AS_OF)
    assert isinstance(found.table, pd.DataFrame)
    assert {"unit", "received", "on_time_rate", "on_time_low", "on_time_high", "kept_rate", "overdue_high"} <= set(found.table.columns)
    assert found.table["late"].tolist() == [row.late for row in found.rows]
    assert isinstance(report.on_time(pl.DataFrame(rows), as_of=AS_OF).table, pl.DataFrame)
    assert isinstance(report.on_time(arrow_table(rows), as_of=AS_OF).table, pa.Table)
    assert isinstance(report.on_time(columns(rows), as_of=AS_OF).table, dict)
    shown = found._repr_html_()
    assert "Tổng số" in shown and "Phường Mẫu 3" in shown and str(found).splitlines()[0].startswith("unit")
    unsafe = report.on_time({**columns(rows), "unit": ["<script>"] * 300}, as_of=AS_OF)
    assert "<script>" not in unsafe._repr_html_()
    late = report.lateness(pl.DataFrame(rows), as_of=AS_OF).table
    assert {"unit", "dossiers", "mean", "median", "p90", "..-10", "0", "11.."} <= set(late.columns)


def test_threads_and_parts_change_nothing():
    rows = dossiers(300_000, seed=9)
    table = numpy_table(rows)
    one, two = (report.on_time(table, "officer", as_of=AS_OF, threads=threads) for threads in (1, 2))
    assert one.rows == two.rows == report.on_time(arrow_table(rows), "officer", as_of=AS_OF, threads=2).rows
    for make in (report.on_time, report.lateness, report.redated, report.edited, report.inputs_766):
        whole = make(arrow_table(rows[:3000]), ["unit", "quarter"], as_of=AS_OF)
        parts = [make(arrow_table(rows[start : start + 1000]), ["unit", "quarter"], as_of=AS_OF) for start in (0, 1000, 2000)]
        assert parts[0].merge(*parts[1:]).rows == whole.rows
        merged = report.merge(part.partial() for part in parts)
        assert (merged.rows, merged.total, merged.seen) == (whole.rows, whole.total, 3000)
    assert json.loads(report.on_time(table, as_of=AS_OF, partial=True))["by"] == ["unit"]


def working_days(start, end):
    """From a day to another by asking day by day."""
    calendar = motcua.Calendar.vietnam()
    step = 1 if end >= start else -1
    low, high = min(start, end), max(start, end)
    return step * sum(calendar.day(low + dt.timedelta(days=offset)).is_working for offset in range(1, (high - low).days + 1))


def test_reports_pickle():
    table = pd.DataFrame(dossiers(200))
    for made in (report.on_time(table, as_of=AS_OF), report.lateness(table, as_of=AS_OF, buckets=[0, 3]), report.inputs_766(table, extra={"fee_procedures": 3}, as_of=AS_OF)):
        again = pickle.loads(pickle.dumps(made))
        assert (again.by, again.rows, again.total, again.seen, again.problems) == (made.by, made.rows, made.total, made.seen, made.problems)
        assert again.table.equals(made.table)


def test_lateness_counts_working_days():
    rows = [row for row in dossiers(400) if row["received_at"] <= AS_OF and row["due_on"]]
    days = {}
    for row in rows:
        done = row["finished_at"] if row["finished_at"] and row["finished_at"] <= AS_OF else AS_OF
        days.setdefault(row["unit"], []).append(working_days(row["due_on"], done))
    found = report.lateness(pandas_table(rows), as_of=AS_OF)
    assert {row.unit: row.dossiers for row in found.rows} == {unit: len(each) for unit, each in days.items()}
    for row in found.rows:
        each = sorted(days[row.unit])
        mean = Decimal(sum(each)) / len(each)
        assert abs(row.mean - mean) <= Decimal("0.005")
        assert (row.least, row.most, row.median) == (each[0], each[-1], each[math.ceil(len(each) / 2) - 1])
        assert row.percentiles["90"] == each[math.ceil(len(each) * 0.9) - 1]
        assert [bucket.dossiers for bucket in row.buckets] == [
            sum((bucket.least is None or bucket.least <= day) and (bucket.most is None or day <= bucket.most) for day in each) for bucket in row.buckets
        ]
        assert sum(bucket.dossiers for bucket in row.buckets) == len(each)
        assert row.days == tuple((day, each.count(day)) for day in sorted(set(each)))
    open_, resolved = (report.lateness(pandas_table(rows), as_of=AS_OF, scope=scope).total for scope in ("open", "resolved"))
    assert open_.dossiers + resolved.dossiers == len(rows) and open_.dossiers > 0


def standing(due, finished, at):
    if finished is None or finished > at:
        return "kept" if at <= due else "broken"
    return "in time" if finished <= due else "late"


def test_moved_dates_and_edited_results():
    rows = [row for row in dossiers(2000) if row["received_at"] <= AS_OF and row["due_on"]]
    moved = report.redated(pl.DataFrame(rows), as_of=AS_OF).total
    pairs = [(row["due_on"], row["first_due_on"] or row["due_on"], row["finished_at"]) for row in rows]
    now = [standing(due, finished, AS_OF) for due, _, finished in pairs]
    before = [standing(first, finished, AS_OF) for _, first, finished in pairs]
    assert moved.measured == len(rows)
    assert moved.redated == moved.moved_later == sum(due != first for due, first, _ in pairs)
    assert moved.kept_only_by_new_date == sum(one in ("kept", "in time") and other in ("broken", "late") for one, other in zip(now, before))
    assert (moved.on_time_rate.numerator, moved.on_time_by_first_promise_rate.numerator) == (now.count("in time"), before.count("in time"))
    assert moved.on_time_rate.denominator == now.count("in time") + now.count("late")

    changed = report.edited(arrow_table(rows), as_of=AS_OF).total
    recorded = [standing(row["due_on"], row["recorded_at"] or row["finished_at"], AS_OF) for row in rows]
    known = [[day if day and day <= AS_OF else None for day in (row["recorded_at"] or row["finished_at"], row["finished_at"])] for row in rows]
    assert changed.edited == sum(one != other for one, other in known)
    broken, kept = ("broken", "late"), ("kept", "in time")
    assert changed.turned_on_time == sum(one in broken and other in kept for one, other in zip(recorded, now))
    assert changed.turned_late == sum(one in kept and other in broken for one, other in zip(recorded, now))
    assert changed.on_time_as_recorded_rate.numerator == recorded.count("in time")


def test_a_trend_is_in_order_of_time():
    rows = dossiers(600)
    found = report.trend(pandas_table(rows), as_of=AS_OF)
    months = [row.month for row in found.rows]
    assert months == sorted(months) and months[0] == "2025-01"
    quarters = report.trend(pl.DataFrame(rows), "unit", step="quarter", as_of=AS_OF)
    assert counted(quarters) == naive(rows, lambda row: (row["unit"], f"{row['received_at'].year}-Q{(row['received_at'].month + 2) // 3}"), AS_OF)
    of_result = report.on_time(pl.DataFrame(rows), "month", as_of=AS_OF, time_of="finished")
    known = naive(rows, lambda row: (f"{row['finished_at']:%Y-%m}" if row["finished_at"] and row["finished_at"] <= AS_OF else None,), AS_OF)
    assert counted(of_result) == known


def test_the_inputs_of_decision_766_and_the_score():
    rows = [row for row in dossiers(1000) if row["received_at"] <= AS_OF]
    found = report.inputs_766(pl.DataFrame(rows), as_of=AS_OF, extra={"procedures": 12})
    for row in found.rows:
        own = [each for each in rows if each["unit"] == row.unit]
        assert row.received == row.dossiers_by_channel == len(own) and row.procedures == 12
        assert row.online_dossiers == sum(each["online"] for each in own)
        assert row.receptions == sum(each["satisfied"] is not None for each in own)
        assert row.receptions_satisfied == sum(each["satisfied"] is True for each in own)
        assert "digitised" not in row
    variables = {variable.name for variable in motcua.scorecard.load("qd766_portal_2026").variables}
    assert set(found.total) <= variables
    table = pl.DataFrame(rows).with_columns(da_so_hoa=pl.col("online"))
    known = report.inputs_766(table, as_of=AS_OF, columns={"digitised": "da_so_hoa"}).rows[0]
    assert known.digitised == known.online_dossiers
    scores = report.score_766(pl.DataFrame(rows), level="commune", as_of=AS_OF)
    kept = report.on_time(pl.DataFrame(rows), as_of=AS_OF)
    for unit, row in zip(scores.units, kept.rows):
        exact = Decimal(20 * row.kept) / row.to_handle
        assert abs(unit.groups.progress - exact) <= Decimal("0.005")


def test_dossiers_as_logs_or_days_stand_alike_by_minute():
    table = {
        "unit": ["A", "A", "A"],
        "received_at": [dt.datetime(2026, 4, 20, 8)] * 3,
        "due_on": [dt.datetime(2026, 4, 24, 11, 30)] * 3,
        "finished_at": [dt.datetime(2026, 4, 24, 11, 29), dt.datetime(2026, 4, 24, 11, 30, 59), dt.datetime(2026, 4, 24, 11, 31)],
    }
    by_minute = report.on_time(table, level="minute").total
    assert (by_minute.early, by_minute.on_time, by_minute.late) == (1, 1, 1)
    assert report.on_time(table).total.on_time == 3
    nanoseconds = {name: values if name == "unit" else np.array(values, "M8[ns]") for name, values in table.items()}
    assert report.on_time(nanoseconds, level="minute").total == by_minute


def test_bad_input_is_told():
    rows = columns(dossiers(50))
    with pytest.raises(motcua.ValueMissingError, match="as_of"):
        report.on_time(rows)
    with pytest.raises(motcua.ColumnInvalidError, match="phòng"):
        report.on_time(rows, "phòng", as_of=AS_OF)
    with pytest.raises(motcua.DateInvalidError):
        report.on_time({**rows, "due_on": [1] * 50}, as_of=AS_OF)
    with pytest.raises(motcua.ColumnInvalidError):
        report.on_time({**rows, "due_on": np.ones(50)}, as_of=AS_OF)
    with pytest.raises(motcua.ColumnInvalidError):
        report.on_time({**rows, "due_on": rows["due_on"][:-1]}, as_of=AS_OF)
    with pytest.raises(motcua.ColumnInvalidError, match="minutes"):
        report.on_time(numpy_table(dossiers(5)), as_of=AS_OF, level="minute")
    with pytest.raises(motcua.DateInvalidError):
        report.on_time(rows, as_of=AS_OF, period=(dt.date(2025, 2, 1), dt.date(2025, 1, 1)))
    with pytest.raises(motcua.ValueOutOfRangeError, match="as_of"):
        report.on_time(rows, as_of=dt.date(2025, 1, 1), period=(dt.date(2025, 2, 1), None))
    with pytest.raises(motcua.DateInvalidError):
        report.on_time(pl.DataFrame(dossiers(5)).with_columns(pl.col("due_on").cast(pl.Datetime("us", "Asia/Ho_Chi_Minh"))), as_of=AS_OF)
    with pytest.raises(motcua.OptionUnknownError):
        report.on_time(rows, as_of=AS_OF, level="hour")
    with pytest.raises(motcua.OptionUnknownError):
        report.lateness(rows, as_of=AS_OF, scope="some")
    with pytest.raises(motcua.ValueOutOfRangeError):
        report.lateness(rows, as_of=AS_OF, buckets=[3, 1])
    with pytest.raises(motcua.ValueOutOfRangeError):
        report.on_time(rows, as_of=AS_OF, confidence=1)
    with pytest.raises(motcua.ColumnInvalidError):
        report.on_time(rows, ["unit", "officer", "month", "quarter", "year"], as_of=AS_OF)
    with pytest.raises(TypeError, match="as_off"):
        report.on_time(rows, as_off=AS_OF)
    with pytest.raises(motcua.ValueOutOfRangeError):
        report.merge([report.on_time(rows, as_of=AS_OF), report.on_time(rows, as_of=FIRST)])
    with pytest.raises(motcua.ValueOutOfRangeError):
        report.merge([report.on_time(rows, as_of=AS_OF), report.on_time(rows, "officer", as_of=AS_OF)])
    for text in ("", "[]", "{}", '{"by": [], "options": {}, "confidence": 0.95, "tally": {"kind": "on_time", "asked": {}}}'):
        with pytest.raises(motcua.MotcuaError):
            report.merge([text])
    with pytest.raises(motcua.MotcuaError):
        report.on_time(3, as_of=AS_OF)


def test_rows_that_cannot_be_counted_are_told_and_take_no_other_with_them():
    rows = dossiers(100)
    rows[7]["received_at"] = rows[9]["received_at"] = None
    found = report.on_time(pl.DataFrame(rows), as_of=AS_OF)
    good = [row for row in rows if row["received_at"]]
    assert counted(found) == naive(good, lambda row: (row["unit"],), AS_OF)
    assert (found.problems, found.first_problem.index, found.first_problem.code) == (2, 7, "value_missing")
    assert "2 rows could not be counted" in str(found)
    backwards = {"unit": ["A"], "received_at": [dt.date(2026, 1, 5)], "due_on": [dt.date(2026, 1, 9)], "finished_at": [dt.date(2026, 1, 2)]}
    total = report.on_time(backwards, period=(dt.date(2026, 1, 4), None)).total
    assert (total.received, total.early, total.finished_before_received) == (1, 1, 1)
    withdrawn = report.on_time({**backwards, "withdrawn": [True]}, left_out="withdrawn").total
    assert (withdrawn.early, withdrawn.resolved_unmeasured) == (0, 1)


def test_large_negative_and_text_numbers_are_groups_too():
    table = columns(dossiers(60))
    for keys in ([-5, 10**12, 3] * 20, [None, 70_000, 1] * 20, ["10", "9", "é"] * 20):
        found = report.on_time({**table, "unit": keys}, as_of=AS_OF)
        assert sum(row.to_handle for row in found.rows) == found.total.to_handle
        assert {row.unit for row in found.rows} == set(keys)
    chunks = iter([{**table, "unit": np.arange(60)}, {**table, "unit": np.arange(60) + 10**6}, {**table, "unit": np.arange(60) + 100}])
    found = report.on_time(chunks, as_of=AS_OF)
    assert {row.unit for row in found.rows} <= {*range(160), *range(10**6, 10**6 + 60)} and found.seen == 180


@pytest.mark.parametrize("late", [40, 3000, 65_535, 65_536, 10**9, -1, None])
@pytest.mark.parametrize("kind", ["int32", "int64", "polars"])
def test_a_number_unlike_those_of_the_first_rows_is_a_group_too(late, kind):
    """Which numbers there are is guessed from the first rows; from these on the guess is wrong."""
    rows = 100_000
    units = np.arange(rows) % 34
    units[90_000:90_010] = 7 if late is None else late
    column = pl.Series(units).scatter(np.arange(90_000, 90_010), None) if late is None else units
    column = pl.Series(column) if kind == "polars" or late is None else np.asarray(column, kind)
    day = np.datetime64("2025-03-03")
    table = {"unit": column, "received_at": np.full(rows, day), "due_on": np.full(rows, day + 4), "finished_at": np.full(rows, day + 5)}
    expected = dict(zip(*np.unique(units, return_counts=True)))
    if late is None:
        expected[7] -= 10
        expected[None] = 10
    for threads in (1, 2):
        found = report.on_time(table, "unit", as_of=AS_OF, threads=threads)
        assert {row.unit: row.late for row in found.rows} == expected


def test_edits_that_nobody_knows_yet_are_no_edits():
    one = {"unit": ["A"], "received_at": [dt.date(2026, 1, 5)], "due_on": [dt.date(2026, 3, 2)], "finished_at": [dt.date(2026, 3, 9)], "recorded_at": [dt.date(2026, 3, 2)]}
    total = report.edited(one, as_of=dt.date(2026, 2, 1)).total
    assert (total.edited, total.turned_late) == (0, 0)
    assert report.edited(one, as_of=dt.date(2026, 3, 5)).total.edited == 1
    assert report.edited(one, as_of=dt.date(2026, 3, 9)).total.turned_late == 1


def test_dates_are_groups_and_moments_are_not():
    days = ["2026-01-05", "2026-01-06", "2026-01-05"]
    rows = {"received_at": [dt.date.fromisoformat(day) for day in days], "due_on": [dt.date(2026, 3, 2)] * 3, "finished_at": [dt.date(2026, 3, 1)] * 3}
    tables = [pd.DataFrame({**rows, "k": pd.to_datetime(days)}), pl.DataFrame({**rows, "k": rows["received_at"]}), pa.table({**rows, "k": rows["received_at"]})]
    tables.append({**rows, "k": np.array(days, "M8[D]")})
    for table in tables:
        found = report.on_time(table, by="k")
        assert [(row.k, row.received) for row in found.rows] == [("2026-01-05", 2), ("2026-01-06", 1)]
    moments = [dt.datetime(2026, 1, 5, 8), dt.datetime(2026, 1, 6, 9), dt.datetime(2026, 1, 5, 10)]
    for table in (pd.DataFrame({**rows, "k": moments}), pl.DataFrame({**rows, "k": moments}), pa.table({**rows, "k": moments})):
        with pytest.raises(motcua.ColumnInvalidError, match="month"):
            report.on_time(table, by="k")
    with pytest.raises(motcua.OptionUnknownError, match="week"):
        report.trend(rows, step="week")


def test_months_of_receipt_and_of_the_result_are_never_one_column():
    one = {"unit": ["A"], "received_at": [dt.date(2026, 1, 5)], "due_on": [dt.date(2026, 3, 2)], "finished_at": [dt.date(2026, 3, 9)]}
    received, finished = (report.on_time(one, by="month", time_of=of) for of in ("received", "finished"))
    with pytest.raises(motcua.MotcuaError):
        report.merge([received, finished])
    with pytest.raises(motcua.MotcuaError):
        report.merge([received.partial(), finished.partial()])
    assert report.merge([finished, finished.partial()]).rows[0].month == "2026-03"
    with pytest.raises(motcua.ColumnInvalidError, match="chunk"):
        report.on_time(iter([pl.DataFrame({**one, "month": ["a"]}), pl.DataFrame(one)]), by="month")


def test_what_is_no_moment_and_who_is_no_group_is_told():
    one = {"unit": ["A"], "received_at": [dt.date(2026, 1, 5)], "due_on": [dt.date(2026, 3, 2)], "finished_at": [dt.date(2026, 3, 9)], "online": [True]}
    for nothing in (pd.NaT, np.datetime64("NaT")):
        with pytest.raises(motcua.DateInvalidError, match="NaT"):
            report.on_time(one, as_of=nothing)
        with pytest.raises(motcua.DateInvalidError, match="NaT"):
            report.on_time(one, period=(nothing, None))
    with pytest.raises(motcua.OptionUnknownError, match="A "):
        report.inputs_766(one, extra={"A ": {"fee_procedures": 3}})
    assert report.inputs_766(one, extra={"A": {"fee_procedures": 3}, "B": {"fee_procedures": 4}}).rows[0].fee_procedures == 3
    truths = [report.on_time({**one, "k": column}, by="k").rows[0].k for column in ([True], np.array([True]))]
    assert truths == ["true", "true"]


def test_threads_count_what_one_counts():
    rows = dossiers(200_000)
    table = pl.DataFrame(rows)
    for by in ("unit", ["unit", "month"]):
        one, many = (report.on_time(table, by, as_of=AS_OF, threads=threads) for threads in (1, 3))
        assert (one.rows, one.total, one.seen) == (many.rows, many.total, many.seen)
    rows[150_000]["received_at"] = None
    found = report.on_time(pl.DataFrame(rows), as_of=AS_OF, threads=3)
    assert (found.problems, found.first_problem.index) == (1, 150_000)
