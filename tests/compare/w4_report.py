"""W4: dossiers of each unit by how they stand, from due date to rates.

Every side gives, for each of 3,321 units, five counts: finished early, on time and late; open within term and overdue.
"""

from functools import partial
from typing import Any, Literal, get_args

import numpy as np

from compare import kernels
from compare.calendars import Calendars
from compare.measure import Prepared, Side
from compare.rows import AS_OF, NAT, UNITS, Promises
from compare.truth import Ints, number

TITLE = "W4 on-time report of 3,321 units (unit, due date, finished date or none)"
KINDS = ("early", "on_time", "late", "within_term", "overdue")
CHUNK = 1_000_000
Engine = Literal["in-memory", "streaming"]


def truth(_: Calendars, rows: Promises) -> Ints:
    """The naive counts: a loop over the rows."""
    as_of = number(AS_OF)
    counts = [[0] * len(KINDS) for _ in range(UNITS)]
    for begin in range(0, len(rows), CHUNK):
        part = slice(begin, begin + CHUNK)
        for unit, due, finished in zip(rows.unit[part].tolist(), rows.due[part].tolist(), rows.finished[part].tolist(), strict=True):
            if finished == NAT:
                kind = 3 if due >= as_of else 4
            else:
                kind = 0 if finished < due else 1 if finished == due else 2
            counts[unit][kind] += 1
    return np.array(counts, dtype=np.int64).ravel()


def sides(_: Calendars) -> list[Side]:
    """The peers."""
    return [
        Side("pandas groupby", _pandas, bytes=20),
        *(Side(f"polars, {engine}", partial(_polars, engine=engine), threads=2, bytes=12) for engine in get_args(Engine)),
        *(Side("duckdb", partial(_duckdb, threads=n), threads=n, bytes=12) for n in (1, 2)),
        Side("numpy bincount, by hand", _bincount, bytes=20),
        Side("numba, by hand", _numba, bytes=20),
    ]


def frame(rows: Promises) -> dict[str, Any]:
    """The columns as NumPy has them."""
    return {"unit": rows.unit, "due_on": rows.due.view("M8[D]"), "finished_at": rows.finished.view("M8[D]")}


def _ints(result: Any) -> Ints:
    return np.stack([np.asarray(result[kind]) for kind in KINDS], axis=1).astype(np.int64).ravel()


def _pandas(rows: Promises) -> Prepared:
    import pandas as pd

    table, as_of = pd.DataFrame(frame(rows)), pd.Timestamp(AS_OF)

    def run() -> Any:
        unit, due, finished = table["unit"], table["due_on"], table["finished_at"]
        is_open = finished.isna()
        kinds = {"early": finished < due, "on_time": finished == due, "late": finished > due}
        kinds |= {"within_term": is_open & (due >= as_of), "overdue": is_open & (due < as_of)}
        return pd.DataFrame(kinds).groupby(unit).sum()

    return Prepared(run, lambda result: _ints(result.reindex(range(UNITS), fill_value=0)))


def _polars(rows: Promises, engine: Engine) -> Prepared:
    import polars as pl

    table, as_of = pl.DataFrame(frame(rows)), pl.lit(AS_OF)
    due, finished = pl.col("due_on"), pl.col("finished_at")
    is_open = finished.is_null()
    query = (
        table.lazy()
        .group_by("unit")
        .agg(
            early=(finished < due).sum(),
            on_time=(finished == due).sum(),
            late=(finished > due).sum(),
            within_term=(is_open & (due >= as_of)).sum(),
            overdue=(is_open & (due < as_of)).sum(),
        )
    )
    every = pl.DataFrame({"unit": np.arange(UNITS, dtype=np.int32)})
    return Prepared(lambda: query.collect(engine=engine), lambda result: _ints(every.join(result, on="unit", how="left").fill_null(0)))


def _duckdb(rows: Promises, threads: int) -> Prepared:
    import duckdb
    import pyarrow as pa

    connection = duckdb.connect(config={"threads": threads})
    columns = frame(rows)
    finished = pa.array(columns["finished_at"], mask=rows.finished == NAT)
    dossier = pa.table(columns | {"finished_at": finished})  # noqa: F841 - read by the query
    connection.execute("CREATE TABLE dossier AS FROM dossier")
    query = f"""SELECT unit,
            count(*) FILTER (finished_at < due_on) AS early, count(*) FILTER (finished_at = due_on) AS on_time,
            count(*) FILTER (finished_at > due_on) AS late,
            count(*) FILTER (finished_at IS NULL AND due_on >= DATE '{AS_OF}') AS within_term,
            count(*) FILTER (finished_at IS NULL AND due_on < DATE '{AS_OF}') AS overdue
        FROM dossier GROUP BY unit"""

    def answers(result: Any) -> Ints:
        counts = np.zeros((UNITS, len(KINDS)), dtype=np.int64)
        counts[result["unit"]] = _ints(result).reshape(-1, len(KINDS))
        return counts.ravel()

    return Prepared(lambda: connection.execute(query).fetchnumpy(), answers)


def _bincount(rows: Promises) -> Prepared:
    unit, due, finished, as_of = rows.unit, rows.due, rows.finished, number(AS_OF)

    def run() -> Ints:
        done = 1 + np.sign(finished - due)
        kind = np.where(finished == NAT, 3 + (due < as_of), done)
        return np.bincount(unit * len(KINDS) + kind, minlength=UNITS * len(KINDS))

    return Prepared(run, lambda result: result.astype(np.int64))


def _numba(rows: Promises) -> Prepared:
    as_of = number(AS_OF)

    def run() -> Ints:
        out = np.zeros((UNITS, len(KINDS)), dtype=np.int64)
        kernels.ON_TIME(rows.unit, rows.due, rows.finished, as_of, out)
        return out

    return Prepared(run, lambda result: result.ravel())
