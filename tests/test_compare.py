"""The pure parts of the comparison with the peers: its truth, its rows and its tables. The peers themselves run in `cargo compare`."""

import datetime as dt

import motcua
import numpy as np
import pytest
from compare import measure, table
from compare.measure import Line, Prepared, Side
from compare.rows import AS_OF, NAT, UNITS, dossiers, promises
from compare.truth import DAY, HOURS, Official, added, counted, date, number

OFFICIAL = Official()


@pytest.fixture(scope="module")
def rows():
    return dossiers(2_000)


def day(text):
    return number(dt.date.fromisoformat(text))


def test_the_walk_gives_the_days_of_the_notices():
    # 27 April 2026 was in lieu of the ancestors' day on a Sunday; 30 April and 1 May are holidays.
    assert OFFICIAL.add(day("2026-04-24"), 3) == day("2026-05-04")
    assert OFFICIAL.count(day("2026-04-24"), day("2026-05-04")) == 3
    # Saturday 22 August 2026 was worked for Monday 31 August.
    assert OFFICIAL.is_working(day("2026-08-22")) and not OFFICIAL.is_working(day("2026-08-31"))
    assert OFFICIAL.add(day("2026-08-21"), 1) == day("2026-08-22")
    with pytest.raises(IndexError):
        OFFICIAL.is_working(day("2016-12-31"))


def test_the_walk_over_shifts():
    friday = day("2026-04-24") * DAY
    assert OFFICIAL.add_seconds(friday + 16 * 3600, 3600) == friday + 17 * 3600
    assert OFFICIAL.add_seconds(friday + 16 * 3600, 2 * 3600) == day("2026-04-28") * DAY + 8 * 3600
    assert OFFICIAL.add_seconds(friday + 11 * 3600, 3600) == friday + 14 * 3600
    assert OFFICIAL.seconds_between(friday + 16 * 3600, day("2026-04-28") * DAY + 8 * 3600) == 2 * 3600


def test_tables_of_the_walk_are_the_walk(rows):
    due, count = added(OFFICIAL, rows.received, rows.days), counted(OFFICIAL, rows.received, rows.until)
    for row in range(0, len(rows), 100):
        assert due[row] == OFFICIAL.add(int(rows.received[row]), int(rows.days[row]))
        assert count[row] == OFFICIAL.count(int(rows.received[row]), int(rows.until[row]))


def test_motcua_gives_the_answers_of_the_walk(rows):
    calendar = motcua.Calendar.vietnam()
    due, count = added(OFFICIAL, rows.received, rows.days), counted(OFFICIAL, rows.received, rows.until)
    for row in range(len(rows)):
        received = date(int(rows.received[row]))
        assert calendar.add_working_days(received, int(rows.days[row])) == date(int(due[row])), row
        assert calendar.count_working_days(received, date(int(rows.until[row]))) == count[row], row


def test_motcua_gives_the_moments_of_the_walk(rows):
    moments, later = (column.view("M8[s]").tolist() for column in (rows.moment, rows.later))
    for row in range(0, len(rows), 4):
        at, seconds = moments[row], int(rows.seconds[row])
        right = np.datetime64(OFFICIAL.add_seconds(int(rows.moment[row]), seconds), "s").item()
        assert motcua.add_working_seconds(at, seconds, hours=HOURS) == right, row
        between = OFFICIAL.seconds_between(int(rows.moment[row]), int(rows.later[row]))
        assert motcua.working_seconds_between(at, later[row], hours=HOURS) == between, row


def test_rows_are_the_same_in_every_process_and_inside_the_listing(rows):
    again = dossiers(2_000)
    assert all((getattr(rows, name) == getattr(again, name)).all() for name in rows.__dataclass_fields__)
    assert len(rows.head(10)) == 10 and (rows.head(10).days == rows.days[:10]).all()
    report = promises(5_000)
    assert set(np.unique(report.unit)) <= set(range(UNITS)) and report.unit.dtype == np.int32
    done = report.finished[report.finished != NAT]
    assert 0 < len(done) < len(report) and done.max() <= number(AS_OF)


def test_a_side_is_measured_and_compared_with_the_truth(rows):
    truth = np.zeros(len(rows), dtype=np.int64)
    half = Side("half", lambda part: Prepared(lambda: np.arange(len(part)) % 2, lambda result: result))
    broken = Side("broken", lambda _: Prepared(lambda: 1 // 0, lambda result: result))
    few = Side("few", lambda part: Prepared(lambda: np.zeros(len(part), dtype=np.int64), lambda result: result), sample=10)
    lines = measure.measure([half, broken, few], rows, truth, 3)
    assert [line.rows for line in lines] == [2_000, 2_000, 10]
    assert [line.wrong for line in lines] == [0.5, None, 0.0]
    assert lines[0].ns is not None and lines[1].ns is None and lines[1].note.startswith("failed: ZeroDivisionError")


def line(name, ns, threads=1, out=False, bytes_=24):
    return Line(name, threads, out, name == measure.BASE, 1_000_000, bytes_, ns=ns, wrong=0.0)


def test_ratios_are_taken_under_the_same_allocation():
    peer, peer_out = line("peer", 90.0), line("peer", 80.0, out=True)
    lines = [line("motcua", 3.0), line("motcua", 2.0, out=True), line("motcua", 1.5, threads=2), peer, peer_out]
    measure.relate([*lines, line(measure.ROOFLINE, 1.0, out=True)])
    assert peer.times == {"1": 30.0, "2": 60.0}
    # No line of ours with two threads and `out=`: the one with a fresh column stands in.
    assert peer_out.times == {"1": 40.0, "2": 80.0 / 1.5}
    assert peer.bandwidth == pytest.approx(1 / 90)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "-"), (0.744, "0.74"), (6.31, "6.31"), (57.96, "58.0"), (163.4, "163"), (999.6, "1,000"), (17_960.0, "18,000"), (2_630_000.0, "2,630,000")],
)
def test_numbers_show_three_digits(value, shown):
    assert table.number(value) == shown


def test_a_small_share_is_not_shown_as_none():
    assert [table.share(value) for value in (None, 0.0, 0.0002, 0.0733, 1.0)] == ["-", "0", "<0.1%", "7.3%", "100.0%"]


def test_tables_are_aligned_and_fit_the_terminal():
    lines = [line("motcua", 1.8), line("a peer of a rather long name, by hand", 2_630_000.0, out=True), line(measure.ROOFLINE, 1.0)]
    lines[1].note = "a sample"
    measure.relate(lines)
    made = table.of_lines("W1 thêm ngày làm việc", lines)
    text = made.text().splitlines()
    heads, rule, body = text[2:4], text[4], text[5:8]
    assert {len(row) for row in [heads[1], rule, *body]} == {len(rule)} and len(rule) <= table.WIDTH
    assert [row.split("  ")[0] for row in body] == ["a peer of a rather long name, by hand, out=", "> motcua", measure.ROOFLINE]
    assert text[8] == "  a peer of a rather long name, by hand: a sample"
    markdown = made.markdown().splitlines()
    assert len({row.count("|") for row in markdown if row.startswith("|")}) == 1
    assert markdown[5].startswith("| **motcua** |")


def test_the_tables_take_their_place_in_a_page():
    page = "# A page\n\n<!-- compare -->\nold\n<!-- /compare -->\nend\n"
    new = table.put(page, "| new |\n")
    assert new == "# A page\n\n<!-- compare -->\n\n| new |\n\n<!-- /compare -->\nend\n" and table.put(new, "| new |\n") == new
    with pytest.raises(SystemExit, match="compare"):
        table.put("# A page\n", "| new |\n")
