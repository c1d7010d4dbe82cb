"""Sheets of a workbook: what they hold, and how they are drawn."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from . import _native
from ._frame import Frame
from ._rows import Language, rows_of, words

MOST_TEXT = 32_767
MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class Column:
    """A column: its heading, with a group above it if wanted, how wide it is, and how its cells look."""

    title: str
    group: str = ""
    width: float = 10
    look: str = "text"
    number: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula of the row it stands in, `{row}`, with its value."""

    text: str
    value: Any


@dataclass
class Sheet:
    """A table with what stands above and below it."""

    name: str
    title: str
    columns: list[Column]
    rows: list[list[Any]]
    total: list[Any] | None = None
    notes: list[str] = field(default_factory=list)
    signers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.rows) > MOST_ROWS:
            raise _native.ValueOutOfRangeError(f"`{self.name}` has {len(self.rows)} rows: a sheet holds {MOST_ROWS}")
        for cell in (cell for row in [*self.rows, self.total or [], self.notes] for cell in row):
            if isinstance(cell, str) and len(cell) > MOST_TEXT:
                raise _native.ValueOutOfRangeError(f"a text of {len(cell)} characters is longer than a cell holds, {MOST_TEXT}")
            if isinstance(cell, (float, Decimal)) and not math.isfinite(cell):
                raise _native.ValueOutOfRangeError(f"`{self.name}` has the number `{cell}`, which no cell holds")

    def draw(self, book: Any, sheet: Any, top: Head) -> None:
        """Draws all of it."""
        looks = _looks(book)
        last = len(self.columns) - 1
        row = _draw_head(sheet, looks, top, last)
        first_heading = row
        row = self._draw_headings(sheet, looks, row)
        sheet.freeze_panes(row, min(2, len(self.columns) - 1))
        sheet.repeat_rows(first_heading, row - 1)
        first = row
        for cells in self.rows:
            self._draw_row(sheet, looks, row, cells, "")
            row += 1
        if self.total is not None:
            ends = {"first": first + 1, "last": max(row, first + 1)}
            self._draw_row(sheet, looks, row, [_within(cell, ends) for cell in self.total], "total_")
            row += 1
        row += 1
        for note in self.notes:
            sheet.merge_range(row, 0, row, last, note, looks("note", note))
            # Two lines where one does not do.
            wide = sum(column.width for column in self.columns)
            sheet.set_row(row, 15 * max(1, math.ceil(len(note) / (wide * 1.05))))
            row += 1
        if self.signers:
            row += 1
            half = (last + 1) // 2
            for signer, (begin, end) in zip(self.signers, ((0, half - 1), (half, last)), strict=False):
                sheet.merge_range(row, begin, row, end, signer, looks("sign", signer))
            row += 5
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, column.width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        sheet.print_area(0, 0, row, last)

    def _draw_headings(self, sheet: Any, looks: Looks, row: int) -> int:
        """Groups, titles, and where there are some the numbers of the columns."""
        titles = [column.title for column in self.columns]
        with_groups = any(column.group for column in self.columns)
        start = 0
        while start < len(self.columns):
            column = self.columns[start]
            end = start
            while column.group and end + 1 < len(self.columns) and self.columns[end + 1].group == column.group:
                end += 1
            if not column.group:
                if with_groups:
                    sheet.merge_range(row, start, row + 1, start, column.title, looks("heading", column.title))
                else:
                    sheet.write_string(row, start, column.title, looks("heading", column.title))
            else:
                if end > start:
                    sheet.merge_range(row, start, row, end, column.group, looks("heading", column.group))
                else:
                    sheet.write_string(row, start, column.group, looks("heading", column.group))
                for place in range(start, end + 1):
                    sheet.write_string(row + 1, place, titles[place], looks("heading", titles[place]))
            start = end + 1
        if with_groups:
            sheet.set_row(row, 32)
            row += 1
        sheet.set_row(row, 46)
        row += 1
        if any(column.number for column in self.columns):
            for place, column in enumerate(self.columns):
                sheet.write_string(row, place, column.number, looks("numbered", column.number))
            row += 1
        return row

    def _draw_row(self, sheet: Any, looks: Looks, row: int, cells: Sequence[Any], kind: str) -> None:
        for place, (cell, column) in enumerate(zip(cells, self.columns, strict=True)):
            look = kind + column.look
            if isinstance(cell, Formula):
                sheet.write_formula(row, place, cell.text.replace("{row}", str(row + 1)), looks(look, ""), "" if cell.value is None else cell.value)
            elif cell is None:
                sheet.write_blank(row, place, None, looks(look, ""))
            elif isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
                sheet.write_number(row, place, cell, looks(look, ""))
            else:
                sheet.write_string(row, place, str(cell), looks(look if "text" in look else kind + "text", str(cell)))


@dataclass(frozen=True)
class Head:
    """What stands above a table."""

    left: tuple[str, str]
    right: tuple[str, str]
    dated: str
    title: str
    period: str


Looks = Callable[[str, str], Any]


def head(title: str, agency: str, parent_agency: str, period: str, place: str, dated_on: dt.date | None, language: Language) -> Head:
    """The heading of a sheet."""
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    if language == "en":
        right = ("SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness")
    dated = ""
    if dated_on is not None:
        dated = words(language, f"ngày {dated_on.day:02d} tháng {dated_on.month:02d} năm {dated_on.year}", f"{dated_on.day} {dated_on:%B %Y}")
    return Head((parent_agency, agency), right, ", ".join(filter(None, (place, dated))), title, period)


def scores_sheet(scores: Any, areas: Mapping[str, str], language: Language) -> Sheet:
    """A row a unit, a column an area."""
    frame = Frame.of(getattr(scores, "table", scores))
    areas = {**getattr(scores, "titles", {}), **areas}
    known = ("id", "name", "total", "band", "band_title", "problem")
    numbers = [name for name in frame.names if name not in known and _all_numbers(frame.values(name))]
    kept = [name for name in frame.names if name not in known and name not in numbers]
    columns = [Column(words(language, "STT", "No."), width=5, look="whole"), Column(words(language, "Mã", "Id"), width=12)]
    columns += [Column(words(language, "Đơn vị", "Unit"), width=28)] * ("name" in frame)
    columns += [Column(areas.get(name, name), width=14) for name in kept]
    columns += [Column(areas.get(name, name), width=12, look="points") for name in numbers]
    columns += [Column(words(language, "Tổng điểm", "Total"), width=10, look="points"), Column(words(language, "Xếp loại", "Band"), width=14)]
    columns += [Column(words(language, "Không chấm được", "Not scored"), width=18)]
    read = ["id", *(["name"] if "name" in frame else []), *kept, *numbers, "total", "band_title" if "band_title" in frame else "band", "problem"]
    cells = [frame.values(name) if name in frame or name in ("id", "total") else [None] * len(frame) for name in read]
    if not any(cells[-1]):
        columns, cells = columns[:-1], cells[:-1]
    rows = [[place, *row] for place, row in enumerate(zip(*cells, strict=True), start=1)]
    note = words(
        language,
        "Ô trống: nhóm chưa có đủ số liệu nên không tính; khi đó không có tổng điểm.",
        "Empty: an area without all its data is left out, and there is no total then.",
    )
    notes = [note] if any(None in frame.values(name) for name in (*numbers, "total")) else []
    return Sheet(words(language, "Bảng điểm", "Scores"), words(language, "BẢNG ĐIỂM", "SCORES"), columns, rows, notes=notes)


def terms_sheet(terms: Any, language: Language) -> Sheet:
    """A row an indicator of a unit, with its arithmetic."""
    rows = rows_of(terms, "id", "indicator", "points") if len(Frame.of(terms)) else []
    columns = [
        Column(words(language, "Mã đơn vị", "Unit"), width=12),
        Column(words(language, "Đơn vị", "Name"), width=22),
        Column(words(language, "Chỉ tiêu", "Indicator"), width=38),
        Column(words(language, "Điểm tối đa", "Most points"), width=9, look="points"),
        Column(words(language, "Giá trị", "Value"), width=11, look="exact"),
        Column(words(language, "Điểm", "Points"), width=9, look="points"),
        Column(words(language, "Cách tính", "Worked"), width=62),
    ]
    cells = [[row[name] if name in row else None for name in ("id", "name", "title", "max", "value", "points", "worked")] for row in rows]
    return Sheet(words(language, "Cách tính điểm", "Worked"), words(language, "CÁCH TÍNH TỪNG CHỈ TIÊU", "HOW POINTS CAME ABOUT"), columns, cells)


def _all_numbers(values: Sequence[Any]) -> bool:
    return all(value is None or isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) for value in values)


def _within(cell: Any, ends: Mapping[str, int]) -> Any:
    """A formula of the total row, with the first and last row of the table."""
    if not isinstance(cell, Formula):
        return cell
    return Formula(cell.text.replace("{first}", str(ends["first"])).replace("{last}", str(ends["last"])), cell.value)


_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
_CELL = {**_BASE, "border": 1, "border_color": "#9a9a9a"}
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {**_CELL, "text_wrap": True},
    "whole": {**_CELL, "num_format": "#,##0", "align": "right"},
    "points": {**_CELL, "num_format": "0.00", "align": "right"},
    "exact": {**_CELL, "num_format": "#,##0.####", "align": "right"},
    "rate": {**_CELL, "num_format": "0.0%", "align": "right"},
    "heading": {**_CELL, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#e9edf2"},
    "numbered": {**_CELL, "italic": True, "align": "center", "font_size": 9},
    "note": {**_BASE, "italic": True, "text_wrap": True, "font_size": 10, "valign": "top"},
    "sign": {**_BASE, "bold": True, "align": "center"},
    "centred": {**_BASE, "align": "center"},
    "strong": {**_BASE, "bold": True, "align": "center"},
    "dated": {**_BASE, "italic": True, "align": "center"},
    "title": {**_BASE, "bold": True, "align": "center", "font_size": 14},
    "period": {**_BASE, "italic": True, "align": "center", "font_size": 12},
}


def _looks(book: Any) -> Looks:
    """Formats of a book, each made once; text that looks like a formula has the mark that keeps it text when the cell is edited."""
    made: dict[tuple[str, bool], Any] = {}

    def look(name: str, text: str) -> Any:
        quoted = text.startswith(("=", "+", "-", "@", "\t", "\r"))
        if (name, quoted) not in made:
            plain = _LOOKS[name.removeprefix("total_")]
            bold = {"bold": True, "bg_color": "#f5f2e8"} if name.startswith("total_") else {}
            made[name, quoted] = book.add_format({**plain, **bold, "quote_prefix": quoted})
        return made[name, quoted]

    return look


def _draw_head(sheet: Any, looks: Looks, top: Head, last: int) -> int:
    """The heading; answers with the row after it."""
    half = (last + 1) // 2
    lines = [(top.left[0], "centred", top.right[0], "strong"), (top.left[1], "strong", top.right[1], "strong"), ("", "centred", top.dated, "dated")]
    row = 0
    for left, left_look, right, right_look in lines:
        if left or right:
            for text, look, begin, end in ((left, left_look, 0, half - 1), (right, right_look, half, last)):
                if end > begin:
                    sheet.merge_range(row, begin, row, end, text, looks(look, text))
                else:
                    sheet.write_string(row, begin, text, looks(look, text))
            row += 1
    row += 1
    for text, look in ((top.title, "title"), (top.period, "period")):
        if text:
            sheet.merge_range(row, 0, row, last, text, looks(look, text))
            row += 1
    return row + 1
