"""Due dates over columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from .. import _native
from .._columns import Kind, checked_threads, kind_of, taken, written
from .._native import Calendar
from ._kinds import S, OfficeOptions, limits, named_things, office_of

if TYPE_CHECKING:
    from ._kinds import Amounts, Array, Dates, Hours, Limits, Names, Numbers

C = TypeVar("C")


@dataclass(frozen=True)
class Due(Generic[C]):
    """When results are due: columns of the caller's kind, a row for each row asked."""

    due_on: C
    """The day, a date; in a Series of pandas without dates, its midnight."""
    due_at: C
    """The moment, in the unit in which receipt was given, seconds if that was dates. For a limit counted in days, closing time."""
    certainty: C
    """The weakest class among the days consulted: "announced", "derived" or "projected"."""
    codes: C | None = None
    """With errors="column", why a row has no answer."""


@overload
def deadlines(
    received_at: Array, amount: Amounts | None = None, unit: Names | None = None, *, limit: Limits | None = None,
    calendar: Calendar | None = None, hours: Hours | None = None, counting: Literal["by_date", "by_clock"] | None = None,
    cutoff: str | None = None, cutoff_effect: Literal["day_0", "day_1"] | None = None, roll: Literal["forward", "none"] | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None, threads: int = 1, errors: Literal["raise", "null", "column"] = "raise",
) -> Due[Array]: ...
@overload
def deadlines(
    received_at: S, amount: Amounts | None = None, unit: Names | None = None, *, limit: Limits | None = None,
    calendar: Calendar | None = None, hours: Hours | None = None, counting: Literal["by_date", "by_clock"] | None = None,
    cutoff: str | None = None, cutoff_effect: Literal["day_0", "day_1"] | None = None, roll: Literal["forward", "none"] | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None, threads: int = 1, errors: Literal["raise", "null", "column"] = "raise",
) -> Due[S]: ...
@overload
def deadlines(
    received_at: Sequence[dt.date | None], amount: Amounts | None = None, unit: Names | None = None, *, limit: Limits | None = None,
    calendar: Calendar | None = None, hours: Hours | None = None, counting: Literal["by_date", "by_clock"] | None = None,
    cutoff: str | None = None, cutoff_effect: Literal["day_0", "day_1"] | None = None, roll: Literal["forward", "none"] | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None, threads: int = 1, errors: Literal["raise", "null", "column"] = "raise",
) -> Due[list[Any]]: ...
@overload
def deadlines(
    received_at: Dates, amount: Amounts | None = None, unit: Names | None = None, *, limit: Limits | None = None,
    calendar: Calendar | None = None, hours: Hours | None = None, counting: Literal["by_date", "by_clock"] | None = None,
    cutoff: str | None = None, cutoff_effect: Literal["day_0", "day_1"] | None = None, roll: Literal["forward", "none"] | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None, threads: int = 1, errors: Literal["raise", "null", "column"] = "raise",
) -> Due[Any]: ...
def deadlines(
    received_at: Any,
    amount: Any = None,
    unit: Any = None,
    *,
    limit: Any = None,
    calendar: Calendar | None = None,
    hours: Hours | None = None,
    counting: str | None = None,
    cutoff: str | None = None,
    cutoff_effect: str | None = None,
    roll: str | None = None,
    office: Any = None,
    offices: Mapping[Any, OfficeOptions] | None = None,
    threads: int = 1,
    errors: str = "raise",
) -> Due[Any]:
    """For each row when a result is due (hẹn trả kết quả): as :func:`motcua.deadline`, row by row.

    `received_at`: moments of receipt, or dates for their first moment. The limit of each row is `amount` and `unit` ("working_day", "working_hour", "minute",
    "hour", "day", "week", "month", "year", "same_day"), or a text in `limit` such as "03 ngày làm việc". Amounts are whole numbers, Decimals, texts, or floats,
    which are taken as the shortest decimal that reads back the same: 4.75 is 4.75. Units may be a categorical. Each may be one value for all rows.

    The rules are those of :func:`motcua.deadline`, for every row; or `office` is a column of names and `offices` says for each how it departs from
    them, as in ``{"17": {"hours": "08:00-12:00,13:00-17:00", "counting": "by_clock"}}``.

        >>> import numpy as np
        >>> due = deadlines(np.array(["2026-04-24T10:00", "2026-04-24T16:30"], "M8[s]"), [3, 8], ["working_day", "working_hour"])
        >>> due.due_on
        array(['2026-05-04', '2026-04-28'], dtype='datetime64[D]')
        >>> due.due_at.tolist()
        [datetime.datetime(2026, 5, 4, 17, 0), datetime.datetime(2026, 4, 28, 16, 30)]
        >>> due.certainty
        array(['announced', 'announced'], dtype=object)
        >>> deadlines([dt.date(2026, 4, 24)], limit=["theo dự án được phê duyệt"], errors="column").codes
        ['limit_undetermined']

    Errors of a row: those of :func:`motcua.deadline`, `date_invalid` (no date), `value_out_of_range` (an office that is not among those given).
    """
    rules: dict[str, Any] = {"calendar": calendar, "hours": hours, "counting": counting, "cutoff": cutoff, "cutoff_effect": cutoff_effect, "roll": roll}
    standard, named = _native.Office(**rules), named_things(office, offices, "offices", office_of(rules))
    kind = kind_of(received_at, amount, unit, limit, office)
    received_at = kind.scalar(received_at)
    into = _Into(kind, kind.unit(received_at))
    given = taken(received_at, "received_at", "moments")
    limited = limits(amount, unit, limit)
    return into.due(
        _native.batch_deadlines(given, **limited, standard=standard, offices=named, into=into.rooms, threads=checked_threads(threads), errors=errors)
    )


@overload
def clocks(
    started_at: Array, amount: Amounts | None = None, unit: Names | None = None, *, limit: Limits | None = None,
    stop_row: Numbers, begun_at: Dates, ended_at: Dates, kind: Names = "pause", level: Literal["day", "minute"] = "day",
    calendar: Calendar | None = None, hours: Hours | None = None, counting: Literal["by_date", "by_clock"] | None = None,
    cutoff: str | None = None, cutoff_effect: Literal["day_0", "day_1"] | None = None, roll: Literal["forward", "none"] | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None, threads: int = 1, errors: Literal["raise", "null", "column"] = "raise",
) -> Due[Array]: ...
@overload
def clocks(
    started_at: S, amount: Amounts | None = None, unit: Names | None = None, *, limit: Limits | None = None,
    stop_row: Numbers, begun_at: Dates, ended_at: Dates, kind: Names = "pause", level: Literal["day", "minute"] = "day",
    calendar: Calendar | None = None, hours: Hours | None = None, counting: Literal["by_date", "by_clock"] | None = None,
    cutoff: str | None = None, cutoff_effect: Literal["day_0", "day_1"] | None = None, roll: Literal["forward", "none"] | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None, threads: int = 1, errors: Literal["raise", "null", "column"] = "raise",
) -> Due[S]: ...
@overload
def clocks(
    started_at: Sequence[dt.date | None], amount: Amounts | None = None, unit: Names | None = None, *, limit: Limits | None = None,
    stop_row: Numbers, begun_at: Dates, ended_at: Dates, kind: Names = "pause", level: Literal["day", "minute"] = "day",
    calendar: Calendar | None = None, hours: Hours | None = None, counting: Literal["by_date", "by_clock"] | None = None,
    cutoff: str | None = None, cutoff_effect: Literal["day_0", "day_1"] | None = None, roll: Literal["forward", "none"] | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None, threads: int = 1, errors: Literal["raise", "null", "column"] = "raise",
) -> Due[list[Any]]: ...
@overload
def clocks(
    started_at: Dates, amount: Amounts | None = None, unit: Names | None = None, *, limit: Limits | None = None,
    stop_row: Numbers, begun_at: Dates, ended_at: Dates, kind: Names = "pause", level: Literal["day", "minute"] = "day",
    calendar: Calendar | None = None, hours: Hours | None = None, counting: Literal["by_date", "by_clock"] | None = None,
    cutoff: str | None = None, cutoff_effect: Literal["day_0", "day_1"] | None = None, roll: Literal["forward", "none"] | None = None,
    office: Names | None = None, offices: Mapping[Any, OfficeOptions] | None = None, threads: int = 1, errors: Literal["raise", "null", "column"] = "raise",
) -> Due[Any]: ...
def clocks(
    started_at: Any,
    amount: Any = None,
    unit: Any = None,
    *,
    limit: Any = None,
    stop_row: Any,
    begun_at: Any,
    ended_at: Any,
    kind: Any = "pause",
    level: str = "day",
    calendar: Calendar | None = None,
    hours: Hours | None = None,
    counting: str | None = None,
    cutoff: str | None = None,
    cutoff_effect: str | None = None,
    roll: str | None = None,
    office: Any = None,
    offices: Mapping[Any, OfficeOptions] | None = None,
    threads: int = 1,
    errors: str = "raise",
) -> Due[Any]:
    """For each row when a result is due now, after its clock stood still (tạm dừng tính thời hạn).

    `started_at`, the limits and the rules as in :func:`deadlines`: one row a dossier. The stops are a table of their own, one row a stop, in any order of
    dossiers, those of one dossier as they came: `stop_row` is the row of the dossier, from 0; `begun_at` and `ended_at` are moments, the latter null while the clock
    stands still; `kind` is "pause" (the time in between is added) or "restart" (the full limit runs again from its end, as after a supplement), a column
    or one for all. A stop that begins after the due date moves nothing; while the clock stands still the due date is the last promise. `level` says
    how finely "after the due date" is told.

        >>> import numpy as np
        >>> received = np.array(["2026-07-06T08:00", "2026-07-06T08:00"], "M8[s]")
        >>> due = clocks(received, 5, "working_day", stop_row=[1], begun_at=[dt.datetime(2026, 7, 7, 9)], ended_at=[dt.datetime(2026, 7, 9, 9)])
        >>> due.due_on
        array(['2026-07-13', '2026-07-15'], dtype='datetime64[D]')

    Errors of a row: those of :func:`deadlines`, and `event_out_of_order` for a stop that ends before it begins or begins before what precedes it. A stop of no
    dossier or of an unknown kind is raised, whatever `errors` says; its `index` is then the row of the stop.
    """
    rules: dict[str, Any] = {"calendar": calendar, "hours": hours, "counting": counting, "cutoff": cutoff, "cutoff_effect": cutoff_effect, "roll": roll}
    standard, named = _native.Office(**rules), named_things(office, offices, "offices", office_of(rules))
    own = kind_of(started_at, amount, unit, limit, office)
    # A limit given once for dossiers of one column: stops are no column of dossiers.
    started_at = own.scalar(started_at)
    into = _Into(own, own.unit(started_at))
    given = taken(started_at, "started_at", "moments")
    limited = limits(amount, unit, limit)
    stops = {
        "row": taken(stop_row, "stop_row", "numbers"),
        "begun_at": taken(begun_at, "begun_at", "moments"),
        "ended_at": taken(ended_at, "ended_at", "moments"),
        "kind": taken(kind, "kind", "names"),
    }
    return into.due(
        _native.batch_clocks(
            given, stops, **limited, level=level, standard=standard, offices=named, into=into.rooms, threads=checked_threads(threads), errors=errors
        )
    )


class _Into:
    """Where due dates go."""

    def __init__(self, kind: Kind, unit: str) -> None:
        self._kind = kind
        on, at = kind.due_units(unit)
        self._on, self._at = kind.room(on or "D"), kind.room(at or "s")
        self.rooms = {"on": written(self._on), "on_unit": on, "at": written(self._at), "at_unit": at}

    def due(self, answer: Any) -> Due[Any]:
        on, at, certainty, codes, _ = answer
        kind = self._kind
        on, at = kind.moments(self._on if on is None else on, "due_on"), kind.moments(self._at if at is None else at, "due_at")
        return Due(on, at, kind.names(certainty, "certainty"), None if codes is None else kind.names(codes, "code"))
