"""Tables of dossiers, counted."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias, TypedDict

from .. import _native
from .._columns import checked_threads, taken
from .._frame import Frame, column_error
from ._report import Report

Moment: TypeAlias = "dt.date | dt.datetime | str"
Period: TypeAlias = "tuple[Moment | None, Moment | None]"
By: TypeAlias = "str | Sequence[str] | None"
STEPS = ("month", "quarter", "year")
# The other spelling of a column, taken where the usual one is not there.
_OTHER = {
    "received_at": "received_on",
    "due_on": "due_at",
    "finished_at": "finished_on",
    "first_due_on": "first_due_at",
    "recorded_at": "recorded_on",
}
_FLAGS = (
    "online",
    "financial_obligation",
    "paid_online",
    "electronic_result",
    "digitised",
    "reused",
    "synced",
    "citizen_data",
    "synced_to_portal",
    "satisfied",
)


class Options(TypedDict, total=False):
    """What every report can be asked; `on_time` says what each means, and what it is by default."""

    as_of: Moment | None
    period: Period | None
    level: Literal["day", "minute"]
    received: str | None
    due: str
    finished: str
    left_out: str | None
    time_of: Literal["received", "finished"]
    threads: int
    confidence: float


def counted(
    kind: str,
    table: Any,
    by: By,
    options: Mapping[str, Any],
    asked: Mapping[str, Any] | None = None,
    said: Mapping[str, Any] | None = None,
    flags: Mapping[str, str] | None = None,
    more: Mapping[Any, Any] | None = None,
) -> Report:
    """The report of a kind; `asked` belongs to the question, `said` to how it is answered, `more` to groups beside the table."""
    unknown = set(options) - {*Options.__annotations__, "first_due", "recorded"}
    if unknown:
        raise TypeError(f"unexpected keyword argument {sorted(unknown)[0]!r}")
    names = () if by is None else (by,) if isinstance(by, str) else tuple(by)
    if len(set(names)) < len(names):
        raise column_error("a column is twice in `by`", "by")
    given = {"received": "received_at", "due": "due_on", "finished": "finished_at", **options}
    threads, time_of = given.get("threads", 1), given.get("time_of", "received")
    if time_of not in ("received", "finished"):
        raise _native.OptionUnknownError(f"`{time_of}` is not a day to go by; known are received, finished")
    question = {**_asked(given.get("as_of"), given.get("period")), **{name: value for name, value in (asked or {}).items() if value is not None}}
    tally = _native.ReportTally(kind, level=given.get("level", "day"), **question)
    times = {name: given[name] for name in ("received", "due", "finished", "first_due", "recorded") if given.get(name) is not None}
    marks = {flag: (flags or {}).get(flag, flag) for flag in _FLAGS} if kind == "inputs" else {}
    for flag in flags or {}:
        if flag not in _FLAGS:
            raise _native.OptionUnknownError(f"`{flag}` is not a column of the index; known are {', '.join(_FLAGS)}")
    needed = [*names, *times.values(), *marks.values(), *([given["left_out"]] if given.get("left_out") else [])]
    first: Frame | None = None
    for frame in _frames(table, needed):
        first = Frame.empty(frame.kind) if first is None else first
        keys: list[tuple[str, Any]] = [_key(frame, name, time_of) for name in names]
        columns = {name: taken(_column(frame, column), column, "moments") for name, column in times.items()}
        read = {flag: _marks(frame.column(column)) for flag, column in marks.items() if column in frame or flag in (flags or {})}
        left_out = _marks(frame.column(given["left_out"])) if given.get("left_out") else None
        tally.add(keys, columns, read, left_out=left_out, threads=checked_threads(threads))
    head = {name: value for name, value in (said or {}).items() if value is not None}
    report = Report(names, tally, Frame.empty(Frame.of({}).kind) if first is None else first, head, given.get("confidence", 0.95), more)
    if more and names and all(isinstance(value, Mapping) for value in more.values()):
        groups = {tuple(row[name] for name in names) for row in report.rows}
        given_for = {key if isinstance(key, tuple) else (key,) for key in more}
        if groups - given_for and given_for - groups:
            other = next(iter(given_for - groups))
            raise _native.OptionUnknownError(f"`extra` is given for {' · '.join(map(str, other))}, which is no group of the table, while others have none")
    clash = next((name for name in names if name in report._total), None)
    if clash is not None:
        raise column_error(f"the column `{clash}` is called as a count of the report; give it another name", clash)
    return report


def _asked(as_of: Any, period: Any) -> dict[str, Any]:
    """The moment and the period as the native half reads them."""
    asked: dict[str, Any] = {}
    if as_of is not None:
        asked["as_of"] = _moment(as_of, "as_of")
    if period is not None:
        if isinstance(period, str) or not isinstance(period, Sequence) or len(period) != 2:
            raise TypeError("a period is a pair of its first and its last day")
        for name, day in zip(("from_on", "until_on"), period, strict=True):
            if day is not None:
                asked[name] = _native.parse_date(day) if isinstance(day, str) else _moment(day, name)
    return asked


def _moment(value: Any, name: str) -> Any:
    if value != value:
        raise _native.DateInvalidError(f"`{name}` is NaT, which is no date")
    if isinstance(value, str):
        return _native.parse_moment(value) if "T" in value else _native.parse_date(value)
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = value.astype("M8[us]" if str(value.dtype) != "datetime64[D]" else "M8[D]").item()
    return value


def _frames(table: Any, needed: list[str]) -> Iterator[Frame]:
    """The table by frames: whole, or the chunks it comes in."""
    module = type(table).__module__.split(".")[0]
    if module == "polars" and type(table).__name__ == "LazyFrame":
        wanted = {*needed, *_OTHER.values()}
        there = [name for name in table.collect_schema().names() if name in wanted]
        yield Frame.of(table.select(there).collect(engine="streaming"))
    elif module == "pyarrow" and type(table).__name__ == "RecordBatchReader":
        yield from _batches(table)
    elif "duckdb" in module and hasattr(table, "project") and _has_pyarrow():
        there = [name for name in table.columns if name in {*needed, *_OTHER.values()}]
        quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in there)
        chosen = table.project(quoted) if there else table
        yield from _batches(chosen.to_arrow_reader(1 << 20) if hasattr(chosen, "to_arrow_reader") else chosen.fetch_arrow_reader(1 << 20))
    elif isinstance(table, Iterator):
        for part in table:
            yield Frame.of(part)
    else:
        yield Frame.of(table)


def _has_pyarrow() -> bool:
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _batches(reader: Any) -> Iterator[Frame]:
    empty = reader.schema.empty_table()
    yield Frame.of(empty)
    for batch in reader:
        yield Frame.of(batch)


def _column(frame: Frame, name: str) -> Any:
    other = _OTHER.get(name)
    return frame.column(other if other is not None and name not in frame and other in frame else name)


def _key(frame: Frame, name: str, time_of: str) -> tuple[str, Any]:
    if name in STEPS and name not in frame:
        return time_of, name
    column = frame.column(name)
    if _is_whole(column):
        return "numbers", taken(column, name, "numbers")
    return "names", _names_of(_days(column, name), name)


def _is_whole(column: Any) -> bool:
    """Whether it is a column of integers by its type."""
    dtype = getattr(column, "dtype", None)
    if dtype is not None and hasattr(dtype, "is_integer"):
        return bool(dtype.is_integer())
    if getattr(dtype, "kind", "") in ("i", "u"):
        return type(dtype).__name__ != "CategoricalDtype"
    kind = str(getattr(column, "type", ""))
    return kind.startswith(("int", "uint")) and not kind.startswith("interval")


def _days(column: Any, name: str) -> Any:
    """A column of dates as their texts; moments are no groups."""
    dtype = getattr(column, "dtype", None)
    kind = str(dtype if dtype is not None else getattr(column, "type", ""))
    if kind.startswith(("datetime64", "<M8", "Datetime", "timestamp")):
        if kind.startswith(("datetime64", "<M8")) and "," not in kind:
            import numpy as np

            values = np.asarray(column)
            days = values.astype("M8[D]")
            if ((days == values) | np.isnat(values)).all():
                return [None if text == "NaT" else text for text in np.datetime_as_string(days).tolist()]
        raise column_error(f"the column `{name}` has moments, which are no groups: make dates of them, or group by month, quarter or year", name)
    return column


def _names_of(column: Any, name: str) -> Any:
    module = type(column).__module__.split(".")[0]
    if module == "pandas":
        pandas = sys.modules["pandas"]
        if type(column.dtype).__name__ in ("StringDtype", "BooleanDtype", "BooleanDType") or column.dtype == object or column.dtype.kind == "b":
            # Its own tool is several times as fast as a walk over its objects.
            codes, distinct = pandas.factorize(column)
            return codes.astype("int32"), [_text(value) for value in distinct.tolist()]
    if getattr(getattr(column, "dtype", None), "kind", "") == "b":
        return [_text(value) for value in column.tolist()]
    if module == "polars" and str(column.dtype) in ("Boolean", "Date"):
        return [_text(value) for value in column.to_list()]
    if module == "pyarrow" and str(column.type) in ("bool", "date32[day]"):
        return [_text(value) for value in column.to_pylist()]
    return taken(column, name, "names")


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else value


def _marks(column: Any) -> Any:
    """A column of truth values as 0, 1 and null."""
    module = type(column).__module__.split(".")[0]
    if module == "pandas":
        if column.dtype.kind == "b" and type(column.dtype).__module__.startswith("numpy"):
            return column.to_numpy().astype("int32"), ""
        return [_mark(value) for value in column.array.tolist()]
    if module == "numpy" and column.dtype.kind == "b":
        return column.astype("int32"), ""
    if module == "polars":
        return column.cast(sys.modules["polars"].Int32) if str(column.dtype) == "Boolean" else [_mark(value) for value in column.to_list()]
    if module == "pyarrow":
        return column.cast("int32") if str(column.type) == "bool" else [_mark(value) for value in column.to_pylist()]
    return [_mark(value) for value in column]


def _mark(value: Any) -> int | None:
    if value is None or value != value or type(value).__name__ == "NAType":
        return None
    if value is True or value is False or value in (0, 1):
        return int(value)
    raise column_error(f"`{value!r}` is no truth value")
