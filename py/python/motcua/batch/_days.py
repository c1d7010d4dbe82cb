"""Working days over columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from .. import _native
from .._columns import checked_threads, kind_of, taken
from .._native import Calendar
from ._kinds import S, answered, calendar_of, named_things

if TYPE_CHECKING:
    from ._kinds import Array, Dates, Moments, Names, Numbers, Quiet


@overload
def add_working_days(
    dates: Array, days: Numbers, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: Array | None = None, threads: int = 1, errors: Quiet = "raise",
) -> Moments: ...
@overload
def add_working_days(
    dates: Array, days: Numbers, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: Array | None = None, threads: int = 1, errors: Literal["column"],
) -> tuple[Moments, Array]: ...
@overload
def add_working_days(
    dates: S, days: Numbers, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: None = None, threads: int = 1, errors: Quiet = "raise",
) -> S: ...
@overload
def add_working_days(
    dates: S, days: Numbers, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: None = None, threads: int = 1, errors: Literal["column"],
) -> tuple[S, S]: ...
@overload
def add_working_days(
    dates: Sequence[dt.date | None], days: Numbers, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: None = None, threads: int = 1, errors: Quiet = "raise",
) -> list[dt.date | None]: ...
@overload
def add_working_days(
    dates: Dates, days: Numbers, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: Array | None = None, threads: int = 1, errors: str = "raise",
) -> Any: ...
def add_working_days(
    dates: Any,
    days: Any,
    *,
    calendar: Calendar | None = None,
    office: Any = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: Any = None,
    threads: int = 1,
    errors: str = "raise",
) -> Any:
    """For each row the n-th working day strictly after a date, strictly before it for a negative n, the date itself for 0 (cộng ngày làm việc).

    `dates`: dates or moments; `days`: whole numbers. The answers are of the type of `dates`: midnights where it has moments. `calendar` is that of
    every row, by default the State's; or `office` is a column of names and `calendars` says which calendar each name has.
    `out` is an array of NumPy that takes the answers and is returned: contiguous, of the unit of `dates`, sharing no memory with a column asked
    about. A fresh array costs more than the arithmetic.

        >>> import numpy as np
        >>> dates = np.array(["2026-04-24", "2026-08-28", "NaT"], "M8[D]")
        >>> add_working_days(dates, [3, -1, 5])
        array(['2026-05-04', '2026-08-27',        'NaT'], dtype='datetime64[D]')
        >>> add_working_days(dates, [3, 10**6, 5], errors="column")[1]
        array([None, 'date_out_of_range', None], dtype=object)

    Errors of a row: `date_invalid` (no date), `date_out_of_range`, `amount_invalid` (a fraction), `amount_out_of_range`, `not_announced` (a calendar of
    announced days only), `value_out_of_range` (an office that is not among those given).
    """
    kind = kind_of(dates, days, office)
    dates = kind.scalar(dates)
    unit = kind.unit(dates)
    dates, days, named = taken(dates, "dates", "moments"), taken(days, "days", "numbers"), named_things(office, calendars, "calendars", calendar_of)
    return answered(
        kind,
        lambda room: _native.batch_add_working_days(
            dates, days, calendar=calendar, calendars=named, out=room, threads=checked_threads(threads), errors=errors
        ),
        unit,
        out,
        errors,
    )


@overload
def count_working_days(
    after: Array, until: Dates, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: Array | None = None, threads: int = 1, errors: Quiet = "raise",
) -> Array: ...
@overload
def count_working_days(
    after: Array, until: Dates, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: Array | None = None, threads: int = 1, errors: Literal["column"],
) -> tuple[Array, Array]: ...
@overload
def count_working_days(
    after: S, until: Dates, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: None = None, threads: int = 1, errors: Quiet = "raise",
) -> S: ...
@overload
def count_working_days(
    after: S, until: Dates, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: None = None, threads: int = 1, errors: Literal["column"],
) -> tuple[S, S]: ...
@overload
def count_working_days(
    after: Sequence[dt.date | None], until: Dates, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: None = None, threads: int = 1, errors: Quiet = "raise",
) -> list[int | None]: ...
@overload
def count_working_days(
    after: Dates, until: Dates, *, calendar: Calendar | None = None, office: Names | None = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: Array | None = None, threads: int = 1, errors: str = "raise",
) -> Any: ...
def count_working_days(
    after: Any,
    until: Any,
    *,
    calendar: Calendar | None = None,
    office: Any = None,
    calendars: Mapping[Any, Calendar] | None = None,
    out: Any = None,
    threads: int = 1,
    errors: str = "raise",
) -> Any:
    """For each row how many working days lie strictly after a date, up to and including another; negative when reversed (đếm ngày làm việc).

    `after` and `until`: dates or moments, not necessarily of one type. The answers are whole numbers; calendars, offices and `out` (int64) as in
    :func:`add_working_days`.

        >>> import numpy as np
        >>> count_working_days(np.array(["2026-04-24", "2026-05-04"], "M8[D]"), np.array(["2026-05-04", "2026-04-24"], "M8[D]"))
        array([ 3, -3])
        >>> count_working_days([dt.date(2026, 4, 24), None], dt.date(2026, 5, 4))
        [3, None]

    Errors of a row: `date_invalid`, `date_out_of_range`, `not_announced`, `value_out_of_range`.
    """
    kind = kind_of(after, until, office)
    after, until = taken(after, "after", "moments"), taken(until, "until", "moments")
    named = named_things(office, calendars, "calendars", calendar_of)
    return answered(
        kind,
        lambda room: _native.batch_count_working_days(
            after, until, calendar=calendar, calendars=named, out=room, threads=checked_threads(threads), errors=errors
        ),
        None,
        out,
        errors,
    )
