"""Reports as Excel files (xuất Excel), on XlsxWriter: `pip install motcua[excel]`.

`write` makes a workbook with the sheets asked for: the report of dossiers in its customary layout (received, resolved, in process), ranks,
scorecards and their arithmetic. Sums and rates are formulas, with their values for readers that do not compute. Text is always text: one that
begins with `=`, `+`, `-` or `@` is never a formula. Sheets print across A4 with the heading on each page.
"""

from __future__ import annotations

import datetime as dt
import os
from importlib import import_module
from typing import IO, Any

from ._rows import Language, option_error, words
from ._sheets import Sheet, head, scores_sheet, terms_sheet
from ._sheets_report import ranks_sheet, report_sheet

__all__ = ["write"]


def write(
    target: str | os.PathLike[str] | IO[bytes],
    report: Any = None,
    *,
    ranks: Any = None,
    scores: Any = None,
    title: str | None = None,
    agency: str = "",
    parent_agency: str = "",
    period: str = "",
    place: str = "",
    dated_on: dt.date | None = None,
    by: str | None = None,
    by_title: str | None = None,
    areas: dict[str, str] | None = None,
    notes: tuple[str, ...] = (),
    language: Language = "vi",
) -> None:
    """Writes a workbook to a path or into a binary buffer.

    `report`: an answer of `motcua.report.on_time`, or rows: a label `by` (`unit`, `field`, `month` … the first of these if absent), the counts
    `early`,
    `on_time` (on the due day), `late`, `within_term`, `overdue`, and what was received: `received_online` and `received_counter` (with the post),
    or rows by `channel` too (`online`, others), or `received` alone; `carried_over` and the counts without a due date, `resolved_unmeasured` and
    `open_unmeasured`, if there are any. Where a row has
    `resolved` or `open` it must be what its parts add up to.
    `ranks`: a `RankTable`, or rows with `rank`. `scores`: a `ScoreTable`, whose trace gets a sheet of its own, or a table like its own; `areas`
    gives columns titles.

    `agency` and `parent_agency` stand in the heading on the left, the name and motto of the country on the right, `period` under the `title`,
    `notes` below the table after those that name every denominator. A count that is no whole number of 0 or more, or a sum that is none, is a
    `ColumnInvalidError`; a text longer than a cell holds a `ValueOutOfRangeError`.
    """
    words(language, "", "")
    if report is None and ranks is None and scores is None:
        raise option_error("report", None, "a report, or `ranks` or `scores` in its place")
    # All is read and checked before the file is begun.
    sheets: list[Sheet] = []
    if report is not None:
        sheets.append(report_sheet(report, by, by_title, notes, language))
    if ranks is not None:
        sheets.append(ranks_sheet(ranks, language))
    if scores is not None:
        sheets.append(scores_sheet(scores, areas or {}, language))
        if getattr(scores, "terms", None) is not None:
            sheets.append(terms_sheet(scores.terms, language))
    try:
        xlsxwriter = import_module("xlsxwriter")
    except ImportError as error:
        raise ImportError("motcua.excel needs XlsxWriter: pip install motcua[excel]") from error
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target if hasattr(target, "write") else os.fspath(target), options)
    for index, sheet in enumerate(sheets):
        top = head(title if title is not None and index == 0 else sheet.title, agency, parent_agency, period, place, dated_on, language)
        sheet.draw(book, book.add_worksheet(sheet.name), top)
    book.close()
