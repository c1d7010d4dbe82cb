"""Early, on time, late over columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from .. import _native
from .._columns import kind_of, taken
from ._kinds import S

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ._kinds import Array, Dates


@overload
def timeliness(due: Array, done: Dates, as_of: dt.date, level: Literal["day", "minute"] = "day") -> npt.NDArray[np.str_]: ...
@overload
def timeliness(due: S, done: Dates, as_of: dt.date, level: Literal["day", "minute"] = "day") -> S: ...
@overload
def timeliness(due: Sequence[dt.date | None], done: Dates, as_of: dt.date, level: Literal["day", "minute"] = "day") -> list[str]: ...
@overload
def timeliness(due: Dates, done: Dates, as_of: dt.date, level: Literal["day", "minute"] = "day") -> Any: ...
def timeliness(due: Any, done: Any, as_of: Any, level: str = "day") -> Any:
    """For each row how what was done, or is still open, stands to when it was due: "early", "on_time", "late"; open "within_term" or "overdue"; "none".

    `due` and `done`: dates or moments; a null `done` is open, a null `due` is "none". `as_of`: one date or moment; what is done after it counts as open
    then, so that a past moment can be asked about. At the level "day" the dates are compared and `as_of` is its whole day; at "minute" the minutes, for which all must be moments. The
    answer is a categorical of pandas, an Enum of Polars, a dictionary of Arrow, an array of str.

        >>> import numpy as np
        >>> due = np.array(["2026-05-04", "2026-05-04", "2026-05-04", "NaT"], "M8[D]")
        >>> done = np.array(["2026-04-29", "2026-05-05", "NaT", "NaT"], "M8[D]")
        >>> timeliness(due, done, dt.date(2026, 5, 6)).tolist()
        ['early', 'late', 'overdue', 'none']

    Errors: `column_invalid` for lengths that differ, for a column that holds neither dates nor moments, and for dates at the level "minute"; `date_invalid` for moments with a
    time zone; `option_unknown` for another level.
    """
    kind = kind_of(due, done)
    due, done = taken(due, "due", "moments"), taken(done, "done", "moments")
    return kind.names(_native.batch_timeliness(due, done, taken(as_of, "as_of", "moments"), level=level), every=True)
