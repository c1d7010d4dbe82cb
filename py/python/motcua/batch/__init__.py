"""The same rules over columns: millions of rows at memory speed, row by row the answers of the scalar functions.

A column is a NumPy array (datetime64), a pandas or Polars Series, a PyArrow array, anything with the Arrow PyCapsule interface, or a list; one
value stands for every row. The answer is the same kind as the first column, with its name and index where it has them; something of Arrow that
is none of these libraries' comes back as a :class:`Column`, which speaks Arrow too. NumPy and Arrow memory is shared, not copied, where it lies as
the engine needs it (contiguous, native, without nulls), and the interpreter is free for other threads meanwhile.

    >>> import datetime as dt
    >>> import motcua
    >>> motcua.batch.add_working_days([dt.date(2026, 4, 24), None], 3)
    [datetime.date(2026, 5, 4), None]

    >>> import numpy as np
    >>> motcua.batch.count_working_days(np.array(["2026-04-24", "2026-05-05"], "M8[D]"), dt.date(2026, 5, 4))
    array([ 3, -1])

Dates are civil dates of Viet Nam, moments civil time without a time zone: a column with one is `date_invalid`. Of a moment, the functions that
count days take the date, and answer in the unit of the column. Years, months and sub-nanoseconds of NumPy are refused, weeks, hours and minutes
are made days or seconds.

A null in any column (None, NaT, NaN, NA, a masked slot) gives a null: in a column of numbers that NumPy keeps, NaN, so that its type is then float64.
The smallest integer of a column's width is NaT to NumPy, and null in a column of numbers too. Rows go by position; Series of pandas must have one index
and are refused when they have not.

Which days are worked, and how a limit is counted, is said with its law by :class:`motcua.Calendar` and :func:`motcua.deadline`: the answers here are the same.

Every function takes `threads`, how many threads may work (0: every core; the default is one; they are kept for the next call, as NumPy's and
Polars' are, so a process that forks afterwards is told so by Python 3.12 and later), and `errors`, what becomes of a row that cannot be answered:

- "raise": the first is raised, as the scalar function raises it; its `index` is the row.
- "null": they are null.
- "column": they are null, and the answer is a pair of the result and a column of the codes, null for rows that have an answer or ask nothing.

What is wrong with the columns themselves is always raised: `column_invalid` for lengths that differ or a type that cannot be, `date_invalid` for time zones.
"""

from __future__ import annotations

from .._native import Column
from ._days import add_working_days, count_working_days
from ._due import Due, clocks, deadlines
from ._hours import add_working_seconds, working_seconds_between
from ._kinds import OfficeOptions
from ._timeliness import timeliness

__all__ = [
    "Column",
    "Due",
    "OfficeOptions",
    "add_working_days",
    "add_working_seconds",
    "clocks",
    "count_working_days",
    "deadlines",
    "timeliness",
    "working_seconds_between",
]
