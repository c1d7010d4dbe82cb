"""Reports over tables of dossiers: on time, late, overdue, carried over, by unit, officer or month (báo cáo tình hình giải quyết hồ sơ).

A table of any kind goes in: pandas, Polars (a `LazyFrame` too), PyArrow (a `RecordBatchReader` too), DuckDB, a mapping of columns, a list of rows, or an
iterator of such tables, which are counted one after the other. One row is one dossier:

- `received_at` when it was received: dates or moments; a row without one is a problem;
- `due_on` when it is due now; null is not measured;
- `finished_at` when its result was ready; null is open;
- `unit` and whatever else it is to be grouped by.

    >>> import datetime as dt
    >>> table = {
    ...     "unit": ["Hải Lăng", "Hải Lăng", "Triệu Phong"],
    ...     "received_at": [dt.date(2026, 4, 20), dt.date(2026, 4, 24), dt.date(2026, 4, 24)],
    ...     "due_on": [dt.date(2026, 4, 24), dt.date(2026, 5, 4), dt.date(2026, 5, 4)],
    ...     "finished_at": [dt.date(2026, 4, 23), dt.date(2026, 5, 5), None],
    ... }
    >>> report = on_time(table, as_of=dt.date(2026, 5, 8))
    >>> [(row.unit, row.early, row.late, row.overdue) for row in report.rows]
    [('Hải Lăng', 1, 1, 0), ('Triệu Phong', 0, 0, 1)]
    >>> report.total.on_time_rate.numerator, report.total.on_time_rate.denominator, round(report.total.on_time_rate.low, 3)
    (1, 2, 0.095)
    >>> report.denominators["on_time_rate"].en
    'Resolved early or on the due date / Resolved, with a due date'

A report is made at a moment: `as_of` (a date is the whole day, and where dates are compared so is a moment), or the end of the period if that comes first. What was received later is not counted, what was
finished later is open. `period=(first, last)`, both counted: what was received and finished before it is not counted, what was received before it and open then is carried over. So
`received + carried_over == to_handle == resolved + open`. A part of a table can be counted apart, and the parts merged: `partial=True`, `merge`.
Reports pickle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from .. import _native
from ._report import Report, merge
from ._table import STEPS, By, Moment, Options, Period, counted

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Options", "Report", "edited", "inputs_766", "lateness", "merge", "on_time", "redated", "score_766", "trend"]


@overload
def on_time(table: Any, by: By = "unit", *, partial: Literal[True], **options: Unpack[Options]) -> str: ...
@overload
def on_time(
    table: Any,
    by: By = "unit",
    *,
    as_of: Moment | None = None,
    period: Period | None = None,
    level: Literal["day", "minute"] = "day",
    received: str | None = "received_at",
    due: str = "due_on",
    finished: str = "finished_at",
    left_out: str | None = None,
    time_of: Literal["received", "finished"] = "received",
    threads: int = 1,
    confidence: float = 0.95,
    partial: Literal[False] = False,
) -> Report: ...
def on_time(table: Any, by: By = "unit", *, partial: bool = False, **options: Any) -> Report | str:
    """How many dossiers were received, decided early, on time or late, and how those that are open stand (đúng hạn, quá hạn).

    `by`: a column, a list of at most four, or None for all together; "month", "quarter" and "year" are those of receipt (`time_of="finished"`: of the
    result), unless the table has columns of these names. `as_of`: one date, which is its whole day, a moment, which at level "day" is its whole day too, or "YYYY-MM-DD". `period`: its first and last day, both
    counted, either may be None. `level`: at "day" dates are compared, at "minute" minutes, for which all columns must be moments. `received`, `due`, `finished`: the names of the columns; where
    the usual name is not there, `received_on`, `due_at` and `finished_on` are taken. `received=None`: there is no such column, and every row counts. `left_out`: a column of truth values,
    true for what was withdrawn or for another reason is not measured. `threads`: how many may count, with the interpreter let go. `confidence`: that of
    the intervals.

    The counts: `received`, `carried_over`, `to_handle`, `resolved`, `early`, `on_time`, `late`, `open`, `within_term`, `overdue`, `kept`, `unmeasured` (and of these
    `resolved_unmeasured`, `open_unmeasured`), `resolved_measured`, `open_measured`, `finished_before_received`. The rates: `on_time_rate` (early or on time among resolved
    with a due date), `kept_rate` (early, on time or within term among all to handle, as Decision 766 counts), `late_rate`, `overdue_rate`.

    Memory grows with the groups, not with the rows. Errors: `value_missing` when something is open and there is no `as_of`; `column_invalid` for a column that is not there or
    holds something else; `date_invalid` for a column without dates, a period that runs backwards or moments with a time zone; `value_out_of_range`, `option_unknown`.
    """
    report = counted("on_time", table, by, options)
    return report.partial() if partial else report


def trend(table: Any, by: By = None, *, step: Literal["month", "quarter", "year"] = "month", **options: Unpack[Options]) -> Report:
    """`on_time` by month (quarter, year), in order of time; with `by`, each group by month. `time_of="finished"` goes by the month of the result.

        >>> import datetime as dt
        >>> table = {
        ...     "unit": ["Hải Lăng", "Hải Lăng"],
        ...     "received_at": [dt.date(2026, 3, 20), dt.date(2026, 4, 24)],
        ...     "due_on": [dt.date(2026, 3, 24), dt.date(2026, 5, 4)],
        ...     "finished_at": [dt.date(2026, 3, 23), dt.date(2026, 5, 6)],
        ... }
        >>> [(row.month, row.early, row.late) for row in trend(table).rows]
        [('2026-03', 1, 0), ('2026-04', 0, 1)]
    """
    if step not in STEPS:
        raise _native.OptionUnknownError(f"`{step}` is not a step of time; known are {', '.join(STEPS)}")
    names = () if by is None else (by,) if isinstance(by, str) else tuple(by)
    return counted("on_time", table, (*names, step), options)


def lateness(
    table: Any,
    by: By = "unit",
    *,
    scope: Literal["all", "resolved", "open"] = "all",
    buckets: Sequence[int] | None = None,
    percentiles: Sequence[int] = (5, 25, 75, 90, 95),
    calendar: _native.Calendar | None = None,
    **options: Unpack[Options],
) -> Report:
    """How many working days after the due date dossiers were finished, or are open (số ngày làm việc quá hạn): negative before it.

    `scope`: "all" measures what is open to the moment of the report, "resolved" and "open" take one or the other. `buckets`: where each range of the histogram but the
    first begins, ascending. `calendar`: an agency's own. Other options as in `on_time`. What was finished after its due date on a day off is late by 0 working days.

    A record has `dossiers`, `mean` (exact, rounded half up to two decimals), `median`, `least`, `most`, `percentiles` by name ("90"; nearest rank), `buckets` (`least`, `most`,
    `label`, `dossiers`) and `days`, pairs of a number of working days and how many dossiers have it. Of an even number the median is the lower of the two in the middle. Days are exact to
    512 either way; in `days`, `buckets`, median and percentiles what lies beyond stands there, while mean, least and most are exact. A due date outside the calendar is a problem
    here, as its working days cannot be counted.

        >>> import datetime as dt
        >>> table = {
        ...     "unit": ["Hải Lăng", "Hải Lăng"],
        ...     "received_at": [dt.date(2026, 3, 20), dt.date(2026, 4, 24)],
        ...     "due_on": [dt.date(2026, 3, 24), dt.date(2026, 5, 4)],
        ...     "finished_at": [dt.date(2026, 3, 23), dt.date(2026, 5, 6)],
        ... }
        >>> row = lateness(table).rows[0]
        >>> row.dossiers, row.mean, row.days
        (2, Decimal('0.50'), ((-1, 1), (2, 1)))
    """
    return counted("lateness", table, by, options, {"scope": scope, "calendar": calendar}, {"buckets": buckets and list(buckets), "percentiles": list(percentiles)})


def redated(table: Any, by: By = "unit", *, first_due: str = "first_due_on", **options: Unpack[Options]) -> Report:
    """Dossiers whose due date was moved (hẹn lại), and the rates by the date in force and by the first promise, among those with a due date.

    `first_due`: the column of the first promise; a null is as the date in force. Other options as in `on_time`. The counts: `measured`, `redated`, `moved_later`, `kept_only_by_new_date`, `kept`, `kept_by_first_promise`,
    `resolved_measured`, `open_measured`, `early_or_on_time`, `early_or_on_time_by_first_promise`; the rates: `redated_rate`, `on_time_rate`, `on_time_by_first_promise_rate`, `kept_measured_rate`, `kept_by_first_promise_rate`.

        >>> import datetime as dt
        >>> table = {
        ...     "unit": ["Hải Lăng", "Hải Lăng"],
        ...     "received_at": [dt.date(2026, 3, 20), dt.date(2026, 4, 24)],
        ...     "due_on": [dt.date(2026, 3, 24), dt.date(2026, 5, 4)],
        ...     "finished_at": [dt.date(2026, 3, 23), dt.date(2026, 5, 6)],
        ...     "first_due_on": [None, dt.date(2026, 4, 29)],
        ... }
        >>> row = redated(table).rows[0]
        >>> row.redated, row.moved_later, row.on_time_rate.percent, row.on_time_by_first_promise_rate.percent
        (1, 1, '50.00', '50.00')
    """
    return counted("redated", table, by, {**options, "first_due": first_due})


def edited(table: Any, by: By = "unit", *, recorded: str = "recorded_at", **options: Unpack[Options]) -> Report:
    """Dossiers whose result counts for another day than first recorded (sửa ngày hoàn thành): late by the first record, on time by the second.

    `recorded`: the column of what was first recorded; a null is as `finished`. Other options as in `on_time`. The counts: `measured`, `edited`, `turned_on_time`,
    `turned_late`, `resolved_measured`, `recorded_measured`, `early_or_on_time`, `early_or_on_time_as_recorded`, `open_measured`. What was recorded for a day after the moment of the report is not
    known yet; the rates: `edited_rate`, `turned_on_time_rate`, `on_time_rate`, `on_time_as_recorded_rate`.

        >>> import datetime as dt
        >>> table = {
        ...     "unit": ["Hải Lăng", "Hải Lăng"],
        ...     "received_at": [dt.date(2026, 3, 20), dt.date(2026, 4, 24)],
        ...     "due_on": [dt.date(2026, 3, 24), dt.date(2026, 5, 4)],
        ...     "finished_at": [dt.date(2026, 3, 23), dt.date(2026, 5, 6)],
        ...     "recorded_at": [dt.date(2026, 3, 30), None],
        ... }
        >>> row = edited(table).rows[0]
        >>> row.edited, row.turned_on_time, row.on_time_rate.percent, row.on_time_as_recorded_rate.percent
        (1, 1, '50.00', '0.00')
    """
    return counted("edited", table, by, {**options, "recorded": recorded})


def inputs_766(table: Any, by: By = "unit", *, columns: Mapping[str, str] | None = None, extra: Mapping[Any, Any] | None = None, **options: Unpack[Options]) -> Report:
    """The inputs of the index of Decision 766/QĐ-TTg that a table of dossiers holds, by the names of the variables of the rule set.

    Read are columns of truth values, by their names or as `columns` renames them: `online`, `financial_obligation`, `paid_online`, `electronic_result`, `digitised`, `reused`,
    `synced`, `citizen_data`, `synced_to_portal`, `satisfied` (null where nobody was asked); those that are not there give no variable. `received` is all that is to handle, `on_time` what was kept; channels
    are those of dossiers received in the period. `extra`: what does not follow from dossiers, such as numbers of procedures: a mapping by variable for every group, or by group to such
    mappings. Other options as in `on_time`.

        >>> import datetime as dt
        >>> day = dt.date(2026, 3, 24)
        >>> row = inputs_766({"unit": ["Hải Lăng"], "received_at": [day], "due_on": [day], "finished_at": [day], "digitised": [True]}).rows[0]
        >>> row.received, row.on_time, row.digitised
        (1, 1, 1)
    """
    return counted("inputs", table, by, options, flags=columns or {}, more=extra)


def score_766(
    table: Any,
    by: By = "unit",
    *,
    level: str | None = None,
    rule_set: Any = "qd766_portal_2026",
    columns: Mapping[str, str] | None = None,
    extra: Mapping[Any, Any] | None = None,
    trace: bool = False,
    **options: Any,
) -> Any:
    """The index of Decision 766 by group: `inputs_766` fed to the rule set. The answer is that of `motcua.scorecard`: `units` with groups, total and band, `problems`.

    The id of a unit is its key, of several keys joined by " · ". `level`: "ministry", "province", "department" or "commune".
    """
    from .. import scorecard

    report = inputs_766(table, by, columns=columns, extra=extra, **options)
    units = []
    for row in report.rows:
        values = {name: value for name, value in row.to_dict().items() if name not in report.by}
        name = " · ".join("Không rõ" if row[part] is None else str(row[part]) for part in report.by)
        units.append({"id": name or "Tổng số", "name": name or "Tổng số", "values": values})
    found = scorecard.load(rule_set) if not isinstance(rule_set, scorecard.RuleSet) else rule_set
    asked: dict[str, Any] = {"level": level, "trace": trace or None}
    return found.score_units(units, **{key: value for key, value in asked.items() if value is not None})
