"""Working days and due dates in DuckDB: functions in SQL that answer whole vectors.

    >>> import duckdb
    >>> import motcua.duckdb
    >>> connection = duckdb.connect()
    >>> motcua.duckdb.register(connection)
    >>> connection.sql("SELECT motcua_add_working_days(DATE '2026-04-24', 3)").fetchall()
    [(datetime.date(2026, 5, 4),)]
    >>> connection.sql("SELECT motcua_due_at(TIMESTAMP '2026-04-24 10:00:00', '03 ngày làm việc')").fetchall()
    [(datetime.datetime(2026, 5, 4, 17, 0),)]

Registering needs `duckdb` and `pyarrow`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from . import batch
from ._native import Calendar, OptionUnknownError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["register"]


def register(
    connection: DuckDBPyConnection,
    calendar: Calendar | None = None,
    hours: str | Mapping[str, object] | None = None,
    prefix: str = "motcua_",
    errors: str = "raise",
    **rules: Any,
) -> None:
    """Makes functions of SQL on a connection, of one calendar, one set of office hours and the rules of :func:`motcua.batch.deadlines`:

    - ``motcua_add_working_days(DATE, BIGINT) -> DATE``
    - ``motcua_count_working_days(after DATE, until DATE) -> BIGINT``
    - ``motcua_add_working_seconds(TIMESTAMP, BIGINT) -> TIMESTAMP``
    - ``motcua_working_seconds_between(TIMESTAMP, TIMESTAMP) -> BIGINT``
    - ``motcua_due_on(received_at TIMESTAMP, limit VARCHAR) -> DATE`` and ``motcua_due_at(...) -> TIMESTAMP``; a limit is "3 working_day" or a Vietnamese spelling
    - ``motcua_timeliness(due DATE, done DATE, as_of DATE) -> VARCHAR``

    A null in gives a null out. `errors` is "raise" or "null"; another `prefix` lets several calendars live side by side. Functions of these names are
    replaced.
    """
    import duckdb
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.compute as pc  # type: ignore[import-untyped]

    if errors not in ("raise", "null"):
        raise OptionUnknownError(f"`{errors}` is no way to treat errors here; known are raise, null")
    for rule in rules:
        if rule not in ("counting", "cutoff", "cutoff_effect", "roll"):
            raise TypeError(f"unexpected keyword argument {rule!r}")
    time: dict[str, Any] = {"calendar": calendar, "hours": hours, "errors": errors}
    days: dict[str, Any] = {"calendar": calendar, "errors": errors}

    def due_on(received_at: Any, limit: Any) -> Any:
        return batch.deadlines(received_at, limit=limit, **time, **rules).due_on

    def due_at(received_at: Any, limit: Any) -> Any:
        return batch.deadlines(received_at, limit=limit, **time, **rules).due_at

    def timeliness(due: Any, done: Any, as_of: Any) -> Any:
        # As a rule one moment for all rows; a row without one has no answer.
        answers = pa.nulls(len(as_of), pa.string())
        for moment in as_of.unique().drop_null().to_pylist():
            own = pc.equal(as_of, moment)
            answers = pc.if_else(own, batch.timeliness(due, done, moment).cast(pa.string()), answers)
        return answers

    functions: list[tuple[str, Callable[..., Any], list[str], str]] = [
        ("add_working_days", lambda dates, n: batch.add_working_days(dates, n, **days), ["DATE", "BIGINT"], "DATE"),
        ("count_working_days", lambda after, until: batch.count_working_days(after, until, **days), ["DATE", "DATE"], "BIGINT"),
        ("add_working_seconds", lambda at, n: batch.add_working_seconds(at, n, **time), ["TIMESTAMP", "BIGINT"], "TIMESTAMP"),
        ("working_seconds_between", lambda a, b: batch.working_seconds_between(a, b, **time), ["TIMESTAMP", "TIMESTAMP"], "BIGINT"),
        ("due_on", due_on, ["TIMESTAMP", "VARCHAR"], "DATE"),
        ("due_at", due_at, ["TIMESTAMP", "VARCHAR"], "TIMESTAMP"),
    ]
    functions.append(("timeliness", timeliness, ["DATE", "DATE", "DATE"], "VARCHAR"))
    # The names of its options moved between versions; their texts did not.
    create: Any = connection.create_function
    for name, function, parameters, answer in functions:
        with contextlib.suppress(duckdb.InvalidInputException):
            connection.remove_function(prefix + name)
        create(prefix + name, function, parameters, answer, type="arrow", null_handling="special")
