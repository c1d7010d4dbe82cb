"""Tables in and out: the frame helper, scorecards and ranks on pandas, Polars, PyArrow, DuckDB and plain columns."""

import csv
import datetime as dt
import doctest
import math
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import motcua
import numpy
import pandas
import polars
import pyarrow
import pytest
from motcua import _frame, _scored
from motcua._frame import Frame

REFERENCE = Path(__file__).parent / "reference"
RULES = motcua.scorecard.load("qd766_portal_2026")
COLUMNS = {
    "id": ["a", "b"],
    "count": [1, None],
    "share": [0.5, None],
    "on": [dt.date(2026, 2, 17), None],
    "at": [dt.datetime(2026, 2, 17, 8), None],
    "points": [Decimal("1.25"), None],
    "text": ["x", None],
    "none": [None, None],
}
KINDS = {
    "mapping": dict,
    "rows": lambda columns: [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
    "pandas": pandas.DataFrame,
    "pandas nullable": lambda columns: pandas.DataFrame(columns).convert_dtypes(),
    "polars": polars.DataFrame,
    "pyarrow": pyarrow.table,
}
every_kind = pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)


class Capsule:
    """A table of a library nobody knows, with the Arrow PyCapsule interface alone."""

    def __init__(self, columns):
        self._table = pyarrow.table(columns)

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


def table_of(name):
    with open(REFERENCE / name, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


def test_the_docstrings_run():
    for module in (_frame, _scored):
        tested = doctest.testmod(module)
        assert tested.failed == 0 and tested.attempted > 0


@every_kind
def test_a_table_is_read_as_it_is(make):
    frame = Frame.of(make(COLUMNS))
    assert (frame.names, len(frame)) == (tuple(COLUMNS), 2)
    assert list(frame.rows()) == KINDS["rows"](COLUMNS)
    assert "count" in frame and "counts" not in frame


@every_kind
def test_a_table_comes_back_in_the_callers_kind(make):
    given = make(COLUMNS)
    made = Frame.of(given).like(COLUMNS)
    assert type(made) is type(given)
    rows = list(Frame.of(made).rows())
    if isinstance(made, pandas.DataFrame):
        # pandas has no dates but moments.
        assert made["on"].dtype == "datetime64[s]" and rows[0]["on"] == dt.datetime(2026, 2, 17)
        rows[0]["on"] = rows[0]["on"].date()
    assert rows == KINDS["rows"](COLUMNS)


def test_columns_are_the_callers_own():
    numbers = numpy.arange(3)
    assert Frame.of({"n": numbers}).column("n") is numbers
    series = polars.Series("n", [1, 2])
    assert Frame.of(polars.DataFrame([series])).column("n").to_physical().equals(series)
    assert numpy.shares_memory(Frame.of(pandas.DataFrame({"n": numbers}, copy=False)).column("n").to_numpy(), numbers)
    chunks = pyarrow.chunked_array([[1], [2, 3]])
    assert Frame.of(pyarrow.table({"n": chunks})).column("n").num_chunks == 2


def test_other_tables_come_back_as_arrow():
    lazy = polars.LazyFrame(COLUMNS)
    assert isinstance(Frame.of(lazy).like({"n": [1]}), polars.DataFrame)
    batch = pyarrow.RecordBatch.from_pydict({"n": [1, 2]})
    relation = duckdb.sql("SELECT * FROM (VALUES (1), (2)) AS rows(n)")
    for table in (batch, relation, Capsule({"n": [1, 2]})):
        frame = Frame.of(table)
        assert frame.values("n") == [1, 2] and Frame.is_table(table) is not isinstance(table, Capsule)
        assert isinstance(frame.like({"m": [3]}), pyarrow.Table)


def test_types_hold_where_everything_is_missing():
    types = {"n": int, "x": float, "t": str, "d": dt.date, "m": dt.datetime, "p": 2}
    missing = {name: [None] for name in types}
    schema = Frame.of(pyarrow.table({})).like(missing, types).schema
    assert [str(kind) for kind in schema.types] == ["int64", "double", "string", "date32[day]", "timestamp[us]", "decimal128(38, 2)"]
    kinds = Frame.of(polars.DataFrame()).like(missing, types).dtypes
    assert kinds == [polars.Int64, polars.Float64, polars.String, polars.Date, polars.Datetime("us"), polars.Decimal(38, 2)]
    made = Frame.of(pandas.DataFrame()).like(missing, types)
    assert [made[name].dtype.kind for name in types][:2] == ["i", "f"] and made["d"].dtype == "datetime64[s]" and made["p"].dtype == object
    assert made.isna().all(axis=None)


def test_columns_beside_keep_the_index():
    made = Frame.of(pandas.DataFrame({"n": [1, 2]}, index=[7, 9])).beside({"m": [3, 4], "n": ["x", "y"]})
    assert made.index.tolist() == [7, 9] and made["m"].tolist() == [3, 4] and made["n"].tolist() == ["x", "y"]


@pytest.mark.parametrize(
    ("table", "path"),
    [
        (None, None),
        (3, None),
        ("text", None),
        ([1, 2], None),
        ({"a": 1}, None),
        ({"a": "xy"}, None),
        ({"a": [1], "b": [1, 2]}, "b"),
        (pandas.DataFrame([[1, 2]], columns=["a", "a"]), "a"),
        (pandas.Series([1, 2]), None),
        (polars.Series([1, 2]), None),
        (pyarrow.chunked_array([[1, 2]]), None),
    ],
)
def test_what_is_no_table(table, path):
    with pytest.raises(motcua.ColumnInvalidError) as refusal:
        Frame.of(table)
    assert refusal.value.path == path and refusal.value.code == "column_invalid"


def test_columns_that_are_not_there():
    frame = Frame.of({"unit": ["A"]})
    with pytest.raises(motcua.ColumnInvalidError, match="there are `unit`"):
        frame.column("units")
    with pytest.raises(motcua.ColumnInvalidError):
        frame.beside({"n": [1, 2]})
    with pytest.raises(motcua.ColumnInvalidError):
        frame.like({"n": [1, 2], "m": [1]})


@every_kind
def test_scores_of_a_table_are_those_published(make):
    source = table_of("indices/idx766_phutho_progress_year.csv")
    table = {"id": source["code"], "name": source["unit"], "received": list(map(int, source["received"])), "on_time": list(map(int, source["on_time"]))}
    scores = RULES.score_table(make(table))
    rows = list(Frame.of(scores.table).rows())
    published = [Decimal(points) if points else None for points in source["score_published_max20"]]
    assert [row["progress"] for row in rows] == published and len(rows) == 56
    assert [row["id"] for row in rows] == source["code"] and rows[0]["name"] == "tỉnh Phú Thọ"
    assert all(row["total"] is None and row["band"] is None and row["problem"] is None for row in rows)
    terms = [row for row in Frame.of(scores.terms).rows() if row["indicator"] == "progress_on_time"]
    assert [term["points"] for term in terms] == published
    assert all(term["worked"].startswith(f"20 × {on_time} / {received}") for term, on_time, received in zip(terms, table["on_time"], table["received"], strict=True))


GROUPS = {"TDGQ": "progress", "MDHL": "satisfaction", "MDSH": "digitisation", "TTTT": "payment", "CLGQ": "online", "CKMB": "transparency"}


@every_kind
def test_totals_and_bands_of_the_provinces_are_those_published(make):
    source = table_of("indices/idx766_provinces_2025_ytd_oct.csv")
    table = {"id": source["code"], "unit": source["unit"], **{area: list(map(Decimal, source[group])) for group, area in GROUPS.items()}}
    scores = motcua.scorecard.load("qd766_portal_2025").score_table(make({**table, "year": [2025] * 34}), name="unit", keep=["year"])
    rows = list(Frame.of(scores.table).rows())
    assert [row["total"] for row in rows] == list(map(Decimal, source["total"]))
    # Four of them above 90, as the Portal has it, the others above 80.
    assert [row["band_title"] for row in rows] == ["Xuất sắc"] * 4 + ["Tốt"] * 30
    assert len(Frame.of(scores.terms)) == 34 * 6 and {row["year"] for row in rows} == {2025}


def test_a_unit_that_cannot_be_scored_keeps_its_row():
    table = pandas.DataFrame({"id": [1, 2, None, 4], "received": [10, 3, 5, math.nan], "on_time": [9, 4, 5, math.nan], "district": ["X", "Y", "X", None]})
    scores = RULES.score_table(table, keep=["district"], language="en", as_float=True)
    assert scores.table["progress"].tolist()[:1] == [18.0] and scores.table["progress"].isna().tolist() == [False, True, True, True]
    assert scores.table["problem"].fillna("").tolist()[1] == "value_out_of_range" and [problem.index for problem in scores.problems] == [1, 2]
    assert scores.table["district"].tolist()[:3] == ["X", "Y", "X"] and scores.table["id"].tolist()[0] == "1"
    assert set(scores.terms["id"]) == {"1", "4"} and scores.terms["worked"][0] == "20 × 9 / 10 = 18"


@pytest.mark.parametrize(
    ("table", "options", "path"),
    [
        ({"id": ["a"], "recieved": [1]}, {}, "recieved"),
        ({"unit": ["a"], "received": [1]}, {}, "id"),
        ({"id": ["a"]}, {"keep": ["district"]}, "district"),
        ({"id": ["a"], "total": [1]}, {"keep": ["total"]}, "total"),
    ],
)
def test_tables_that_are_not_scored(table, options, path):
    with pytest.raises(motcua.ColumnInvalidError) as refusal:
        RULES.score_table(table, **options)
    assert refusal.value.path == path


def test_a_table_without_rows_keeps_its_columns():
    scores = RULES.score_table(polars.DataFrame({"id": [], "received": []}))
    assert scores.table.height == 0 and scores.table.schema["total"] == polars.Decimal(38, 2) and scores.terms.height == 0


def test_score_units_takes_every_table():
    table = {"id": ["1", "2"], "received": [10, 3], "on_time": [9, 3]}
    for units in (table, polars.DataFrame(table).lazy(), pyarrow.table(table), duckdb.from_arrow(pyarrow.table(table))):
        assert [unit.groups.progress for unit in RULES.score_units(units).units] == [Decimal("18.00"), Decimal("20.00")]


@every_kind
def test_ranks_of_the_provinces_are_those_published(make):
    source = table_of("indices/idx766_provinces_2025_ytd_oct.csv")
    table = make({"code": source["code"], "unit": source["unit"], "total": list(map(Decimal, source["total"]))})
    ranks = motcua.scorecard.rank_table(table, id="code", name="unit")
    rows = list(Frame.of(ranks.table).rows())
    assert [row["rank"] for row in rows] == list(map(int, source["rank_published"]))
    assert (rows[4]["statement"], rows[4]["size"], rows[4]["tied"]) == ("5/34", 34, 0)
    # In percent of the best, half up to two decimals, by hand.
    best = Decimal(max(source["total"], key=Decimal))
    expected = [(100 * Decimal(total) / best).quantize(Decimal("0.01"), ROUND_HALF_UP) for total in source["total"]]
    assert [row["share_of_best"] for row in rows] == expected


def test_ranks_with_ties_within_peers():
    table = pandas.DataFrame(
        {"id": ["a", "b", "c", "d", "e"], "total": [80.5, 80.5, 79, 90, None], "district": ["X", "X", "X", "Y", "X"]}, index=[5, 4, 3, 2, 1]
    )
    ranks = motcua.scorecard.rank_table(table, peers="district")
    assert ranks.table.index.tolist() == [5, 4, 3, 2, 1]
    assert ranks.table["rank"].tolist()[:4] == [1, 1, 3, 1] and ranks.table["rank"].isna().tolist() == [False] * 4 + [True]
    assert ranks.table["statement"].tolist()[:4] == ["1/3", "1/3", "3/3", "1/1"] and ranks.table["tied"].tolist()[:4] == [1, 1, 0, 0]
    assert [problem.index for problem in ranks.problems] == [4]
    average = motcua.scorecard.rank_table(table, peers="district", method="average").table["rank"].tolist()
    assert average[:3] == [Decimal("1.5"), Decimal("1.5"), Decimal(3)]
    assert motcua.scorecard.rank_table(table, peers="district", method="average", as_float=True).table["rank"].tolist()[:3] == [1.5, 1.5, 3.0]


def test_bands_of_ranks():
    bands = [{"id": "good", "from": 80}, {"id": "fair", "from": 0}]
    table = motcua.scorecard.rank_table({"id": ["a", "b"], "total": [80, 79.99]}, bands=bands).table
    assert table["band"] == ["good", "fair"]


def test_rank_intervals_are_joined_on():
    satisfied = [29, 28, None, 22, 60]
    table = polars.DataFrame({"id": ["A", "B", "C", "F", "P"], "satisfied": satisfied, "asked": [30, 30, 30, 30, 60], "district": [*"XXXX", "Y"]})
    table = table.with_columns(total=100 * polars.col("satisfied") / polars.col("asked"))
    parts = {"successes": "satisfied", "trials": "asked"}
    ranks = motcua.scorecard.rank_table(table, peers="district", intervals=parts, top=[1, 2], seed=7, draws=500)
    rows = {row["id"]: row for row in ranks.table.to_dicts()}
    units = [{"id": name, "successes": count, "trials": 30} for name, count in zip("ABF", (29, 28, 22), strict=True)]
    drawn = {unit.id: unit for unit in motcua.rank_uncertainty(units=units, top=[1, 2], seed=7, draws=500).units}
    for name, unit in drawn.items():
        row = rows[name]
        assert (row["rank_low"], row["rank_high"], row["rank_median"], row["score_se"]) == (unit.low, unit.high, unit.median, unit.standard_error)
        assert row["in_top_1"] == unit.in_top[0].probability and row["rank_low"] <= row["rank"] <= row["rank_high"]
    assert (rows["P"]["rank_low"], rows["P"]["rank_high"], rows["P"]["in_top_1"]) == (1, 1, 1.0)
    assert rows["C"]["rank"] is None and rows["C"]["rank_low"] is None and rows["C"]["in_top_2"] is None
    assert len(ranks.intervals) == 2 and [problem.index for problem in ranks.problems] == [2]


def test_rank_intervals_from_standard_errors_and_levels():
    table = {"id": ["a", "b"], "total": [90, 50], "se": [1, 1], "good": [30, 0], "fair": [0, 30]}
    by_error = motcua.scorecard.rank_table(table, intervals={"se": "se"}).table
    by_levels = motcua.scorecard.rank_table(table, intervals={"levels": ["good", "fair"], "weight": 100}, credits=["1", "0.5"]).table
    for made in (by_error, by_levels):
        assert (made["rank_low"], made["rank_high"]) == ([1, 2], [1, 2])


def test_ranks_that_are_refused():
    with pytest.raises(motcua.ColumnInvalidError, match="`points`"):
        motcua.scorecard.rank_table({"id": ["a"], "total": [1]}, "points")
    with pytest.raises(motcua.MotcuaError):
        motcua.scorecard.rank_table({"id": ["a"], "total": [1]}, method="olympic")
    with pytest.raises(motcua.ColumnInvalidError):
        motcua.scorecard.rank_table({"id": ["a"], "total": [1]}, intervals={"se": "error"})
    with pytest.raises(motcua.OptionUnknownError):
        motcua.scorecard.rank_table({"id": ["a"], "total": [1]}, intervals="se")
    with pytest.raises(motcua.FieldUnknownError):
        motcua.scorecard.rank_table({"id": ["a"], "total": [1]}, intervals={"error": 1})
    with pytest.raises(motcua.OptionUnknownError):
        RULES.score_table({"id": ["a"]}, language="fr")


def test_an_infinite_value_is_the_problem_of_its_unit_alone():
    rules = motcua.scorecard.load("qd766_portal_2026")
    table = rules.score_table({"id": ["A", "B"], "received": [math.inf, 120], "on_time": [100, 100]}).table
    assert table["problem"] == ["amount_invalid", None] and table["progress"][0] is None
    assert table["progress"][1] == rules.score({"received": 120, "on_time": 100}).groups.progress
