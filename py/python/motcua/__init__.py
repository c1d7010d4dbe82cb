"""Working days, legal deadlines and the law behind them, for Viet Nam's one-stop shops (một cửa).

    >>> import datetime as dt
    >>> import motcua
    >>> due = motcua.deadline(dt.datetime(2026, 4, 24, 10), "03 ngày làm việc")
    >>> due.due_at
    datetime.datetime(2026, 5, 4, 17, 0)
    >>> motcua.Calendar.vietnam().day(dt.date(2026, 8, 22)).kind
    'makeup_workday'

Moments are naive ``datetime`` objects in civil time of Viet Nam (UTC+7); aware ones are refused.
Every error is a :class:`MotcuaError` (a ``ValueError``) with a stable ``code``.
"""

from ._native import (
    DATA_VERSION,
    AmountInvalidError,
    AmountNegativeError,
    AmountOutOfRangeError,
    Calendar,
    CalendarEmptyError,
    Citation,
    DateInvalidError,
    DateOutOfRangeError,
    Day,
    DayRun,
    Deadline,
    HoursInvalidError,
    LatestReceipt,
    LimitUndeterminedError,
    LunarDate,
    MotcuaError,
    NotAnnouncedError,
    OptionUnknownError,
    Remaining,
    Step,
    TimeLimit,
    UnitUnknownError,
    __version__,
    add_working_seconds,
    deadline,
    hand_over_by,
    latest_receipt,
    lunar,
    parse_date,
    parse_moment,
    working_seconds_between,
)

__all__ = [
    "DATA_VERSION",
    "AmountInvalidError",
    "AmountNegativeError",
    "AmountOutOfRangeError",
    "Calendar",
    "CalendarEmptyError",
    "Citation",
    "DateInvalidError",
    "DateOutOfRangeError",
    "Day",
    "DayRun",
    "Deadline",
    "HoursInvalidError",
    "LatestReceipt",
    "LimitUndeterminedError",
    "LunarDate",
    "MotcuaError",
    "NotAnnouncedError",
    "OptionUnknownError",
    "Remaining",
    "Step",
    "TimeLimit",
    "UnitUnknownError",
    "__version__",
    "add_working_seconds",
    "deadline",
    "hand_over_by",
    "latest_receipt",
    "lunar",
    "parse_date",
    "parse_moment",
    "working_seconds_between",
]
