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

A report is made at a moment: `as_of` (a date is the whole day), or the end of the period if that comes first. What was received later is not counted, what was
finished later is open. `period=(first, last)`, both counted: what was finished before it is not counted, what was received before it is carried over. So
`received + carried_over == to_handle == resolved + open`. A part of a table can be counted apart, and the parts merged: `partial=True`, `merge`.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeAlias, overload

from . import _native
from ._columns import taken
from ._frame import Frame, column_error
from ._record import Record

__all__ = ["Report", "edited", "inputs_766", "lateness", "merge", "on_time", "redated", "score_766", "trend"]

Moment: TypeAlias = "dt.date | dt.datetime | str"
Period: TypeAlias = "tuple[Moment | None, Moment | None]"
By: TypeAlias = "str | Sequence[str] | None"
_STEPS = ("month", "quarter", "year")
# The other spelling of a column, taken where the usual one is not there.
_OTHER = {
    "received_at": "received_on",
    "due_on": "due_at",
    "finished_at": "finished_on",
    "first_due_on": "first_due_at",
    "recorded_at": "recorded_on",
}
_FLAGS = (
    "online",
    "financial_obligation",
    "paid_online",
    "electronic_result",
    "digitised",
    "reused",
    "synced",
    "citizen_data",
    "synced_to_portal",
    "satisfied",
)


class Report:
    """What was counted: `rows`, a record for each group; `total`, the same of all; `table`, the caller's kind of table.

    A record has what it is grouped by, the counts, and each rate as a record with `counted`, `among`, `numerator`, `denominator`, `rate`, `low` and
    `high` from 0 to 1 (None where the denominator is 0) and `percent`, an exact decimal text; by attribute or by key. Groups come in the order of their keys, what has
    none last.
    """

    __slots__ = ("_answer", "_confidence", "_frame", "_more", "_options", "_rows", "_tally", "by", "kind")
    kind: str
    by: tuple[str, ...]

    def __init__(self, kind: str, by: tuple[str, ...], tally: _native.ReportTally, frame: Frame, options: Mapping[str, Any], confidence: float) -> None:
        """Use `on_time` and its friends."""
        self.kind, self.by = kind, by
        self._tally, self._frame, self._options, self._confidence = tally, frame, dict(options), confidence
        self._answer: dict[str, Any] = tally.answer(confidence=confidence, **self._options)
        self._rows: tuple[Record, ...] | None = None
        self._more: Mapping[str, Any] = {}

    @property
    def rows(self) -> tuple[Record, ...]:
        """A record for each group that any row counts in."""
        if self._rows is None:
            groups = sorted(self._answer["groups"], key=lambda group: [_order(name) for name in group["key"]])
            self._rows = tuple(self._record(dict(zip(self.by, group["key"], strict=True)), group["fields"]) for group in groups)
        return self._rows

    @property
    def total(self) -> Record:
        """All groups together, without keys."""
        return self._record({}, self._answer["total"])

    @property
    def table(self) -> Any:
        """The rows as a table of the caller's kind, flat: of each rate the columns `on_time_rate`, `on_time_low`, `on_time_high`; of a distribution the
        percentiles `p90` and a column a range, such as `3..5`."""
        flat = [_flat(row) for row in self.rows] or [_flat(self.total)]
        names = [*self.by, *(name for name in flat[0] if name not in self.by)]
        columns = {name: [row.get(name) for row in flat] if self.rows else [] for name in names}
        return self._frame.like(columns)

    @property
    def denominators(self) -> dict[str, Record]:
        """For each rate what it counts, among what, by name (`counted`, `among`) and in words (`vi`, `en`)."""
        words = _names()
        said = {}
        for name, rate in self._answer["total"].items():
            if isinstance(rate, dict) and "among" in rate:
                parts = (rate["counted"], rate["among"])
                vi, en = (" / ".join(words[part][side] for part in parts) for side in (0, 1))
                said[name] = Record({"counted": parts[0], "among": parts[1], "vi": vi, "en": en})
        return said

    @property
    def names(self) -> dict[str, Record]:
        """What every column is called (`vi`, `en`)."""
        return {name: Record({"vi": vi, "en": en}) for name, (vi, en) in _names().items()}

    @property
    def seen(self) -> int:
        """How many rows came in."""
        return int(self._answer["rows"])

    @property
    def problems(self) -> int:
        """How many rows could not be counted: without a day of receipt, or with a date that is none."""
        return int(self._answer["problems"])

    @property
    def first_problem(self) -> Record | None:
        """What is wrong with the first of them: `index` (its row, from 0), `code`, `message`; None without any, or when it was counted elsewhere."""
        found = self._answer["first_problem"]
        return None if found is None else Record(found)

    @property
    def described_on(self) -> dt.date | None:
        """The day the report describes; None when it is the end of time."""
        found = self._answer["described_on"]
        return None if found is None else dt.date.fromisoformat(found)

    def partial(self) -> str:
        """All that was counted, as JSON text a few hundred bytes a group: what one part of a job sends to the one that merges."""
        head = {"by": self.by, "options": self._options, "confidence": self._confidence}
        return json.dumps({**head, "tally": json.loads(self._tally.partial())}, ensure_ascii=False)

    def merge(self, *others: Report | str) -> Report:
        """The report of all rows of this one and others, which must have been asked the same: reports, or their `partial` texts."""
        return merge([self, *others])

    def _record(self, key: dict[str, Any], fields: Mapping[str, Any]) -> Record:
        return Record({**key, **_read(fields), **self._added(key)})

    def _added(self, key: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the caller knows of a group beside the table."""
        return _extra(self._more, key, self.by)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return f"<Report {self.kind} by {', '.join(self.by) or 'nothing'}: {len(self.rows)} groups, {self.seen} rows>"

    def __str__(self) -> str:
        head, lines = self._shown("en")
        widths = [max(len(line[at]) for line in (head, *lines)) for at in range(len(head))]
        texts = ["  ".join(cell.rjust(width) if at >= len(self.by) else cell.ljust(width) for at, (cell, width) in enumerate(zip(line, widths, strict=True))) for line in (head, *lines)]
        return "\n".join([*(text.rstrip() for text in texts), *self._notes("en")])

    def _repr_html_(self) -> str:
        head, lines = self._shown("vi")
        cells = [[html.escape(cell) for cell in line] for line in (head, *lines)]
        top = "".join(f'<th scope="col">{cell}</th>' for cell in cells[0])
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in cells[1:])
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self._notes("vi"))
        return f'<table lang="vi"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{notes}'

    def _shown(self, language: Literal["vi", "en"]) -> tuple[list[str], list[list[str]]]:
        """Heads and cells: whole numbers and rates with their bounds; fifty groups at most, and the total."""
        side = 0 if language == "vi" else 1
        words = _names()
        fields = [name for name, value in self.total.to_dict().items() if _fits(value)]
        fields = [name for name in fields if name not in _HIDDEN]
        heads = [words.get(name, (name, name))[side] if language == "vi" else name for name in (*self.by, *fields)]
        total = words["total"][side]
        lines = [[_cell(row[name], words["unknown"][side]) for name in self.by] + [_cell(row[name]) for name in fields] for row in self.rows[:50]]
        lines.append([total if at == 0 else "" for at in range(len(self.by))] + [_cell(self.total[name]) for name in fields])
        return heads, lines

    def _notes(self, language: Literal["vi", "en"]) -> list[str]:
        vi = language == "vi"
        notes = []
        if len(self.rows) > 50:
            notes.append(f"… {len(self.rows) - 50} nhóm nữa" if vi else f"… {len(self.rows) - 50} more groups")
        if self.problems:
            message = self.first_problem["message"] if self.first_problem else ""
            notes.append(f"{self.problems} dòng không tính được: {message}" if vi else f"{self.problems} rows could not be counted: {message}")
        return notes


# Parts of other counts, left out where a person reads.
_HIDDEN = {"resolved_unmeasured", "open_unmeasured", "resolved_measured", "open_measured", "finished_before_received", "kept"}


@overload
def on_time(table: Any, by: By = "unit", *, partial: Literal[True], **options: Any) -> str: ...
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
    result), unless the table has columns of these names. `as_of`: one date, which is its whole day, a moment, or "YYYY-MM-DD". `period`: its first and last day, both
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
    report = _count("on_time", table, by, options)
    return report.partial() if partial else report


def trend(table: Any, by: By = None, *, step: Literal["month", "quarter", "year"] = "month", **options: Any) -> Report:
    """`on_time` by month (quarter, year), in order of time; with `by`, each group by month. `time_of="finished"` goes by the month of the result."""
    names = () if by is None else (by,) if isinstance(by, str) else tuple(by)
    return _count("on_time", table, (*names, step), options)


def lateness(
    table: Any,
    by: By = "unit",
    *,
    scope: Literal["all", "resolved", "open"] = "all",
    buckets: Sequence[int] | None = None,
    percentiles: Sequence[int] = (5, 25, 75, 90, 95),
    calendar: _native.Calendar | None = None,
    **options: Any,
) -> Report:
    """How many working days after the due date dossiers were finished, or are open (số ngày làm việc quá hạn): negative before it.

    `scope`: "all" measures what is open to the moment of the report, "resolved" and "open" take one or the other. `buckets`: where each range of the histogram but the
    first begins, ascending. `calendar`: an agency's own. Other options as in `on_time`. What was finished after its due date on a day off is late by 0 working days.

    A record has `dossiers`, `mean` (exact, rounded half up to two decimals), `median`, `least`, `most`, `percentiles` by name ("90"; nearest rank), `buckets` (`least`, `most`,
    `label`, `dossiers`) and `days`, pairs of a number of working days and how many dossiers have it. Days are exact to 512 either way; in `days`, `buckets` and percentiles what
    lies beyond stands there.
    """
    return _count("lateness", table, by, options, {"scope": scope, "calendar": calendar}, {"buckets": buckets and list(buckets), "percentiles": list(percentiles)})


def redated(table: Any, by: By = "unit", *, first_due: str = "first_due_on", **options: Any) -> Report:
    """Dossiers whose due date was moved (hẹn lại), and the rates by the date in force and by the first promise, among those with a due date.

    `first_due`: the column of the first promise; a null is as the date in force. Other options as in `on_time`. The counts: `measured`, `redated`, `moved_later`,
    `kept_only_by_new_date` and others; the rates: `redated_rate`, `on_time_rate`, `on_time_by_first_promise_rate`, `kept_measured_rate`, `kept_by_first_promise_rate`.
    """
    return _count("redated", table, by, {**options, "first_due": first_due})


def edited(table: Any, by: By = "unit", *, recorded: str = "recorded_at", **options: Any) -> Report:
    """Dossiers whose result counts for another day than first recorded (sửa ngày hoàn thành): late by the first record, on time by the second.

    `recorded`: the column of what was first recorded; a null is as `finished`. Other options as in `on_time`. The counts: `measured`, `edited`, `turned_on_time`,
    `turned_late` and others; the rates: `edited_rate`, `turned_on_time_rate`, `on_time_rate`, `on_time_as_recorded_rate`.
    """
    return _count("edited", table, by, {**options, "recorded": recorded})


def inputs_766(table: Any, by: By = "unit", *, columns: Mapping[str, str] | None = None, extra: Mapping[Any, Any] | None = None, **options: Any) -> Report:
    """The inputs of the index of Decision 766/QĐ-TTg that a table of dossiers holds, by the names of the variables of the rule set.

    Read are columns of truth values, by their names or as `columns` renames them: `online`, `financial_obligation`, `paid_online`, `electronic_result`, `digitised`, `reused`,
    `synced`, `citizen_data`, `synced_to_portal`, `satisfied` (null where nobody was asked); those that are not there give no variable. `received` is all that is to handle, `on_time` what was kept; channels
    are those of dossiers received in the period. `extra`: what does not follow from dossiers, such as numbers of procedures: a mapping by variable for every group, or by group to such
    mappings. Other options as in `on_time`.
    """
    report = _count("inputs", table, by, options, flags=columns or {})
    report._more = extra or {}
    return report


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
    from . import scorecard

    report = inputs_766(table, by, columns=columns, extra=extra, **options)
    units = []
    for row in report.rows:
        values = {name: value for name, value in row.to_dict().items() if name not in report.by}
        name = " · ".join("Không rõ" if row[part] is None else str(row[part]) for part in report.by)
        units.append({"id": name or "Tổng số", "name": name or "Tổng số", "values": values})
    found = scorecard.load(rule_set) if not isinstance(rule_set, scorecard.RuleSet) else rule_set
    asked: dict[str, Any] = {"level": level, "trace": trace or None}
    return found.score_units(units, **{key: value for key, value in asked.items() if value is not None})


def merge(reports: Iterable[Report | str]) -> Report:
    """One report of all rows of several, which must have been asked the same: reports, or their `partial` texts.

        >>> import datetime as dt
        >>> table = {"unit": ["A"], "received_at": [dt.date(2026, 4, 20)], "due_on": [dt.date(2026, 4, 24)], "finished_at": [dt.date(2026, 4, 23)]}
        >>> parts = [on_time(table, partial=True) for _ in range(3)]
        >>> merge(parts).rows[0].early
        3
    """
    whole: _native.ReportTally | None = None
    head: dict[str, Any] = {}
    first: Report | None = None
    for given in reports:
        text = given.partial() if isinstance(given, Report) else given
        part = _partial(text)
        tally = part.pop("tally")
        if whole is None:
            asked = {name: value for name, value in tally["asked"].items() if value is not None}
            whole = _native.ReportTally(tally["kind"], **_asked(asked.pop("as_of", None), (asked.pop("from_on", None), asked.pop("until_on", None))), **asked)
            head, first = {**part, "kind": tally["kind"]}, given if isinstance(given, Report) else None
        elif part["by"] != head["by"]:
            raise _native.ValueOutOfRangeError(f"the report is by {part['by']}, not by {head['by']}: only reports of the same question can be merged")
        whole.add_partial(json.dumps(tally))
    if whole is None:
        raise _native.ValueMissingError("there is no report to merge")
    merged = Report(head["kind"], tuple(head["by"]), whole, _kind(Frame.of({})) if first is None else first._frame, head["options"], head["confidence"])
    merged._more = {} if first is None else first._more
    return merged


def _count(
    kind: str,
    table: Any,
    by: By,
    options: Mapping[str, Any],
    asked: Mapping[str, Any] | None = None,
    said: Mapping[str, Any] | None = None,
    flags: Mapping[str, str] | None = None,
) -> Report:
    unknown = set(options) - {"as_of", "period", "level", "received", "due", "finished", "first_due", "recorded", "left_out", "time_of", "threads", "confidence"}
    if unknown:
        raise TypeError(f"unexpected keyword argument {sorted(unknown)[0]!r}")
    names = () if by is None else (by,) if isinstance(by, str) else tuple(by)
    if len(set(names)) < len(names):
        raise column_error("a column is twice in `by`", "by")
    given = {"received": "received_at", "due": "due_on", "finished": "finished_at", **options}
    threads, time_of = given.get("threads", 1), given.get("time_of", "received")
    if time_of not in ("received", "finished"):
        raise _native.OptionUnknownError(f"`{time_of}` is not a day to go by; known are received, finished")
    question = {**_asked(given.get("as_of"), given.get("period")), **{name: value for name, value in (asked or {}).items() if value is not None}}
    tally = _native.ReportTally(kind, level=given.get("level", "day"), **question)
    times = {name: given[name] for name in ("received", "due", "finished", "first_due", "recorded") if given.get(name) is not None}
    marks = {flag: (flags or {}).get(flag, flag) for flag in _FLAGS} if kind == "inputs" else {}
    for flag in flags or {}:
        if flag not in _FLAGS:
            raise _native.OptionUnknownError(f"`{flag}` is not a column of the index; known are {', '.join(_FLAGS)}")
    needed = [*names, *times.values(), *marks.values(), *([given["left_out"]] if given.get("left_out") else [])]
    first: Frame | None = None
    for frame in _frames(table, needed):
        first = _kind(frame) if first is None else first
        keys: list[tuple[str, Any]] = [_key(frame, name, time_of) for name in names]
        columns = {name: taken(_column(frame, column), column, "moments") for name, column in times.items()}
        read = {flag: _marks(frame.column(column)) for flag, column in marks.items() if column in frame or flag in (flags or {})}
        left_out = _marks(frame.column(given["left_out"])) if given.get("left_out") else None
        tally.add(keys, columns, read, left_out=left_out, threads=_threads(threads))
    head = {name: value for name, value in (said or {}).items() if value is not None}
    report = Report(kind, names, tally, _kind(Frame.of({})) if first is None else first, head, given.get("confidence", 0.95))
    clash = next((name for name in names if name in report._answer["total"]), None)
    if clash is not None:
        raise column_error(f"the column `{clash}` is called as a count of the report; give it another name", clash)
    return report


def _threads(threads: Any) -> int:
    if not isinstance(threads, int) or isinstance(threads, bool) or threads < 0:
        raise _native.ValueOutOfRangeError(f"threads `{threads}` is out of range: a whole number, 1 or more")
    return threads


def _asked(as_of: Any, period: Any) -> dict[str, Any]:
    """The moment and the period as the native half reads them."""
    asked: dict[str, Any] = {}
    if as_of is not None:
        asked["as_of"] = _moment(as_of)
    if period is not None:
        if isinstance(period, str) or not isinstance(period, Sequence) or len(period) != 2:
            raise TypeError("a period is a pair of its first and its last day")
        for name, day in zip(("from_on", "until_on"), period, strict=True):
            if day is not None:
                asked[name] = _native.parse_date(day) if isinstance(day, str) else day
    return asked


def _moment(value: Any) -> Any:
    if isinstance(value, str):
        return _native.parse_moment(value) if "T" in value else _native.parse_date(value)
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = value.astype("M8[us]" if str(value.dtype) != "datetime64[D]" else "M8[D]").item()
    return value


def _frames(table: Any, needed: list[str]) -> Iterator[Frame]:
    """The table by frames: whole, or the chunks it comes in."""
    module = type(table).__module__.split(".")[0]
    if module == "polars" and type(table).__name__ == "LazyFrame":
        wanted = {*needed, *_OTHER.values()}
        there = [name for name in table.collect_schema().names() if name in wanted]
        yield Frame.of(table.select(there).collect(engine="streaming"))
    elif module == "pyarrow" and type(table).__name__ == "RecordBatchReader":
        yield from _batches(table)
    elif "duckdb" in module and hasattr(table, "project") and _has_pyarrow():
        there = [name for name in table.columns if name in {*needed, *_OTHER.values()}]
        quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in there)
        chosen = table.project(quoted) if there else table
        yield from _batches(chosen.to_arrow_reader(1 << 20) if hasattr(chosen, "to_arrow_reader") else chosen.fetch_arrow_reader(1 << 20))
    elif isinstance(table, Iterator):
        for part in table:
            yield Frame.of(part)
    else:
        yield Frame.of(table)


def _has_pyarrow() -> bool:
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _batches(reader: Any) -> Iterator[Frame]:
    empty = reader.schema.empty_table()
    yield Frame.of(empty)
    for batch in reader:
        yield Frame.of(batch)


def _column(frame: Frame, name: str) -> Any:
    other = _OTHER.get(name)
    return frame.column(other if other is not None and name not in frame and other in frame else name)


def _key(frame: Frame, name: str, time_of: str) -> tuple[str, Any]:
    if name in _STEPS and name not in frame:
        return time_of, name
    column = frame.column(name)
    if _is_whole(column):
        return "numbers", taken(column, name, "numbers")
    return "names", _names_of(column, name)


def _is_whole(column: Any) -> bool:
    """Whether it is a column of integers by its type."""
    dtype = getattr(column, "dtype", None)
    if dtype is not None and hasattr(dtype, "is_integer"):
        return bool(dtype.is_integer())
    if getattr(dtype, "kind", "") in ("i", "u"):
        return type(dtype).__name__ != "CategoricalDtype"
    kind = str(getattr(column, "type", ""))
    return kind.startswith(("int", "uint")) and not kind.startswith("interval")


def _names_of(column: Any, name: str) -> Any:
    module = type(column).__module__.split(".")[0]
    if module == "pandas":
        pandas = sys.modules["pandas"]
        if type(column.dtype).__name__ in ("StringDtype", "BooleanDtype", "BooleanDType") or column.dtype == object or column.dtype.kind == "b":
            # Its own tool is several times as fast as a walk over its objects.
            codes, distinct = pandas.factorize(column)
            return codes.astype("int32"), [_text(value) for value in distinct.tolist()]
    if getattr(getattr(column, "dtype", None), "kind", "") == "b":
        return [_text(value) for value in column.tolist()]
    if module == "polars" and str(column.dtype) in ("Boolean", "Date"):
        return [_text(value) for value in column.to_list()]
    if module == "pyarrow" and str(column.type) in ("bool", "date32[day]"):
        return [_text(value) for value in column.to_pylist()]
    return taken(column, name, "names")


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else value


def _marks(column: Any) -> Any:
    """A column of truth values as 0, 1 and null."""
    module = type(column).__module__.split(".")[0]
    if module == "pandas":
        if column.dtype.kind == "b" and type(column.dtype).__module__.startswith("numpy"):
            return column.to_numpy().astype("int32"), ""
        return [_mark(value) for value in column.array.tolist()]
    if module == "numpy" and column.dtype.kind == "b":
        return column.astype("int32"), ""
    if module == "polars":
        return column.cast(sys.modules["polars"].Int32) if str(column.dtype) == "Boolean" else [_mark(value) for value in column.to_list()]
    if module == "pyarrow":
        return column.cast("int32") if str(column.type) == "bool" else [_mark(value) for value in column.to_pylist()]
    return [_mark(value) for value in column]


def _mark(value: Any) -> int | None:
    if value is None or value != value or type(value).__name__ == "NAType":
        return None
    if value is True or value is False or value in (0, 1):
        return int(value)
    raise column_error(f"`{value!r}` is no truth value")


def _kind(frame: Frame) -> Frame:
    """A frame of the same kind that holds no table."""
    return Frame(frame._kind, (), 0, lambda _: None)


def _partial(text: str) -> dict[str, Any]:
    try:
        part = json.loads(text)
    except (TypeError, ValueError) as error:
        raise _native.RequestInvalidError(f"`partial`: {error}") from error
    if not isinstance(part, dict) or not {"by", "options", "confidence", "tally"} <= set(part) or not isinstance(part["tally"], dict):
        raise _native.RequestInvalidError("`partial`: is not what a report's `partial` gives")
    if not {"kind", "asked"} <= set(part["tally"]):
        raise _native.RequestInvalidError("`partial`: is not what a report's `partial` gives")
    return part


def _extra(more: Mapping[Any, Any], key: Mapping[str, Any], by: tuple[str, ...]) -> Mapping[str, Any]:
    if not more or (by and not key):
        return {}
    if not all(isinstance(value, Mapping) for value in more.values()):
        return more
    names = tuple(key.values())
    found: Mapping[str, Any] = more.get(names[0] if len(names) == 1 else names, {})
    return found


def _read(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields in the order of the report, the mean exact."""
    order = {name: place for place, name in enumerate(_names())}
    names = sorted(fields, key=lambda name: order.get(name, len(order)))
    return {name: Decimal(fields[name]) if name == "mean" and fields[name] is not None else fields[name] for name in names}


def _flat(row: Record) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.to_dict().items():
        if isinstance(value, dict) and "among" in value:
            stem = name.removesuffix("_rate")
            flat.update({name: value["rate"], f"{stem}_low": value["low"], f"{stem}_high": value["high"]})
        elif name == "percentiles":
            flat.update({f"p{percent}": days for percent, days in sorted(value.items(), key=lambda pair: int(pair[0]))})
        elif name == "buckets":
            flat.update({_span(bucket): bucket["dossiers"] for bucket in value})
        elif name == "mean":
            flat[name] = None if value is None else float(value)
        elif name != "days":
            flat[name] = value
    return flat


def _span(bucket: Mapping[str, Any]) -> str:
    least, most = bucket["least"], bucket["most"]
    if least is None:
        return f"..{most}"
    return f"{least}.." if most is None else str(least) if least == most else f"{least}..{most}"


def _fits(value: Any) -> bool:
    return value is None or isinstance(value, (int, str, float)) or isinstance(value, dict) and "among" in value


def _cell(value: Any, unknown: str = "–") -> str:
    if value is None:
        return unknown
    if isinstance(value, Record):
        return "–" if value["rate"] is None else f"{value['percent']} % [{100 * value['low']:.1f}; {100 * value['high']:.1f}]"
    return str(value)


def _order(name: Any) -> tuple[int, Any]:
    return (2, "") if name is None else (0, name) if isinstance(name, int) else (1, name)


def _names() -> dict[str, tuple[str, str]]:
    return {name: (vi, en) for name, vi, en in _native.report_names()}
