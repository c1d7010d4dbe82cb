"""Workbooks as they are read back: layout, formulas with their values, text that stays text, print settings."""

import datetime as dt
import io
from decimal import Decimal

import motcua
import openpyxl
import pandas
import polars
import pytest

ROWS = [
    {"unit": "Hộ tịch", "received_online": 30, "received_counter": 12, "carried_over": 3, "early": 20, "on_time": 10, "late": 5, "within_term": 8, "overdue": 2},
    {"unit": "Đất đai", "received_online": 5, "received_counter": 7, "carried_over": 0, "early": 0, "on_time": 0, "late": 0, "within_term": 11, "overdue": 1},
]
HEADING = {
    "agency": "UBND XÃ MẪU", "parent_agency": "UBND TỈNH MẪU", "period": "Quý III năm 2026", "place": "Xã Mẫu", "dated_on": dt.date(2026, 10, 2)
}  # fmt: skip


def books(*args, **options):
    """The workbook twice: with formulas, and with their stored values."""
    buffer = io.BytesIO()
    motcua.excel.write(buffer, *args, **options)
    return openpyxl.load_workbook(buffer), openpyxl.load_workbook(buffer, data_only=True)


def row_of(sheet, label, column="B"):
    return next(cell.row for cell in sheet[column] if cell.value == label)


def values(sheet, row):
    return [cell.value for cell in sheet[row]]


def test_the_report_is_laid_out_as_the_form_is():
    book, _ = books(ROWS, **HEADING)
    sheet = book["Tình hình giải quyết"]
    assert book.sheetnames == ["Tình hình giải quyết"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("UBND TỈNH MẪU", "UBND XÃ MẪU")
    assert (sheet["I1"].value, sheet["I2"].value) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert sheet["I3"].value == "Xã Mẫu, ngày 02 tháng 10 năm 2026"
    assert sheet["A5"].value == "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" and sheet["A6"].value == "Quý III năm 2026"
    groups = {cell.coordinate: cell.value for cell in sheet[8] if cell.value}
    assert groups == {"A8": "STT", "B8": "Đơn vị", "C8": "Hồ sơ tiếp nhận", "G8": "Hồ sơ đã giải quyết", "K8": "Hồ sơ đang giải quyết", "N8": "Tỷ lệ"}
    assert values(sheet, 9)[2:] == [
        "Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Kỳ trước chuyển sang", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "Tổng số",
        "Trong hạn", "Quá hạn", "Tỷ lệ đúng hạn", "Từ (95%)", "Đến (95%)", "Tỷ lệ quá hạn",
    ]  # fmt: skip
    assert values(sheet, 10)[:12] == [
        "(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)", "(11)=(12)+(13)", "(12)",
    ]  # fmt: skip
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"A8:A9", "B8:B9", "C8:F8", "G8:J8", "K8:M8", "N8:Q8", "A5:Q5"}


def test_sums_and_rates_are_formulas_with_their_values():
    book, computed = books(ROWS)
    sheet, read = book.active, computed.active
    first = row_of(sheet, "Hộ tịch")
    total = row_of(sheet, "Tổng số")
    assert total == first + 2
    assert sheet[f"C{first}"].value == f"=D{first}+E{first}+F{first}" and sheet[f"K{first}"].value == f"=L{first}+M{first}"
    assert sheet[f"H{total}"].value == f"=SUM(H{first}:H{first + 1})"
    assert sheet[f"N{first}"].value == f'=IF(H{first}+I{first}+J{first}=0,"",(H{first}+I{first})/(H{first}+I{first}+J{first}))'
    # By hand: 45 to handle, 35 resolved with 30 in time, 10 in process with 2 overdue; below it nothing is resolved.
    assert values(read, first)[2:14] == [45, 30, 12, 3, 35, 20, 10, 5, 10, 8, 2, 30 / 35] and read[f"Q{first}"].value == 0.2
    assert values(read, first + 1)[2:13] == [12, 5, 7, 0, 0, 0, 0, 0, 12, 11, 1]
    assert [read[f"{column}{first + 1}"].value or None for column in "NOP"] == [None, None, None] and read[f"Q{first + 1}"].value == 1 / 12
    assert values(read, total)[1:14] == ["Tổng số", 57, 35, 19, 3, 35, 20, 10, 5, 22, 19, 3, 30 / 35]


def test_the_interval_is_that_of_wilson():
    rows = [{"field": "A", "early": 20, "on_time": 7, "late": 3, "within_term": 0, "overdue": 0}]
    _, computed = books(rows)
    sheet = computed.active
    row = row_of(sheet, "A")
    low, high = (next(cell for cell in sheet[row] if sheet.cell(cell.row - 2, cell.column).value == name).value for name in ("Từ (95%)", "Đến (95%)"))
    # 27 of 30: 0.743789 to 0.965400.
    assert (round(low, 6), round(high, 6)) == (0.743789, 0.9654)


def test_notes_name_every_denominator():
    book, _ = books([{**ROWS[0], "resolved_unmeasured": 4, "resolved": 39, "open_unmeasured": 0}], notes=("Số liệu mẫu.",))
    texts = [cell.value for cell in book.active["A"] if isinstance(cell.value, str)]
    told = "\n".join(texts)
    assert "(trước hạn + đúng hạn + quá hạn)" in told and "(trong hạn + quá hạn)" in told and "Wilson 95%" in told
    assert "không vào mẫu số nào" in told and texts.index("Số liệu mẫu.") > 0
    assert "Không có ngày hẹn" in [cell.value for row in book.active.iter_rows() for cell in row]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "https://example.vn", "007", "\t=1"])
def test_text_is_never_a_formula(text):
    row = {**ROWS[0], "unit": text}
    book, _ = books([row], agency=text, title=text, notes=(text,), period=text)
    found = [cell for cells in book.active.iter_rows() for cell in cells if cell.value == text]
    assert len(found) == 5 and all(cell.data_type == "s" and cell.hyperlink is None for cell in found)
    dangerous = text[0] in "=+-@\t"
    assert all(bool(cell.quotePrefix) is dangerous for cell in found)


def test_it_prints_across_a4_with_the_heading_on_each_page():
    sheet = books(ROWS, **HEADING)[0].active
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize), setup.fitToWidth or 1, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.freeze_panes == "C11" and sheet.print_title_rows == "$8:$10" and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["B"].width > 25 > sheet.column_dimensions["C"].width > 8
    assert sheet["B11"].font.name == "Times New Roman" and sheet["N11"].number_format == "0.0%" and sheet["C11"].number_format == "#,##0"


def test_what_was_received_by_channel_or_in_one():
    rows = [
        {"unit": "A", "channel": "online", "received": 5, "carried_over": 1, "early": 1, "on_time": 1, "late": 0, "within_term": 3, "overdue": 1},
        {"unit": "A", "channel": "post", "received": 2, "carried_over": 0, "early": 0, "on_time": 0, "late": 2, "within_term": 0, "overdue": 0},
        {"unit": "A", "channel": "counter", "received": 4, "carried_over": 0, "early": 4, "on_time": 0, "late": 0, "within_term": 0, "overdue": 0},
    ]
    read = books(rows)[1].active
    assert values(read, row_of(read, "A"))[2:13] == [12, 5, 6, 1, 8, 5, 1, 2, 4, 3, 1]
    one = [{name: count for name, count in row.items() if name != "channel"} for row in rows[:1]]
    read = books(one)[1].active
    assert values(read, row_of(read, "A"))[2:9] == [6, 5, 1, 2, 1, 1, 0]


@pytest.mark.parametrize("make", [pandas.DataFrame, polars.DataFrame, list])
def test_reports_from_tables(make):
    read = books(make(ROWS), by="unit", by_title="Lĩnh vực", language="en")[1].active
    assert read.title == "Dossiers" and values(read, row_of(read, "Hộ tịch"))[6] == 35
    assert "Lĩnh vực" in [cell.value for row in read.iter_rows() for cell in row]


def test_ranks_and_scores_have_sheets():
    rules = motcua.scorecard.load("qd766_portal_2026")
    scores = rules.score_table({"id": ["a", "b", "c"], "name": ["Xã A", "=B", "Xã C"], "received": [10, 3, 8], "on_time": [9, 4, 8]})
    table = pandas.DataFrame({"id": ["a", "b", "c"], "name": ["Xã A", "Xã B", "Xã C"], "total": [Decimal("80.50"), Decimal("91.25"), None]})
    ranks = motcua.scorecard.rank_table(table, intervals={"se": 0.1})
    book, _ = books(ranks=ranks, scores=scores, title="XẾP HẠNG CÁC XÃ")
    assert book.sheetnames == ["Xếp hạng", "Bảng điểm", "Cách tính điểm"]
    sheet = book["Xếp hạng"]
    first = row_of(sheet, "Xã B")
    assert [values(sheet, row)[:4] for row in range(first, first + 3)] == [[1, "Xã B", 91.25, "1/2"], [2, "Xã A", 80.5, "2/2"], [None, "Xã C", None, None]]
    assert values(sheet, first)[6:] == [1, 1] and "XẾP HẠNG CÁC XÃ" in [cell.value for cell in sheet["A"]]
    sheet = book["Bảng điểm"]
    row = row_of(sheet, "Xã A", "C")
    heading = values(sheet, row - 1)
    assert values(sheet, row)[heading.index("Tiến độ giải quyết")] == 18 and values(sheet, row)[heading.index("Tổng điểm")] is None
    assert values(sheet, row + 1)[-1] == "value_out_of_range" and sheet.cell(row + 1, 3).data_type == "s"
    sheet = book["Cách tính điểm"]
    worked = [values(sheet, cell.row) for cell in sheet["C"] if cell.value == "Hồ sơ đúng hạn"]
    assert [row[-1] for row in worked] == ["20 × 9 / 10 = 18", "20 × 8 / 8 = 20"]


def test_it_writes_to_paths(tmp_path):
    for path in (tmp_path / "a.xlsx", str(tmp_path / "b.xlsx")):
        motcua.excel.write(path, ROWS)
        assert openpyxl.load_workbook(path).active["B11"] is not None


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"early": -1}, "early"),
        ({"early": 1.5}, "early"),
        ({"early": None}, "early"),
        ({"late": "x"}, "late"),
        ({"late": float("inf")}, "late"),
        ({"resolved": 36}, "resolved"),
        ({"open": 9}, "open"),
        ({"received": 1, "to_handle": 5}, "to_handle"),
    ],
)
def test_counts_that_are_none(change, path):
    buffer = io.BytesIO()
    with pytest.raises(motcua.MotcuaError) as refusal:
        motcua.excel.write(buffer, [{**ROWS[0], **change}])
    assert refusal.value.path == path and buffer.getvalue() == b""


def test_what_is_refused():
    for given, options, error in (
        ([], {}, motcua.ValueMissingError),
        (None, {}, motcua.OptionUnknownError),
        (ROWS, {"language": "fr"}, motcua.OptionUnknownError),
        (ROWS, {"by": "officer"}, motcua.ColumnInvalidError),
        ([{"unit": "A", "early": 1}], {}, motcua.ColumnInvalidError),
        ([{**ROWS[0], "unit": "x" * 40_000}], {}, motcua.ValueOutOfRangeError),
        (3, {}, motcua.ColumnInvalidError),
    ):
        with pytest.raises(error):
            motcua.excel.write(io.BytesIO(), given, **options)
    with pytest.raises(motcua.ColumnInvalidError):
        motcua.excel.write(io.BytesIO(), ranks={"unit": ["A"]})
