"""What pictures and sheets share: rows of whatever was handed over, numbers and words as they are written, errors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from . import _native
from ._frame import Frame, column_error
from ._record import Record

Language: TypeAlias = Literal["vi", "en"]


def words(language: Language, vi: str, en: str) -> str:
    if language not in ("vi", "en"):
        raise option_error("language", language, "`vi` or `en`")
    return vi if language == "vi" else en


def number(value: float, language: Language, decimals: int = 0) -> str:
    """A number as it is written: 1.234,5 in Vietnamese, 1,234.5 in English; a minus, no hyphen."""
    text = f"{value:,.{decimals}f}".replace("-", "\N{MINUS SIGN}")
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def rows_of(data: Any, *needed: str) -> list[Any]:
    """Rows of a report, a table or a list; every row has the columns needed."""
    found: list[Any]
    if not Frame.is_table(data) and not isinstance(data, (list, tuple)) and not callable(getattr(data, "rows", len)):
        found = list(data.rows)
    else:
        # Scorecards and ranks on tables have theirs in `table`.
        frame = Frame.of(data if Frame.is_table(data) else getattr(data, "table", data))
        for name in needed if len(frame) else ():
            frame.column(name)
        found = list(frame.rows())
    for index, row in enumerate(found):
        for name in needed:
            if not isinstance(row, (Mapping, Record)) or name not in row:
                raise column_error(f"row {index} has no `{name}`", name)
    if not found:
        raise empty("rows")
    return found


def get(row: Any, *names: str) -> Any:
    """The first of these fields that the row has."""
    for name in names:
        if name in row and row[name] is not None:
            return row[name]
    return None


def real(value: Any, name: str, low: float = -math.inf, high: float = math.inf) -> float:
    """A finite number within bounds, or NaN for what is missing."""
    if value is None:
        return math.nan
    try:
        found = float(value)
    except (TypeError, ValueError) as error:
        raise column_error(f"`{name}` has `{value!r}`, which is no number", name) from error
    if math.isnan(found):
        return found
    if not low <= found <= high or math.isinf(found):
        error_ = _native.ValueOutOfRangeError(f"`{name}` has `{value}`, outside {low} to {high}")
        error_.path = name
        raise error_
    return found


def texts(values: Iterable[Any], name: str) -> list[str]:
    """Labels; a missing one is told as such."""
    return ["–" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value) for value in values]


def option_error(name: str, value: Any, wanted: str) -> _native.OptionUnknownError:
    error = _native.OptionUnknownError(f"`{name}` is {wanted}, not `{value}`")
    error.path = name
    return error


def empty(what: str) -> _native.ValueMissingError:
    error = _native.ValueMissingError(f"there is nothing to draw: no {what}")
    error.path = what
    return error
