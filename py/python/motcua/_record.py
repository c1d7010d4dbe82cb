"""Answers as immutable objects, and how a call makes one."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from . import _native

R = TypeVar("R", bound="Record")
_Read = Callable[[Any], Any]


class Record:
    """An immutable answer: fields as attributes or by key, in a fixed order.

    >>> record = Record({"state": "in_process", "owes": ["appointment_slip"]})
    >>> record.state, record["owes"]
    ('in_process', ('appointment_slip',))
    >>> dict(record) == {"state": "in_process", "owes": ("appointment_slip",)}
    True
    """

    __slots__ = ("_fields",)
    _fields: dict[str, Any]

    def __init__(self, fields: Mapping[str, Any], /) -> None:
        """From the fields as a message has them: dates as text, lists, dicts."""
        known = _plan(type(self))
        order = [name for name in known if name in fields] + [name for name in fields if name not in known]
        read = {name: known.get(name, _plain)(fields[name]) for name in order}
        object.__setattr__(self, "_fields", read)

    # A type checker knows the fields each class declares, and so finds a misspelt one.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            try:
                return object.__getattribute__(self, "_fields")[name]
            except KeyError:
                if name in _plan(type(self)):
                    # Answers may leave out what is empty.
                    return _EMPTY.get(typing.get_origin(typing.get_type_hints(type(self))[name]))
                raise AttributeError(f"{type(self).__name__} has no field {name!r}") from None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __contains__(self, name: object) -> bool:
        return name in self._fields

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._fields]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._fields == other._fields

    def __hash__(self) -> int:
        return hash((type(self), tuple(self._fields.items())))

    def __repr__(self) -> str:
        shown = (f"{name}={value!r}" for name, value in self._fields.items() if value is not None and value != ())
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[type[Record], tuple[dict[str, Any]]]:
        return type(self), (self.to_dict(),)

    def keys(self) -> list[str]:
        """The names of the fields, in order."""
        return list(self._fields)

    def to_dict(self) -> dict[str, Any]:
        """The fields as a message has them, ready for JSON: dates as text, lists, dicts."""
        return {name: _written(value) for name, value in self._fields.items()}


class Group(Record):
    """A record whose fields depend on what was asked, such as a row of a report."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


def kept(fields: dict[str, Any]) -> Group:
    """A record of fields that are read already."""
    record = object.__new__(Group)
    object.__setattr__(record, "_fields", fields)
    return record


class Decimals(Record):
    """Exact decimals by name.

    >>> Decimals({"payment": "6.25"}).payment
    Decimal('6.25')
    """

    if TYPE_CHECKING:

        def __getitem__(self, name: str) -> Decimal: ...

    def __init__(self, fields: Mapping[str, Any], /) -> None:
        object.__setattr__(self, "_fields", {name: Decimal(value) for name, value in fields.items()})


def ask(answer: type[R], operation: str, given: dict[str, Any]) -> R:
    """Asks an operation; what is None counts as left out. A keyword of Python is spelt with an underscore behind it."""
    fields = {name.removesuffix("_"): value for name, value in given.items() if value is not None}
    return answer(_native.call(operation, fields))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return Record(value)
    if isinstance(value, (list, tuple)):
        return tuple(_plain(item) for item in value)
    return value


def _written(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


_EMPTY: dict[Any, tuple[()]] = {tuple: ()}
_PLANS: dict[type[Record], dict[str, _Read]] = {}


def _plan(record: type[Record]) -> dict[str, _Read]:
    """How each field is read, from its type."""
    plan = _PLANS.get(record)
    if plan is None:
        hints = typing.get_type_hints(record)
        plan = {name: _reader(hint) for name, hint in hints.items() if name != "_fields"}
        _PLANS[record] = plan
    return plan


def _reader(hint: Any) -> _Read:
    parts = typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        named = [part for part in parts if part is not type(None)]
        read = _reader(named[0]) if len(named) == 1 else _plain
        return lambda value: None if value is None else read(value)
    if typing.get_origin(hint) is tuple and parts[-1] is Ellipsis:
        item = _reader(parts[0])
        return lambda value: tuple(map(item, value))
    if typing.get_origin(hint) is tuple:
        items = [_reader(part) for part in parts]
        return lambda value: tuple(read(item) for read, item in zip(items, value, strict=True))
    if hint is Decimal:
        return Decimal
    if hint is dt.date:
        return dt.date.fromisoformat
    if hint is dt.datetime:
        return dt.datetime.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    return _plain
