"""The sheet of the report of dossiers, and that of ranks."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from . import calls
from ._frame import Frame, column_error
from ._rows import Language, empty, get, real, rows_of, words
from ._sheets import Column, Formula, Sheet

LABELS = {
    "unit": ("Đơn vị", "Unit"),
    "field": ("Lĩnh vực", "Field"),
    "month": ("Tháng", "Month"),
    "officer": ("Cán bộ", "Officer"),
    "procedure": ("Thủ tục", "Procedure"),
    "name": ("Tên", "Name"),
}
COUNTS = ("early", "on_time", "late", "within_term", "overdue")
OTHERS = ("received", "received_online", "received_counter", "carried_over", "resolved_unmeasured", "open_unmeasured")


def report_sheet(report: Any, by: str | None, by_title: str | None, notes: tuple[str, ...], language: Language) -> Sheet:
    """Received, resolved and in process, a row a group."""
    source = rows_of(report, *COUNTS)
    label = by or next((name for name in LABELS if name in source[0]), None)
    if label is None or label not in source[0]:
        raise column_error(f"the rows have no label `{by}`" if by else f"the rows have none of the labels {', '.join(LABELS)}: name it in `by`", by)
    rows = _pivoted([_checked(row, index) for index, row in enumerate(source)], source, label)
    by_channel = any("received_online" in row for row in rows)
    with_received = by_channel or any("received" in row for row in rows)
    unmeasured = [name for name in OTHERS[4:] if any(row.get(name, 0) for row in rows)]

    shown = words(language, *LABELS.get(label, (label, label))) if by_title is None else by_title
    table = _Table(shown, language)
    if with_received:
        group = words(language, "Hồ sơ tiếp nhận", "Received")
        parts = [("received_online", "Trực tuyến", "Online"), ("received_counter", "Trực tiếp, bưu chính", "Counter and post")] if by_channel else []
        parts = parts or [("received", "Trong kỳ", "In the period")]
        table.add(group, [*parts, ("carried_over", "Kỳ trước chuyển sang", "Carried over")], "to_handle")
    more = [("resolved_unmeasured", "Không có ngày hẹn", "Without due date")] if "resolved_unmeasured" in unmeasured else []
    table.add(
        words(language, "Hồ sơ đã giải quyết", "Resolved"),
        [("early", "Trước hạn", "Early"), ("on_time", "Đúng hạn", "On time"), ("late", "Quá hạn", "Late"), *more],
        "resolved",
    )
    more = [("open_unmeasured", "Không có ngày hẹn", "Without due date")] if "open_unmeasured" in unmeasured else []
    table.add(
        words(language, "Hồ sơ đang giải quyết", "In process"),
        [("within_term", "Trong hạn", "Within term"), ("overdue", "Quá hạn", "Overdue"), *more],
        "open",
    )
    return table.sheet(rows, label, notes)


class _Table:
    """The report as it is put together: columns, and the letters of those that sums and rates read."""

    def __init__(self, label: str, language: Language) -> None:
        self.language: Language = language
        self.columns = [Column(words(language, "STT", "No."), width=5, look="whole", number="(1)"), Column(label, width=32, number="(2)")]
        self.letters: dict[str, str] = {}
        self.sums: dict[str, tuple[str, ...]] = {}
        self.order: list[str] = []

    def add(self, group: str, parts: list[tuple[str, str, str]], total: str) -> None:
        """A group of columns: the sum, then its parts."""
        place = len(self.columns) + 1
        numbers = [f"({place + 1 + index})" for index in range(len(parts))]
        self.columns.append(Column(words(self.language, "Tổng số", "Total"), group, 10, "whole", f"({place})={'+'.join(numbers)}"))
        self.columns += [Column(words(self.language, vi, en), group, 10, "whole", number) for (_, vi, en), number in zip(parts, numbers, strict=True)]
        for index, name in enumerate((total, *(name for name, *_ in parts))):
            self.letters[name] = _letter(place - 1 + index)
            self.order.append(name)
        self.sums[total] = tuple(name for name, *_ in parts)

    def sheet(self, rows: list[dict[str, Any]], label: str, notes: tuple[str, ...]) -> Sheet:
        group = words(self.language, "Tỷ lệ", "Rates")
        wide = 9.5
        for vi, en in (("Tỷ lệ đúng hạn", "On-time rate"), ("Từ (95%)", "From (95%)"), ("Đến (95%)", "To (95%)"), ("Tỷ lệ quá hạn", "Overdue rate")):
            self.columns.append(Column(words(self.language, vi, en), group, wide, "rate", f"({len(self.columns) + 1})"))
        body = [[place, _label(row[label]), *self._counts(row), *self._rates(row)] for place, row in enumerate(rows, start=1)]
        whole = {name: sum(row.get(name, 0) for row in rows) for name in {*COUNTS, *OTHERS}}
        total: list[Any] = [None, words(self.language, "Tổng số", "Total")]
        total += [Formula(f"=SUM({self.letters[name]}{{first}}:{self.letters[name]}{{last}})", self._sum(whole, name)) for name in self.order]
        total += self._rates(whole)
        sheet = Sheet(
            words(self.language, "Tình hình giải quyết", "Dossiers"),
            words(self.language, "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "HANDLING OF ADMINISTRATIVE PROCEDURES"),
            self.columns,
            body,
            total,
            [*self._notes(), *notes],
            tuple(words(self.language, vi, en) for vi, en in (("NGƯỜI LẬP BIỂU", "PREPARED BY"), ("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE AGENCY"))),
        )
        return sheet

    def _counts(self, row: dict[str, Any]) -> list[Any]:
        cells: list[Any] = []
        for name in self.order:
            if name in self.sums:
                cells.append(Formula("=" + "+".join(f"{self.letters[part]}{{row}}" for part in self.sums[name]), self._sum(row, name)))
            else:
                cells.append(row.get(name, 0))
        return cells

    def _sum(self, row: dict[str, Any], name: str) -> int:
        return sum(row.get(part, 0) for part in self.sums.get(name, (name,)))

    def _rates(self, row: dict[str, Any]) -> list[Any]:
        """Rates as formulas; the bounds of the first are those of Wilson, as values."""
        kept, resolved = row["early"] + row["on_time"], row["early"] + row["on_time"] + row["late"]
        running = row["within_term"] + row["overdue"]
        interval = calls.proportion(successes=kept, trials=resolved) if resolved else None
        early, on_time, late, within, overdue = (f"{self.letters[name]}{{row}}" for name in COUNTS)
        return [
            Formula(f'=IF({early}+{on_time}+{late}=0,"",({early}+{on_time})/({early}+{on_time}+{late}))', kept / resolved if resolved else None),
            interval.low if interval else None,
            interval.high if interval else None,
            Formula(f'=IF({within}+{overdue}=0,"",{overdue}/({within}+{overdue}))', row["overdue"] / running if running else None),
        ]

    def _notes(self) -> list[str]:
        notes = [
            words(
                self.language,
                "Tỷ lệ đúng hạn = (trước hạn + đúng hạn) / số hồ sơ đã giải quyết có ngày hẹn (trước hạn + đúng hạn + quá hạn). Đúng hạn: xong trong ngày hẹn.",
                "On-time rate = (early + on time) / dossiers resolved that had a due date (early + on time + late). On time: done on the due day.",
            ),
            words(
                self.language,
                "Từ, đến: khoảng tin cậy Wilson 95% của tỷ lệ đúng hạn, cùng mẫu số.",
                "From, to: the Wilson interval of the on-time rate at 95%, of the same denominator.",
            ),
            words(
                self.language,
                "Tỷ lệ quá hạn = đang giải quyết đã quá hạn / số hồ sơ đang giải quyết có ngày hẹn (trong hạn + quá hạn).",
                "Overdue rate = in process and overdue / dossiers in process that have a due date (within term + overdue).",
            ),
        ]
        if "resolved_unmeasured" in self.letters or "open_unmeasured" in self.letters:
            vi = "Hồ sơ không có ngày hẹn được đếm riêng và không vào mẫu số nào."
            notes.append(words(self.language, vi, "Dossiers without a due date are counted apart and are in no denominator."))
        return notes


def ranks_sheet(ranks: Any, language: Language) -> Sheet:
    """Units from the first down, with their intervals where there are some."""
    frame = Frame.of(getattr(ranks, "table", ranks))
    frame.column("rank")
    name = next((known for known in ("name", "unit", "id") if known in frame), None)
    if name is None:
        raise column_error("the ranks have no label: a column `name`, `unit` or `id`", "name")
    score = next((known for known in ("total", "score", "index") if known in frame), None)
    known = [
        ("rank", Column(words(language, "Hạng", "Rank"), width=8, look="exact")),
        (name, Column(words(language, "Đơn vị", "Unit"), width=36)),
        (score, Column(words(language, "Điểm", "Score"), width=10, look="points")),
        ("statement", Column(words(language, "Hạng/số đơn vị", "Rank of how many"), width=12)),
        ("tied", Column(words(language, "Số đơn vị đồng hạng", "Tied with"), width=11, look="whole")),
        ("share_of_best", Column(words(language, "% so với cao nhất", "% of the best"), width=11, look="points")),
        ("rank_low", Column(words(language, "Khoảng hạng: từ", "Ranks from"), width=10, look="whole")),
        ("rank_high", Column(words(language, "đến", "to"), width=10, look="whole")),
    ]
    used = [(column, heading) for column, heading in known if column is not None and column in frame]
    # Those without a rank come last.
    rows = sorted(frame.rows(), key=lambda row: math.inf if row["rank"] is None else real(row["rank"], "rank"))
    notes = []
    if "rank_low" in frame:
        vi = "Khoảng hạng: 95% số lần rút thăm lại điểm theo sai số của mẫu cho hạng nằm trong khoảng này."
        notes.append(words(language, vi, "Ranks from, to: with scores drawn again by the error of the sample, 95% of the draws give a rank within."))
    cells = [[row[column] for column, _ in used] for row in rows]
    title = words(language, "XẾP HẠNG", "RANKS")
    return Sheet(words(language, "Xếp hạng", "Ranks"), title, [heading for _, heading in used], cells, notes=notes)


def _checked(row: Any, index: int) -> dict[str, int]:
    """The counts of a row, whole numbers that add up."""
    counts = {name: _count(row, name, index) for name in COUNTS}
    counts |= {name: _count(row, name, index) for name in OTHERS if get(row, name) is not None}
    sums = {
        "resolved": ("early", "on_time", "late", "resolved_unmeasured"),
        "open": ("within_term", "overdue", "open_unmeasured"),
        **({"to_handle": ("received", "carried_over")} if "received" in counts else {}),
    }
    for name, parts in sums.items():
        found = sum(counts.get(part, 0) for part in parts)
        if get(row, name) is not None and _count(row, name, index) != found:
            raise column_error(f"row {index}: `{name}` is {row[name]}, and its parts add up to {found}", name)
    return counts


def _count(row: Any, name: str, index: int) -> int:
    found = real(row[name], name)
    if math.isnan(found) or found < 0 or not found.is_integer():
        raise column_error(f"row {index}: `{name}` is `{row[name]}`, no whole number of 0 or more", name)
    return int(found)


def _pivoted(counts: list[dict[str, int]], source: list[Any], label: str) -> list[dict[str, Any]]:
    """Rows by channel, too, become rows with what was received by each."""
    if "channel" not in source[0] or any("received_online" in row for row in counts):
        return [{**row, label: given[label]} for row, given in zip(counts, source, strict=True)]
    whole: dict[Any, dict[str, Any]] = {}
    for row, given in zip(counts, source, strict=True):
        merged = whole.setdefault(given[label], {label: given[label], "received_online": 0, "received_counter": 0})
        merged["received_online" if given["channel"] == "online" else "received_counter"] += row.get("received", 0)
        for name, count in row.items():
            if name != "received":
                merged[name] = merged.get(name, 0) + count
    if not whole:
        raise empty("rows")
    return list(whole.values())


def _label(value: Any) -> str:
    return "–" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _letter(place: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
