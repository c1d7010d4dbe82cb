"""Columns of the caller's kind: how each goes to the native half, and how answers become the same kind.

No library is imported here: who holds a Series has imported pandas.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from ._native import (
    ColumnInvalidError,
    DateInvalidError,
    DateOutOfRangeError,
    MotcuaError,
    ValueOutOfRangeError,
)

Wanted = Literal["moments", "numbers", "names"]

# What datetime64 counts, as the native half knows it; the others are made one of these.
_FINER = {"D": "D", "W": "D", "h": "s", "m": "s", "s": "s", "ms": "ms", "us": "us", "ns": "ns"}
_NULL = -(2**63)
_ZONE = "moments are civil time of Viet Nam, without a time zone"


def is_column(value: object) -> bool:
    """Whether it has a value for each row, not one for all."""
    if value is None or isinstance(value, (str, bytes, dt.date, int, float)):
        return False
    if _is_a(value, "numpy", "ndarray"):
        return bool(getattr(value, "ndim") > 0)
    if hasattr(value, "__arrow_c_array__") or hasattr(value, "__arrow_c_stream__"):
        return True
    return isinstance(value, (Sequence, Iterable)) and not isinstance(value, dict)


def taken(value: Any, name: str, wanted: Wanted) -> Any:
    """The column, or the one value, as the native half reads it; its memory is shared where the layout allows."""
    if _is_a(value, "polars", "Expr"):
        raise column_error(name, "is a Polars expression; use the namespace of motcua.polars")
    if not is_column(value):
        return value[()] if _is_a(value, "numpy", "ndarray") else value
    if _is_a(value, "numpy", "ndarray"):
        return _from_numpy(value, name, wanted)
    if _is_a(value, "pandas", "Series") or _is_a(value, "pandas", "Index"):
        return _from_pandas(value, name, wanted)
    if _is_a(value, "polars", "Series") and str(value.dtype) in ("Object", "Null"):
        # Neither crosses as Arrow.
        return value.to_list()
    if hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__"):
        return value
    return list(value)


def kind_of(*values: Any) -> Kind:
    """The kind of the first that is a column. Rows of pandas are those of one index: what is not aligned is refused."""
    indexes = [value.index for value in values if _is_a(value, "pandas", "Series")]
    for index in indexes[1:]:
        if len(index) == len(indexes[0]) and not index.equals(indexes[0]):
            raise ColumnInvalidError("the Series have other indexes; align them first, or give `.array` for rows by position")
    for value in values:
        if not is_column(value):
            continue
        if _is_a(value, "numpy", "ndarray"):
            return _Numpy(value)
        if _is_a(value, "pandas", "Series") or _is_a(value, "pandas", "Index"):
            return _Pandas(value)
        if _is_a(value, "polars", "Series"):
            return _Polars(value)
        if type(value).__module__.split(".")[0] == "pyarrow":
            return _PyArrow(value)
        if hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__"):
            return _Arrow(len(value))
        return _List(value)
    return _One()


def column_error(name: str, problem: str) -> ColumnInvalidError:
    """`column_invalid`, naming the column."""
    return ColumnInvalidError(f"the column `{name}` {problem}")


class Kind:
    """How answers are given back: as columns of `rows` rows."""

    rows: int | None = None

    def scalar(self, value: Any) -> Any:
        """One value for every row, such that its answers fit this kind."""
        return value

    def unit(self, value: Any) -> str:
        """What the answers to this column, or this one value, count."""
        return "D"

    def due_units(self, unit: str) -> tuple[str, str]:
        """What due days and due moments count, if receipt counts `unit`; "" leaves it to the native half."""
        return "", ""

    def room(self, unit: str) -> Any:
        """A fresh array for the answers, or None where the native half makes the column; `unit` is "" for numbers."""
        return None

    def moments(self, answer: Any, name: str | None = None) -> Any:
        raise NotImplementedError

    def numbers(self, answer: Any, nulls: int) -> Any:
        raise NotImplementedError

    def names(self, answer: Any, name: str | None = None, every: bool = False) -> Any:
        """A column of names; `every` says that no row is null and the list of names is always the same."""
        raise NotImplementedError


class _One(Kind):
    rows = 1

    def moments(self, answer: Any, name: str | None = None) -> Any:
        return answer[0]

    def numbers(self, answer: Any, nulls: int) -> Any:
        return answer[0]

    def names(self, answer: Any, name: str | None = None, every: bool = False) -> Any:
        return answer[0]


class _List(Kind):
    def __init__(self, value: Any) -> None:
        self.rows = len(value) if hasattr(value, "__len__") else None

    def moments(self, answer: Any, name: str | None = None) -> Any:
        return answer.to_list()

    def numbers(self, answer: Any, nulls: int) -> Any:
        return answer.to_list()

    def names(self, answer: Any, name: str | None = None, every: bool = False) -> Any:
        return answer.to_list()


class _Arrow(Kind):
    def __init__(self, rows: int) -> None:
        self.rows = rows

    def moments(self, answer: Any, name: str | None = None) -> Any:
        return answer

    def numbers(self, answer: Any, nulls: int) -> Any:
        return answer

    def names(self, answer: Any, name: str | None = None, every: bool = False) -> Any:
        return answer


class _PyArrow(Kind):
    def __init__(self, value: Any) -> None:
        self.rows = len(value)
        self._chunked = hasattr(value, "chunks")

    def moments(self, answer: Any, name: str | None = None) -> Any:
        pa = sys.modules["pyarrow"]
        array = pa.array(answer)
        return pa.chunked_array([array]) if self._chunked else array

    def numbers(self, answer: Any, nulls: int) -> Any:
        return self.moments(answer)

    def names(self, answer: Any, name: str | None = None, every: bool = False) -> Any:
        return self.moments(answer)


class _Polars(Kind):
    def __init__(self, value: Any) -> None:
        self.rows = len(value)
        self._name = value.name
        self._whole_days = str(value.dtype) == "Date"

    def due_units(self, unit: str) -> tuple[str, str]:
        # Polars has no seconds.
        return "", "us" if self._whole_days else ""

    def moments(self, answer: Any, name: str | None = None) -> Any:
        # A stream of Arrow has a name of its own.
        return sys.modules["polars"].Series(answer).alias(self._name if name is None else name)

    def numbers(self, answer: Any, nulls: int) -> Any:
        return self.moments(answer)

    def names(self, answer: Any, name: str | None = None, every: bool = False) -> Any:
        pl = sys.modules["polars"]
        column = self.moments(answer, name)
        return column.cast(pl.Enum(answer.names())) if every else column.cast(pl.Categorical)


class _Numpy(Kind):
    def __init__(self, value: Any) -> None:
        self.rows = len(value)
        self._objects = value.dtype.kind == "O"
        self._masked = _is_a(value, "numpy", "ma.MaskedArray")

    def unit(self, value: Any) -> str:
        return _unit(value)

    def due_units(self, unit: str) -> tuple[str, str]:
        return ("", "") if self._objects else ("D", "s" if unit == "D" else unit)

    def room(self, unit: str) -> Any:
        if self._objects and unit:
            return None
        np = _numpy()
        # NumPy's own memory: its pages are large where the system has large ones, and faults cost more than the arithmetic.
        return np.empty(self.rows, dtype=f"M8[{unit}]" if unit else np.int64)

    def moments(self, answer: Any, name: str | None = None) -> Any:
        np = _numpy()
        if not isinstance(answer, np.ndarray):
            return _objects(answer.to_list())
        return np.ma.array(answer, mask=np.isnat(answer)) if self._masked else answer

    def numbers(self, answer: Any, nulls: int) -> Any:
        np = _numpy()
        if self._masked:
            return np.ma.array(answer, mask=answer == _NULL)
        return _floats(answer) if nulls else answer

    def names(self, answer: Any, name: str | None = None, every: bool = False) -> Any:
        np = _numpy()
        places = _places(answer)
        # A null is the last place.
        return np.array(answer.names() or [""])[places] if every else _objects([*answer.names(), None])[places]


class _Pandas(Kind):
    def __init__(self, value: Any) -> None:
        self.rows = len(value)
        self._pd = sys.modules["pandas"]
        self._index = value.index if hasattr(value, "index") else None
        self._name = value.name
        self._dtype = value.dtype
        self._arrow = type(value.dtype).__name__ == "ArrowDtype"
        self._objects = value.dtype == object

    def scalar(self, value: Any) -> Any:
        # A Series has no days without a time.
        if _is_a(value, "numpy", "datetime64") and value == value and value.dtype == "M8[D]":
            value = value.item()
        whole = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        return dt.datetime(value.year, value.month, value.day) if whole and not self._arrow and not self._objects else value

    def unit(self, value: Any) -> str:
        return _unit(value) if not self._arrow and not self._objects else ""

    def due_units(self, unit: str) -> tuple[str, str]:
        return unit, unit

    def room(self, unit: str) -> Any:
        if self._arrow or self._objects and unit:
            return None
        np = _numpy()
        return np.empty(self.rows, dtype=f"M8[{unit}]" if unit else np.int64)

    def moments(self, answer: Any, name: str | None = None) -> Any:
        if self._arrow:
            return self._made(self._extension(answer), name)
        return self._made(_objects(answer.to_list()) if self._objects else answer, name)

    def numbers(self, answer: Any, nulls: int) -> Any:
        if self._arrow:
            return self._made(self._extension(answer), None)
        if hasattr(self._dtype, "numpy_dtype") and nulls:
            return self._made(self._pd.arrays.IntegerArray(answer, answer == _NULL), None)
        return self._made(_floats(answer) if nulls else answer, None)

    def names(self, answer: Any, name: str | None = None, every: bool = False) -> Any:
        return self._made(self._pd.Categorical.from_codes(_places(answer), answer.names()), name)

    def _made(self, values: Any, name: str | None) -> Any:
        name = self._name if name is None else name
        dtype = object if getattr(values, "dtype", None) == object else None
        if self._index is None:
            return self._pd.Index(values, dtype=dtype, name=name)
        return self._pd.Series(values, index=self._index, dtype=dtype, name=name, copy=False)

    def _extension(self, answer: Any) -> Any:
        return self._pd.arrays.ArrowExtensionArray(sys.modules["pyarrow"].chunked_array([sys.modules["pyarrow"].array(answer)]))


def checked_threads(threads: int) -> int:
    if isinstance(threads, bool) or not isinstance(threads, int):
        raise TypeError(f"threads is an int, not {type(threads).__name__}")
    if not 0 <= threads <= 1024:
        raise ValueOutOfRangeError(f"threads `{threads}` is out of range: 0 for every core, or up to 1024")
    return threads


def checked_out(out: Any) -> Any:
    """The caller's array as the native half fills it; what it counts is checked there."""
    if out is None:
        return None
    if not _is_a(out, "numpy", "ndarray") or _is_a(out, "numpy", "ma.MaskedArray"):
        raise column_error("out", f"must be a NumPy array, not {type(out).__name__}")
    if out.ndim != 1:
        raise column_error("out", f"has {out.ndim} dimensions; a column has one")
    flags = out.flags
    if not (flags.writeable and flags.c_contiguous and flags.aligned and out.dtype.isnative):
        raise column_error("out", "must be writeable, contiguous, aligned and native-endian")
    return written(out)


def written(array: Any) -> Any:
    """An array to fill, as integers, with what they count."""
    if array is None:
        return None
    dtype = array.dtype
    if dtype.kind == "M":
        unit, count = _numpy().datetime_data(dtype)
        if count == 1 and unit in ("D", "s", "ms", "us", "ns"):
            return array.view(_numpy().int64), unit
    elif dtype.kind == "i" and dtype.itemsize in (4, 8):
        return array, ""
    raise column_error("out", f"cannot hold the answers: its dtype is {dtype}")


def _is_a(value: object, module: str, name: str) -> bool:
    """Whether it is an instance of a class of a library, which then is imported."""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return isinstance(found, type) and isinstance(value, found)


def _numpy() -> Any:
    import numpy

    return numpy


def _unit(value: Any) -> str:
    """What datetime64 of the answers counts: the same as the dates, or for one value of Python days or microseconds."""
    dtype = getattr(value, "dtype", None)
    if type(dtype).__name__ == "CategoricalDtype":
        dtype = getattr(dtype, "categories").dtype
    if not is_column(value) and not value == value:
        return "D"
    if getattr(dtype, "kind", "") == "M" and hasattr(dtype, "itemsize") and type(dtype).__module__.startswith("numpy"):
        unit, _ = _numpy().datetime_data(dtype)
        # One value is read by the native half, which knows days and microseconds.
        return _FINER.get(unit, unit) if is_column(value) else ("D" if unit == "D" else "us")
    return "us" if isinstance(value, dt.datetime) and value == value else "D"


def _from_numpy(value: Any, name: str, wanted: Wanted) -> Any:
    np = _numpy()
    if value.ndim != 1:
        raise column_error(name, f"has {value.ndim} dimensions; a column has one")
    kind = value.dtype.kind
    if _is_a(value, "numpy", "ma.MaskedArray"):
        value = _unmasked(value, kind, np)
        kind = value.dtype.kind
    value = np.asarray(value)
    if kind == "O" or kind in "UST":
        return value.tolist()
    if kind == "M" and wanted != "numbers":
        return _datetimes(value, name, np)
    if kind in "iu" and wanted != "moments":
        if kind == "u" and value.itemsize == 8 and len(value) and int(value.max()) > -_NULL - 1:
            raise _at_row(int(np.argmax(value > -_NULL - 1)), ValueOutOfRangeError, f"{value.max()} in the column `{name}` has more than 64 bits")
        narrow = value.dtype == np.int32 and wanted == "numbers"
        return np.require(value, np.int32 if narrow else np.int64, ["C", "A"]), ""
    if kind == "f" and wanted == "names":
        whole = _whole(value, np)
        if isinstance(whole, tuple):
            return whole
        return np.require(value, np.float64, ["C", "A"]), ""
    if kind == "f" and wanted == "numbers":
        return _whole(value, np)
    needed = {"moments": "dates or moments (datetime64)", "numbers": "whole numbers", "names": "names"}[wanted]
    raise column_error(name, f"must hold {needed}; its dtype is {value.dtype}")


def _unmasked(value: Any, kind: str, np: Any) -> Any:
    if kind == "M":
        return value.filled(np.datetime64("NaT"))
    if kind in "iu":
        return value.astype(np.int64).filled(_NULL)
    if kind == "f":
        return value.filled(np.nan)
    return np.where(np.ma.getmaskarray(value), None, np.asarray(value.data, object))


def _datetimes(value: Any, name: str, np: Any) -> Any:
    unit, count = np.datetime_data(value.dtype)
    if unit not in _FINER:
        raise DateInvalidError(f"`{value.dtype}` of the column `{name}` is not a date or a moment; known are datetime64 of D, s, ms, us, ns, and of W, h, m")
    same = np.require(value, value.dtype.newbyteorder("="), ["C", "A"])
    if count != 1 or _FINER[unit] != unit:
        unit = _FINER[unit]
        finer = same.astype(f"M8[{unit}]")
        wrong = (finer.astype(same.dtype) != same) & ~np.isnat(same)
        if wrong.any():
            row = int(np.argmax(wrong))
            raise _at_row(row, DateOutOfRangeError, f"the date in row {row} of the column `{name}` is beyond what 64 bits count in `{unit}`")
        same = finer
    return same.view(np.int64), unit


def _whole(value: Any, np: Any) -> Any:
    """Floats that are whole, as pandas keeps integers where some are missing; each row that is not is named by the native half."""
    missing = np.isnan(value)
    with np.errstate(invalid="ignore"):
        good = (np.abs(value) <= 2.0**53) & (value == np.floor(value)) | missing
    if not good.all():
        return value.tolist()
    return np.where(missing, _NULL, np.where(missing, 0, value).astype(np.int64)), ""


def _from_pandas(value: Any, name: str, wanted: Wanted) -> Any:
    dtype = value.dtype
    kind = type(dtype).__name__
    if kind == "DatetimeTZDtype":
        raise DateInvalidError(f"`{dtype}` of the column `{name}`: {_ZONE}")
    if kind == "CategoricalDtype":
        if wanted != "names":
            return taken(value.astype(dtype.categories.dtype), name, wanted)
        categorical = value.array
        return _numpy().require(categorical.codes, _numpy().int32, ["C", "A"]), categorical.categories.tolist()
    if kind == "ArrowDtype":
        return value.array.__arrow_array__()
    if kind == "StringDtype":
        return value.astype(object).tolist()
    if kind in ("PeriodDtype", "IntervalDtype", "SparseDtype"):
        raise column_error(name, f"must hold dates, whole numbers or names; its dtype is {dtype}")
    if hasattr(dtype, "numpy_dtype"):
        np = _numpy()
        plain = dtype.numpy_dtype.kind
        if plain in "iu":
            return _from_numpy(value.array.to_numpy(dtype=np.int64, na_value=_NULL), name, wanted)
        if plain == "f":
            return _from_numpy(value.array.to_numpy(dtype=np.float64, na_value=np.nan), name, wanted)
        raise column_error(name, f"must hold whole numbers; its dtype is {dtype}")
    return _from_numpy(value.to_numpy(), name, wanted)


def _at_row(row: int, error: type[MotcuaError], message: str) -> MotcuaError:
    raised = error(message)
    raised.index = row
    return raised


def _objects(values: Sequence[Any]) -> Any:
    np = _numpy()
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _places(answer: Any) -> Any:
    np = _numpy()
    places = np.empty(len(answer), dtype=np.int8)
    answer.places(places)
    return places


def _floats(answer: Any) -> Any:
    """Numbers with gaps: a NaN where there is none, as NumPy has no integer for it."""
    np = _numpy()
    floats = answer.astype(np.float64)
    floats[answer == _NULL] = np.nan
    return floats
