"""What the functions over columns take and answer, for type checkers; and how a question is put."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypedDict, TypeVar

from .. import _native
from .._columns import Kind, checked_out, taken, written
from .._native import Calendar, OptionUnknownError, TimeLimit, ValueMissingError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Series(Protocol):
    """A column of a library: a Series, an array."""

    def __len__(self) -> int: ...
    def __getitem__(self, item: Any, /) -> Any: ...
    @property
    def dtype(self) -> Any: ...


class ArrowArray(Protocol):
    """A column with the Arrow PyCapsule interface."""

    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...


S = TypeVar("S", bound="Series | ArrowArray")

if TYPE_CHECKING:
    Dates: TypeAlias = "Series | ArrowArray | Iterable[dt.date | None] | dt.date | None"
    Numbers: TypeAlias = "Series | ArrowArray | Iterable[int | None] | int | None"
    Names: TypeAlias = "Series | ArrowArray | Iterable[str | int | None] | str | int"
    Amounts: TypeAlias = "Series | ArrowArray | Iterable[str | int | float | Decimal | None] | str | int | float | Decimal"
    Limits: TypeAlias = "Series | ArrowArray | Iterable[str | None] | str | TimeLimit"
    Array: TypeAlias = "npt.NDArray[Any]"
    Moments: TypeAlias = "npt.NDArray[np.datetime64]"
    Hours: TypeAlias = "str | Mapping[str, object]"
    Quiet: TypeAlias = Literal["raise", "null"]


class OfficeOptions(TypedDict, total=False):
    """How an office departs from the arguments of the call: any of these may be left out."""

    calendar: Calendar | None
    hours: str | Mapping[str, object] | None
    counting: Literal["by_date", "by_clock"] | None
    cutoff: str | None
    cutoff_effect: Literal["day_0", "day_1"] | None
    roll: Literal["forward", "none"] | None


def answered(kind: Kind, ask: Callable[[Any], Any], unit: str | None, out: Any, errors: str) -> Any:
    """Asks for a column of moments in a unit, or of numbers; in the caller's array, or in room of its kind."""
    if out is not None:
        _, codes, _ = ask(checked_out(out))
        answer = out
    else:
        room = kind.room("" if unit is None else unit or "D")
        column, codes, nulls = ask(written(room))
        given = room if column is None else column
        answer = kind.numbers(given, nulls) if unit is None else kind.moments(given)
    return (answer, kind.names(codes, "code")) if errors == "column" else answer


def limits(amount: Any, unit: Any, limit: Any) -> dict[str, Any]:
    given = {"amount": amount, "unit": unit, "limit": limit}
    return {name: None if value is None else taken(value, name, "names") for name, value in given.items()}


def named_things(office: Any, mapping: Mapping[Any, Any] | None, what: str, ready: Callable[[Any], tuple[Any, Callable[[], Any]]]) -> Any:
    """The column of names, the names with the place of each one's thing, the things: what is the same is made ready once."""
    if (office is None) != (mapping is None):
        missing, other = ("office", what) if office is None else (what, "office")
        raise ValueMissingError(f"`{missing}` is missing: `{other}` needs it")
    if mapping is None:
        return None
    things: list[Any] = []
    places: dict[Any, int] = {}
    names: list[tuple[Any, int]] = []
    for name, value in mapping.items():
        mark, make = ready(value)
        if mark not in places:
            places[mark] = len(things)
            things.append(make())
        names.append((name, places[mark]))
    return taken(office, "office", "names"), names, things


def calendar_of(value: Any) -> tuple[Any, Callable[[], Any]]:
    if not isinstance(value, Calendar):
        raise TypeError(f"a Calendar is needed for each office, not {type(value).__name__}")
    return id(value), lambda: value


def office_of(rules: dict[str, Any]) -> Callable[[Any], tuple[Any, Callable[[], Any]]]:
    def ready(value: Any) -> tuple[Any, Callable[[], Any]]:
        if not isinstance(value, Mapping):
            raise TypeError(f"a mapping is needed for each office, not {type(value).__name__}")
        for key in value:
            if key not in rules:
                raise OptionUnknownError(f"`{key}` is not an option of an office; known are {', '.join(rules)}")
        own = {**rules, **{key: option for key, option in value.items() if option is not None}}
        return (id(own["calendar"]), *(repr(option) for key, option in own.items() if key != "calendar")), lambda: _native.Office(**own)

    return ready
