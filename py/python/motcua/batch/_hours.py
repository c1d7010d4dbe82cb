"""Working time over columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from .. import _native
from .._columns import checked_threads, kind_of, taken
from .._native import Calendar
from ._kinds import S, OfficeOptions, answered, named_things, office_of

if TYPE_CHECKING:
    from ._kinds import Array, Dates, Hours, Moments, Names, Numbers, Quiet


@overload
def add_working_seconds(
    received_at: Array, seconds: Numbers, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: Array | None = None, threads: int = 1, errors: Quiet = "raise",
) -> Moments: ...
@overload
def add_working_seconds(
    received_at: Array, seconds: Numbers, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: Array | None = None, threads: int = 1, errors: Literal["column"],
) -> tuple[Moments, Array]: ...
@overload
def add_working_seconds(
    received_at: S, seconds: Numbers, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: None = None, threads: int = 1, errors: Quiet = "raise",
) -> S: ...
@overload
def add_working_seconds(
    received_at: S, seconds: Numbers, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: None = None, threads: int = 1, errors: Literal["column"],
) -> tuple[S, S]: ...
@overload
def add_working_seconds(
    received_at: Sequence[dt.datetime | None], seconds: Numbers, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: None = None, threads: int = 1, errors: Quiet = "raise",
) -> list[dt.datetime | None]: ...
@overload
def add_working_seconds(
    received_at: Dates, seconds: Numbers, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: Array | None = None, threads: int = 1, errors: str = "raise",
) -> Any: ...
def add_working_seconds(
    received_at: Any,
    seconds: Any,
    *,
    hours: Hours | None = None,
    calendar: Calendar | None = None,
    office: Any = None,
    offices: Mapping[Any, OfficeOptions] | None = None,
    out: Any = None,
    threads: int = 1,
    errors: str = "raise",
) -> Any:
    """For each row the earliest moment, not before another, by which so many more working seconds have passed.

    `received_at`: moments; `seconds`: whole numbers, 0 or more. The answers are whole seconds in the unit of `received_at`. `hours` are office hours as
    :func:`motcua.deadline` takes them, by default 07:00-11:30 and 13:30-17:00 from Monday to Friday; or `office` is a column of names and `offices` says for each
    how it departs from the other arguments, as in ``{"17": {"hours": "08:00-12:00,13:00-17:00"}}``.

        >>> import numpy as np
        >>> add_working_seconds(np.array(["2026-04-24T16:30"], "M8[s]"), 3600)
        array(['2026-04-28T07:30:00'], dtype='datetime64[s]')

    Errors of a row: `date_invalid`, `date_out_of_range`, `amount_invalid`, `amount_negative`, `not_announced`, `value_out_of_range`. A column of dates without
    times is `column_invalid`.
    """
    kind = kind_of(received_at, seconds, office)
    unit = kind.unit(received_at)
    standard = _native.Office(calendar=calendar, hours=hours)
    received_at, seconds = taken(received_at, "received_at", "moments"), taken(seconds, "seconds", "numbers")
    named = named_things(office, offices, "offices", office_of({"calendar": calendar, "hours": hours}))
    return answered(
        kind,
        lambda room: _native.batch_add_working_seconds(
            received_at, seconds, standard=standard, offices=named, out=room, threads=checked_threads(threads), errors=errors
        ),
        unit,
        out,
        errors,
    )


@overload
def working_seconds_between(
    begun_at: Array, ended_at: Dates, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: Array | None = None, threads: int = 1, errors: Quiet = "raise",
) -> Array: ...
@overload
def working_seconds_between(
    begun_at: Array, ended_at: Dates, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: Array | None = None, threads: int = 1, errors: Literal["column"],
) -> tuple[Array, Array]: ...
@overload
def working_seconds_between(
    begun_at: S, ended_at: Dates, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: None = None, threads: int = 1, errors: Quiet = "raise",
) -> S: ...
@overload
def working_seconds_between(
    begun_at: S, ended_at: Dates, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: None = None, threads: int = 1, errors: Literal["column"],
) -> tuple[S, S]: ...
@overload
def working_seconds_between(
    begun_at: Sequence[dt.datetime | None], ended_at: Dates, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: None = None, threads: int = 1, errors: Quiet = "raise",
) -> list[int | None]: ...
@overload
def working_seconds_between(
    begun_at: Dates, ended_at: Dates, *, hours: Hours | None = None, calendar: Calendar | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None,
    out: Array | None = None, threads: int = 1, errors: str = "raise",
) -> Any: ...
def working_seconds_between(
    begun_at: Any,
    ended_at: Any,
    *,
    hours: Hours | None = None,
    calendar: Calendar | None = None,
    office: Any = None,
    offices: Mapping[Any, OfficeOptions] | None = None,
    out: Any = None,
    threads: int = 1,
    errors: str = "raise",
) -> Any:
    """For each row the working seconds from one moment to another; negative when reversed.

    `begun_at` and `ended_at`: moments, or dates for their first moment, not necessarily of one type. The answers are whole numbers; hours, offices and
    `out` (int64) as in :func:`add_working_seconds`.

        >>> import numpy as np
        >>> working_seconds_between(np.array(["2026-04-24T16:30"], "M8[s]"), np.array(["2026-04-28T07:30"], "M8[s]"))
        array([3600])

    Errors of a row: `date_invalid`, `date_out_of_range`, `not_announced`, `value_out_of_range`.
    """
    kind = kind_of(begun_at, ended_at, office)
    standard = _native.Office(calendar=calendar, hours=hours)
    begun_at, ended_at = taken(begun_at, "begun_at", "moments"), taken(ended_at, "ended_at", "moments")
    named = named_things(office, offices, "offices", office_of({"calendar": calendar, "hours": hours}))
    return answered(
        kind,
        lambda room: _native.batch_working_seconds_between(
            begun_at, ended_at, standard=standard, offices=named, out=room, threads=checked_threads(threads), errors=errors
        ),
        None,
        out,
        errors,
    )
