"""Reports: what was counted, as records, as a table, in words, and as text that can be merged."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from .. import _native
from .._frame import Frame
from .._record import Group, Record, _plain, kept

_Columns: TypeAlias = "dict[str, Any]"
"""The fields of groups as the native half gives them: a list for each, of a rate a dict of lists."""


class Report:
    """What was counted: `rows`, a record for each group; `total`, the same of all; `table`, the caller's kind of table.

    A record has what it is grouped by, the counts, and each rate as a record with `counted`, `among`, `numerator`, `denominator`, `percent`, an exact decimal text,
    and `rate`, `low` and `high` from 0 to 1 (None where the denominator is 0); by attribute or by key. Groups come in the order of their keys, what has
    none last.
    """

    __slots__ = ("_confidence", "_frame", "_groups", "_more", "_options", "_rows", "_tally", "_total", "by", "kind")
    kind: str
    by: tuple[str, ...]

    def __init__(
        self,
        by: tuple[str, ...],
        tally: _native.ReportTally,
        frame: Frame,
        options: Mapping[str, Any],
        confidence: float,
        more: Mapping[Any, Any] | None = None,
    ) -> None:
        """Use `on_time` and its friends."""
        self.kind, self.by = tally.kind, by
        self._tally, self._frame, self._options, self._confidence, self._more = tally, frame, dict(options), confidence, more or {}
        # The groups only when they are asked for: there may be many.
        self._total: _Columns = _in_order(tally.total(confidence=confidence, **self._options))
        self._groups: tuple[list[list[Any]], _Columns] | None = None
        self._rows: tuple[Group, ...] | None = None

    @property
    def rows(self) -> tuple[Group, ...]:
        """A record for each group that any row counts in."""
        if self._rows is None:
            keys, columns = self._columns()
            lists = [*keys, *(_records(name, column) for name, column in columns.items())]
            names = (*self.by, *columns)
            found = (dict(zip(names, values, strict=True)) for values in zip(*lists, strict=True))
            self._rows = tuple(kept({**fields, **self._added(fields)} if self._more else fields) for fields in found)
        return self._rows

    @property
    def total(self) -> Group:
        """All groups together, without keys."""
        fields = {name: _records(name, column)[0] for name, column in self._total.items()}
        return kept({**fields, **self._added({})})

    @property
    def table(self) -> Any:
        """The rows as a table of the caller's kind, flat: of each rate the columns `on_time_rate`, `on_time_low`, `on_time_high`; of a distribution the
        percentiles `p90` and a column a range, such as `3..5`."""
        keys, columns = self._columns()
        flat: dict[str, Any] = dict(zip(self.by, keys, strict=True))
        for name, column in columns.items():
            flat.update(_flat(name, column))
        if not any(flat.values()):
            # No group says which ranges there are; the total does.
            flat = {name: [] for name in (*self.by, *(part for name, column in self._total.items() for part in _flat(name, column)))}
        if self._more:
            for name in dict.fromkeys(name for row in self.rows for name in row if name not in flat):
                flat[name] = [row[name] if name in row else None for row in self.rows]
        return self._frame.like(flat)

    @property
    def denominators(self) -> dict[str, Record]:
        """For each rate what it counts, among what, by name (`counted`, `among`) and in words (`vi`, `en`)."""
        words = _names()
        said = {}
        for name, rate in self._total.items():
            if isinstance(rate, dict):
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
        return self._tally.seen

    @property
    def problems(self) -> int:
        """How many rows could not be counted: without a day of receipt, or with a date that is none."""
        return self._tally.problems

    @property
    def first_problem(self) -> Record | None:
        """What is wrong with the first of them: `index` (its row, from 0), `code`, `message`; None without any, or when it was counted elsewhere."""
        found = self._tally.first_problem
        return None if found is None else Record(dict(zip(("index", "code", "message"), found, strict=True)))

    @property
    def described_on(self) -> dt.date | None:
        """The day the report describes; None when it is the end of time."""
        return self._tally.described_on

    def partial(self) -> str:
        """All that was counted, as JSON text a few hundred bytes a group: what one part of a job sends to the one that merges."""
        return self._tally.partial(list(self.by), self._options, self._confidence)

    def merge(self, *others: Report | str) -> Report:
        """The report of all rows of this one and others, which must have been asked the same: reports, or their `partial` texts."""
        return merge([self, *others])

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.partial(), self._frame.kind, self._more)

    def _columns(self) -> tuple[list[list[Any]], _Columns]:
        if self._groups is None:
            keys, columns = self._tally.groups(confidence=self._confidence, **self._options)
            # Without a row there is no key yet.
            self._groups = (keys or [[] for _ in self.by], _in_order(columns))
        return self._groups

    def _added(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the caller knows of a group beside the table."""
        if not self._more or (self.by and not fields):
            return {}
        if not all(isinstance(value, Mapping) for value in self._more.values()):
            return self._more
        names = tuple(fields[name] for name in self.by)
        found: Mapping[str, Any] = self._more.get(names[0] if len(names) == 1 else names, {})
        return found

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Group]:
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


def merge(reports: Iterable[Report | str]) -> Report:
    """One report of all rows of several, which must have been asked the same: reports, or their `partial` texts.

        >>> import datetime as dt
        >>> from motcua import report
        >>> table = {"unit": ["A"], "received_at": [dt.date(2026, 4, 20)], "due_on": [dt.date(2026, 4, 24)], "finished_at": [dt.date(2026, 4, 23)]}
        >>> parts = [report.on_time(table, partial=True) for _ in range(3)]
        >>> merge(parts).rows[0].early
        3
    """
    first: Report | None = None
    whole: _native.ReportTally | None = None
    for given in reports:
        part = given if isinstance(given, Report) else _read(given)
        if first is None or whole is None:
            first, whole = part, part._tally.copy()
        elif part.by != first.by:
            raise _native.ValueOutOfRangeError(f"the report is by {list(part.by)}, not by {list(first.by)}: only reports of the same question can be merged")
        else:
            whole.merge(part._tally)
    if first is None or whole is None:
        raise _native.ValueMissingError("there is no report to merge")
    return Report(first.by, whole, first._frame, first._options, first._confidence, first._more)


def _read(text: str) -> Report:
    return _restored(text, Frame.of({}).kind, {})


def _restored(text: str, kind: str, more: Mapping[Any, Any]) -> Report:
    """A report as it was sent elsewhere; `kind` is that of the caller's tables."""
    tally, by, options, confidence = _native.ReportTally.read(text)
    return Report(tuple(by), tally, Frame.empty(kind), options, confidence, more)


def _in_order(columns: _Columns) -> _Columns:
    """The fields in the order of the report."""
    order = {name: place for place, name in enumerate(_names())}
    return {name: columns[name] for name in sorted(columns, key=lambda name: order.get(name, len(order)))}


_PARTS = ("numerator", "denominator", "percent", "rate", "low", "high")


def _records(name: str, column: Any) -> list[Any]:
    """A field of each group as it stands in its record."""
    if isinstance(column, dict):
        names = ("counted", "among", *_PARTS)
        head = (column["counted"], column["among"])
        return [kept(dict(zip(names, (*head, *parts), strict=True))) for parts in zip(*(column[part] for part in _PARTS), strict=True)]
    if name == "mean":
        return [None if value is None else Decimal(value) for value in column]
    return column if not column or isinstance(column[0], int) else [_plain(value) for value in column]


def _flat(name: str, column: Any) -> dict[str, Any]:
    """A field as columns of a table."""
    if isinstance(column, dict):
        stem = name.removesuffix("_rate")
        return {name: column["rate"], f"{stem}_low": column["low"], f"{stem}_high": column["high"]}
    if name == "percentiles":
        names = sorted({percent for row in column for percent in row}, key=int)
        return {f"p{percent}": [row[percent] for row in column] for percent in names}
    if name == "buckets":
        return {_span(bucket): [row[at]["dossiers"] for row in column] for at, bucket in enumerate(column[0] if column else ())}
    if name == "mean":
        return {name: [None if value is None else float(value) for value in column]}
    return {} if name == "days" else {name: column}


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


def _names() -> dict[str, tuple[str, str]]:
    return {name: (vi, en) for name, vi, en in _native.report_names()}
