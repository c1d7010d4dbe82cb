"""Tables as callers have them: in by name of column, out in the same kind. Nothing here is imported that the caller has not imported already,
save PyArrow or Polars for a table that only speaks the Arrow PyCapsule interface.

What it promises:

- `Frame.of(table)` takes a mapping of columns, a list of rows (mappings or records), a pandas or Polars `DataFrame` (a Polars `LazyFrame` is
  collected), a PyArrow `Table` or `RecordBatch`, a DuckDB relation, and anything with `__arrow_c_stream__`; anything else is a `ColumnInvalidError`.
- `.names` are the names of the columns in order, texts, each once; `len(frame)` the rows.
- `.column(name)` is the caller's own column, not copied: a pandas or Polars `Series`, a PyArrow `ChunkedArray`, what the mapping holds, a list for
  rows. A name that is not there is a `ColumnInvalidError` that names those that are.
- `.values(name)` is the column as a list of Python objects, `.rows()` gives mappings of them; what is missing (null, NaN, NaT, NA) is None.
- `.beside(columns)` is the caller's table with columns added; `.like(columns)` makes a table of the caller's kind from lists of equal length: exact
  decimals are objects in pandas and `Decimal` with as many decimals as the longest needs in Polars and Arrow; integers with gaps are `Int64` in
  pandas, dates `datetime64[s]`. DuckDB relations and other Arrow tables come back as a PyArrow `Table`, or a Polars `DataFrame` where PyArrow is
  not installed.

>>> frame = Frame.of({"unit": ["A", "B"], "late": [3, None]})
>>> frame.names, len(frame), list(frame.rows())[1]
(('unit', 'late'), 2, {'unit': 'B', 'late': None})
>>> frame.like({"unit": ["A"], "rate": [0.5]})
{'unit': ['A'], 'rate': [0.5]}
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any

from . import _native
from ._record import Record

__all__ = ["Frame", "column_error"]


def column_error(message: str, path: str | None = None) -> _native.ColumnInvalidError:
    """What a table or column that cannot be used is answered with; `path` is the name of the column."""
    error = _native.ColumnInvalidError(message)
    error.path = path
    return error


class Frame:
    """A table of any kind, by columns."""

    __slots__ = ("_column", "kind", "_length", "names")
    kind: str
    names: tuple[str, ...]

    def __init__(self, kind: str, names: Sequence[Any], length: int, column: Callable[[int], Any]) -> None:
        """Use `Frame.of`."""
        self.names = tuple(map(str, names))
        self.kind, self._length, self._column = kind, length, column
        twice = next((name for index, name in enumerate(self.names) if name in self.names[:index]), None)
        if twice is not None:
            raise column_error(f"the column `{twice}` is there twice", twice)

    @classmethod
    def empty(cls, kind: str) -> Frame:
        """A frame of a kind that holds no table."""
        return cls(kind, (), 0, lambda _: None)

    @staticmethod
    def is_table(table: Any) -> bool:
        """Whether it is a table by its kind; rows in a list are not asked."""
        known = (("pandas", "DataFrame"), ("polars", "DataFrame"), ("polars", "LazyFrame"), ("pyarrow", "RecordBatch"), ("pyarrow", "Table"))
        by_kind = isinstance(table, (Frame, Mapping)) or any(_is_a(table, module, name) for module, name in known)
        return by_kind or hasattr(table, "__arrow_c_stream__") and hasattr(table, "columns")

    @classmethod
    def of(cls, table: Any) -> Frame:
        """The table by columns, nothing copied but rows."""
        if isinstance(table, Frame):
            return table
        if isinstance(table, Mapping):
            columns = list(table.values())
            if not all(hasattr(column, "__len__") and hasattr(column, "__iter__") and not isinstance(column, str) for column in columns):
                raise column_error("a mapping is a table when each of its values is a column")
            return cls("mapping", list(table), _one_length(list(table), columns), lambda index: columns[index])
        if _is_a(table, "pandas", "DataFrame"):
            return cls("pandas", list(table.columns), len(table), lambda index: table.iloc[:, index])
        if _is_a(table, "polars", "LazyFrame"):
            table = table.collect()
        if _is_a(table, "polars", "DataFrame"):
            return cls("polars", table.columns, table.height, lambda index: table.to_series(index))
        if _is_a(table, "pyarrow", "RecordBatch"):
            table = sys.modules["pyarrow"].Table.from_batches([table])
        if _is_a(table, "pyarrow", "Table"):
            return cls("pyarrow", table.column_names, table.num_rows, lambda index: table.column(index))
        if hasattr(table, "__arrow_c_stream__"):
            return cls.of(_imported(table))
        if isinstance(table, (list, tuple)) and all(isinstance(row, (Mapping, Record)) for row in table):
            names = list(dict.fromkeys(name for row in table for name in row))
            return cls("rows", names, len(table), lambda index: [dict(row).get(names[index]) for row in table])
        raise column_error(f"`{type(table).__name__}` is no table: a mapping of columns, rows, pandas, Polars, PyArrow, DuckDB, or `__arrow_c_stream__`")

    def __len__(self) -> int:
        return self._length

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def column(self, name: str) -> Any:
        """The caller's own column."""
        if name not in self.names:
            raise column_error(f"there is no column `{name}`; there are {', '.join(f'`{known}`' for known in self.names) or 'none'}", name)
        return self._column(self.names.index(name))

    def values(self, name: str) -> list[Any]:
        """The column as Python objects, what is missing as None."""
        column = self.column(name)
        for method in ("to_pylist", "to_list", "tolist"):
            if hasattr(column, method):
                column = getattr(column, method)()
                break
        return [_value(value) for value in column]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each row by the names of the columns."""
        columns = [self.values(name) for name in self.names]
        return (dict(zip(self.names, row, strict=True)) for row in zip(*columns, strict=True))

    def like(self, columns: Mapping[str, Sequence[Any]], types: Mapping[str, type | int] | None = None) -> Any:
        """A table of the caller's kind. `types` says what a column holds that may be all missing: `str`, `int`, `float`, `bool`, `dt.date`,
        `dt.datetime`, or for decimals how many of them to keep at least."""
        lists = {name: list(column) for name, column in columns.items()}
        _one_length(list(lists), list(lists.values()))
        return self._table({name: self._made(column, (types or {}).get(name)) for name, column in lists.items()})

    def beside(self, columns: Mapping[str, Sequence[Any]], types: Mapping[str, type | int] | None = None) -> Any:
        """The caller's table with columns added, or put in place of those of the same name; a pandas index stays."""
        for name, column in columns.items():
            if len(column) != len(self):
                raise column_error(f"the column `{name}` has {len(column)} rows where the table has {len(self)}", name)
        old = {name: self.column(name) for name in self.names}
        table = self._table({**old, **{name: self._made(list(column), (types or {}).get(name)) for name, column in columns.items()}})
        return table.set_index(self.column(self.names[0]).index) if self.kind == "pandas" and old else table

    def _made(self, column: list[Any], kind: type | int | None) -> Any:
        make = {"pandas": _pandas, "polars": _polars, "pyarrow": _pyarrow}.get(self.kind)
        return make(import_module(self.kind), column, kind) if make else column

    def _table(self, columns: dict[str, Any]) -> Any:
        if self.kind == "mapping":
            return columns
        if self.kind == "rows":
            return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        module = import_module(self.kind)
        return module.table(columns) if self.kind == "pyarrow" else module.DataFrame(columns)


def _is_a(table: Any, module: str, name: str) -> bool:
    """Whether it is of a class of a module, which is imported if so."""
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(table, getattr(loaded, name, ()))


def _imported(table: Any) -> Any:
    for module, read in (("pyarrow", "table"), ("polars", "DataFrame")):
        try:
            read_it = getattr(import_module(module), read)
        except ImportError:
            continue
        try:
            return read_it(table)
        except (TypeError, ValueError) as error:
            raise column_error(f"`{type(table).__name__}` is no table: {error}") from error
    raise column_error("a table with `__arrow_c_stream__` needs PyArrow or Polars to be read: install either")


def _one_length(names: list[Any], columns: list[Any]) -> int:
    lengths = [len(column) for column in columns]
    for name, length in zip(names, lengths, strict=True):
        if length != lengths[0]:
            raise column_error(f"the column `{name}` has {length} rows where `{names[0]}` has {lengths[0]}", str(name))
    return lengths[0] if lengths else 0


def _value(value: Any) -> Any:
    if value is None or isinstance(value, (str, int)):
        return value
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        value = value.item()
    if type(value).__name__ in ("NAType", "NaTType") or isinstance(value, (float, Decimal)) and value != value:
        return None
    return value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value


def _decimals(column: list[Any], kind: type | int | None) -> int | None:
    """How many decimals hold all values of a column of decimals; None for another column."""
    given = [value for value in column if value is not None]
    if given and not all(isinstance(value, Decimal) and value.is_finite() for value in given):
        return None
    least = [kind] if isinstance(kind, int) else [0] if given else []
    return max([*least, *(-int(value.as_tuple().exponent) for value in given)], default=None)


def _pandas(module: Any, column: list[Any], kind: type | int | None) -> Any:
    # Arrays rather than series, which would be aligned by an index.
    given = [value for value in column if value is not None]
    if len(given) < len(column) and (all(type(value) is int for value in given) if given else kind is int):
        return module.array(column, dtype="Int64")
    if all(type(value) is dt.date for value in given) if given else kind is dt.date:
        return import_module("numpy").array(column, dtype="datetime64[s]")
    plain = {str: "str", float: "float64", dt.datetime: "datetime64[us]"}
    dtype = object if _decimals(column, kind) is not None else None if given or isinstance(kind, int) or kind is None else plain.get(kind)
    return module.Series(column, dtype=dtype).array


def _polars(module: Any, column: list[Any], kind: type | int | None) -> Any:
    scale = _decimals(column, kind)
    if scale is not None:
        return module.Series(column, dtype=module.Decimal(38, scale))
    plain = {str: module.String, int: module.Int64, float: module.Float64, bool: module.Boolean, dt.date: module.Date, dt.datetime: module.Datetime("us")}
    missing = all(value is None for value in column)
    return module.Series(column, dtype=plain.get(kind) if missing and isinstance(kind, type) else None)


def _pyarrow(module: Any, column: list[Any], kind: type | int | None) -> Any:
    scale = _decimals(column, kind)
    if scale is not None:
        return module.array(column, type=module.decimal128(38, scale))
    plain = {str: module.string, int: module.int64, float: module.float64, bool: module.bool_, dt.date: module.date32}
    missing = all(value is None for value in column)
    known = plain[kind]() if missing and isinstance(kind, type) and kind in plain else None
    return module.array(column, type=module.timestamp("us") if missing and kind is dt.datetime else known)
