"""Working days and due dates in Polars expressions: importing this module registers the namespace `.motcua`.

    >>> import datetime as dt
    >>> import polars as pl
    >>> import motcua.polars
    >>> frame = pl.DataFrame({"received_on": [dt.date(2026, 4, 24), None], "days": [3, 5]})
    >>> frame.select(due=pl.col("received_on").motcua.add_working_days(pl.col("days")))["due"].to_list()
    [datetime.date(2026, 5, 4), None]

Each works row by row on the batches Polars hands it, so lazy frames and the streaming engine take it too. An argument may be an expression; anything
else is one value for every row, so that a text is no name of a column. Options are those of :mod:`motcua.batch`; `errors` is "raise" or "null".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from . import batch
from ._native import OptionUnknownError

__all__ = ["MotcuaNamespace"]


@pl.api.register_expr_namespace("motcua")
class MotcuaNamespace:
    """The functions of :mod:`motcua.batch` on expressions."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def add_working_days(self, days: Any, **options: Any) -> pl.Expr:
        """As :func:`motcua.batch.add_working_days`; the dates' own type."""
        return self._mapped(batch.add_working_days, {"days": days}, options)

    def count_working_days(self, until: Any, **options: Any) -> pl.Expr:
        """As :func:`motcua.batch.count_working_days`; Int64."""
        return self._mapped(batch.count_working_days, {"until": until}, options, pl.Int64)

    def add_working_seconds(self, seconds: Any, **options: Any) -> pl.Expr:
        """As :func:`motcua.batch.add_working_seconds`; the moments' own type."""
        return self._mapped(batch.add_working_seconds, {"seconds": seconds}, options)

    def working_seconds_between(self, ended_at: Any, **options: Any) -> pl.Expr:
        """As :func:`motcua.batch.working_seconds_between`; Int64."""
        return self._mapped(batch.working_seconds_between, {"ended_at": ended_at}, options, pl.Int64)

    def due_on(self, amount: Any = None, unit: Any = None, *, limit: Any = None, **options: Any) -> pl.Expr:
        """The due day of :func:`motcua.batch.deadlines`; Date."""

        def ask(received_at: pl.Series, **given: Any) -> pl.Series:
            due: batch.Due[pl.Series] = batch.deadlines(received_at, **given)
            return due.due_on

        return self._mapped(ask, {"amount": amount, "unit": unit, "limit": limit}, options, pl.Date)

    def due_at(self, amount: Any = None, unit: Any = None, *, limit: Any = None, **options: Any) -> pl.Expr:
        """The due moment of :func:`motcua.batch.deadlines`; Datetime in microseconds."""

        def ask(received_at: pl.Series, **given: Any) -> pl.Series:
            due: batch.Due[pl.Series] = batch.deadlines(received_at, **given)
            at: pl.Series = due.due_at.cast(pl.Datetime("us"))
            return at

        return self._mapped(ask, {"amount": amount, "unit": unit, "limit": limit}, options, pl.Datetime("us"))

    def certainty(self, amount: Any = None, unit: Any = None, *, limit: Any = None, **options: Any) -> pl.Expr:
        """The certainty of :func:`motcua.batch.deadlines`; String."""

        def ask(received_at: pl.Series, **given: Any) -> pl.Series:
            due: batch.Due[pl.Series] = batch.deadlines(received_at, **given)
            certainty: pl.Series = due.certainty.cast(pl.String)
            return certainty

        return self._mapped(ask, {"amount": amount, "unit": unit, "limit": limit}, options, pl.String)

    def timeliness(self, done: Any, as_of: Any, level: str = "day") -> pl.Expr:
        """As :func:`motcua.batch.timeliness`, of the due date; Enum."""
        names = pl.Enum(["early", "on_time", "late", "within_term", "overdue", "none"])
        return self._mapped(batch.timeliness, {"done": done}, {"as_of": as_of, "level": level}, names)

    def _mapped(self, ask: Callable[..., pl.Series], given: dict[str, Any], options: dict[str, Any], dtype: Any = None) -> pl.Expr:
        """Hands the columns of every batch to a function; what is no expression is one value for every row."""
        if options.get("errors") == "column":
            raise OptionUnknownError("`column` is not a way to treat errors in an expression; known are raise, null")
        given = {**given, **options}
        columns = {name: value for name, value in given.items() if isinstance(value, pl.Expr)}
        constants = {name: value for name, value in given.items() if name not in columns}

        def run(series: Sequence[pl.Series]) -> pl.Series:
            rows = max(map(len, series)) if all(map(len, series)) else 0
            # A literal comes as one row.
            first, *others = (one[0] if len(one) == 1 != rows else one for one in series)
            answer = ask(first, **dict(zip(columns, others, strict=True)), **constants)
            return answer.alias(series[0].name)

        dtype = pl.dtype_of(self._expr) if dtype is None else dtype
        return pl.map_batches([self._expr, *columns.values()], run, dtype, is_elementwise=True)
