"""Working days, legal deadlines and the law behind them, for Viet Nam's one-stop shops (một cửa).

    >>> import datetime as dt
    >>> import motcua
    >>> due = motcua.deadline(dt.datetime(2026, 4, 24, 10), "03 ngày làm việc")
    >>> due.due_at
    datetime.datetime(2026, 5, 4, 17, 0)
    >>> motcua.Calendar.vietnam().day(dt.date(2026, 8, 22)).kind
    'makeup_workday'

Dossiers are asked about with their log; the answer has every field as an attribute:

    >>> events = [
    ...     {"at": dt.datetime(2026, 7, 6, 8), "kind": "submitted", "channel": "counter"},
    ...     {"at": dt.datetime(2026, 7, 6, 8, 10), "kind": "accepted"},
    ... ]
    >>> standing = motcua.dossier(limit="5 ngày làm việc", events=events, as_of=dt.datetime(2026, 7, 8, 8))
    >>> standing.state, standing.due_on, standing.owes
    ('in_process', datetime.date(2026, 7, 13), ('appointment_slip',))

Moments are naive ``datetime`` objects in civil time of Viet Nam (UTC+7); aware ones are refused.
Every error is a :class:`MotcuaError` (a ``ValueError``) with a stable ``code``, and with ``path`` and ``index`` where it has a place.
:func:`evaluate` takes and answers messages instead, and never raises for a refusal.
"""

from ._names import CALLS
from ._native import (
    DATA_VERSION,
    AmountInvalidError,
    AmountNegativeError,
    AmountOutOfRangeError,
    Calendar,
    CalendarEmptyError,
    Citation,
    CodeDuplicateError,
    CodeInvalidError,
    ColumnInvalidError,
    DateInvalidError,
    DateOutOfRangeError,
    Day,
    DayRun,
    Deadline,
    EncodingInvalidError,
    EventOutOfOrderError,
    EventUnknownError,
    FieldUnknownError,
    FormulaRefusedError,
    HoursInvalidError,
    LatestReceipt,
    LimitUndeterminedError,
    LunarDate,
    MotcuaError,
    NewDueNotLaterError,
    NewDueNotWorkingDayError,
    NotAnnouncedError,
    OperationUnknownError,
    OptionUnknownError,
    ReasonMissingError,
    Remaining,
    RequestInvalidError,
    RescheduleLimitReachedError,
    RuleSetInvalidError,
    RuleSetUnknownError,
    SignerMissingError,
    StagesInvalidError,
    Step,
    SupplementLimitReachedError,
    TimeLimit,
    TransitionNotAllowedError,
    UnitUnknownError,
    ValueMissingError,
    ValueOutOfRangeError,
    __version__,
    add_working_seconds,
    deadline,
    evaluate,
    hand_over_by,
    latest_receipt,
    lunar,
    operations,
    parse_date,
    parse_moment,
    working_seconds_between,
)

# A type checker takes this name for true; `typing` itself would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import batch, records, scorecard
    from . import duckdb as duckdb
    from . import excel as excel
    from . import plot as plot
    from . import polars as polars
    from . import report as report
    from ._record import Decimals
    from .calls import *
    from .records import Record

__all__ = [
    "DATA_VERSION",
    "AmountInvalidError",
    "AmountNegativeError",
    "AmountOutOfRangeError",
    "Calendar",
    "CalendarEmptyError",
    "Citation",
    "CodeDuplicateError",
    "CodeInvalidError",
    "ColumnInvalidError",
    "DateInvalidError",
    "DateOutOfRangeError",
    "Day",
    "DayRun",
    "Deadline",
    "Decimals",
    "EncodingInvalidError",
    "EventOutOfOrderError",
    "EventUnknownError",
    "FieldUnknownError",
    "FormulaRefusedError",
    "HoursInvalidError",
    "LatestReceipt",
    "LimitUndeterminedError",
    "LunarDate",
    "MotcuaError",
    "NewDueNotLaterError",
    "NewDueNotWorkingDayError",
    "NotAnnouncedError",
    "OperationUnknownError",
    "OptionUnknownError",
    "ReasonMissingError",
    "Record",
    "Remaining",
    "RequestInvalidError",
    "RescheduleLimitReachedError",
    "RuleSetInvalidError",
    "RuleSetUnknownError",
    "SignerMissingError",
    "StagesInvalidError",
    "Step",
    "SupplementLimitReachedError",
    "TimeLimit",
    "TransitionNotAllowedError",
    "UnitUnknownError",
    "ValueMissingError",
    "ValueOutOfRangeError",
    "__version__",
    "batch",
    "records",
    "scorecard",
    "add_working_seconds",
    "deadline",
    "evaluate",
    "hand_over_by",
    "latest_receipt",
    "lunar",
    "operations",
    "parse_date",
    "parse_moment",
    "working_seconds_between",
]
__all__ += CALLS

# Imported when they are asked for: an import of the package costs a few milliseconds, and needs no other package. What does need one is not in
# `__all__`, so that `from motcua import *` works without it.
_MODULES = ("batch", "calls", "duckdb", "excel", "plot", "polars", "records", "report", "scorecard")
_FROM = {"Decimals": "_record", "Record": "_record", **dict.fromkeys(CALLS, "calls")}

if not TYPE_CHECKING:

    def __getattr__(name):
        from importlib import import_module

        # A call comes before a module of its name.
        if name in _FROM:
            found = getattr(import_module(f".{_FROM[name]}", __name__), name)
            globals()[name] = found
            return found
        if name in _MODULES:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__():
        return sorted({*globals(), *_MODULES, *_FROM})
