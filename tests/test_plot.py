"""Pictures by what is in them: bars, points, labels and limits against numbers made by hand. No picture is compared with a picture."""

import datetime as dt
import math
import subprocess
import sys
from decimal import Decimal

import matplotlib as mpl

mpl.use("Agg")

import motcua
import numpy
import pandas
import polars
import pyarrow
import pytest
from matplotlib import font_manager, pyplot
from matplotlib.colors import to_hex
from motcua import plot

RATES = [("2020-03", 27, 30), ("2020-01", 42, 50), ("2020-02", 0, 0), ("2020-04", 50, 50)]
# Bounds of Wilson at 95 %, as printed for these numbers.
WILSON = {"2020-01": (0.714858, 0.916626), "2020-03": (0.743789, 0.965400), "2020-04": (0.928652, 1)}
TREND = [{"month": month, "numerator": hits, "denominator": among} for month, hits, among in RATES]
UNITS = [{"id": name, "successes": count, "trials": 30} for name, count in zip("ABCDEF", (29, 28, 27, 26, 24, 22), strict=True)]
ITEMS = [{"id": "room", "title_vi": "Nơi ngồi chờ"}, {"id": "staff", "title_vi": "Công chức lịch sự"}]


@pytest.fixture(autouse=True)
def closed():
    yield
    pyplot.close("all")


def texts(axes):
    """Every text of the picture."""
    axes.get_figure().canvas.draw()
    return [text.get_text() for text in axes.get_figure().findobj(mpl.text.Text) if text.get_text()]


def survey(answers=((1, 1), (2, 5), (3, 4), (4, 4), (5, 5), (5, 3), (4, None), (5, 4)), scale="five_level"):
    responses = [{"values": {"room": room, "staff": staff}, "unit": "A" if index % 2 else "B"} for index, (room, staff) in enumerate(answers)]
    return motcua.survey(questionnaire={"id": "own", "scale": scale, "items": ITEMS}, responses=responses)


def drawings():
    """A picture of each kind."""
    ranks = motcua.rank_uncertainty(units=UNITS, seed=1, draws=200)
    areas = {"tiendo": "Tiến độ", "hailong": "Hài lòng", "sohoa": "Số hóa"}
    return {
        "trend": lambda **given: plot.on_time_trend(TREND, target=0.95, **given),
        "lateness": lambda **given: plot.lateness_histogram([-3, -1, 0, 0, 2, 40], **given),
        "ranking": lambda **given: plot.ranking(ranks, highlight="C", **given),
        "scores": lambda **given: plot.ranking(ranks, show="score", limits=(0, 1), **given),
        "likert": lambda **given: plot.likert(survey(), **given),
        "radar": lambda **given: plot.radar([{"name": "Xã A", "tiendo": 90, "hailong": 80, "sohoa": 70}], areas=areas, **given),
        "calendar": lambda **given: plot.calendar_heatmap(year=2026, **given),
        "days": lambda **given: plot.calendar_heatmap({dt.date(2026, 2, 3): 4, dt.date(2026, 2, 4): 9}, unit="hồ sơ", **given),
        "slope": lambda **given: plot.slope([{"id": "A", "rank": 2}, {"id": "B", "rank": 1}], [{"id": "A", "rank": 1}, {"id": "B", "rank": 2}], **given),
    }


def axes_of(name, width, height):
    polar = {"projection": "polar"} if name == "radar" else None
    return pyplot.subplots(figsize=(width, height), layout="constrained", subplot_kw=polar)[1]


@pytest.mark.parametrize("name", drawings())
def test_every_picture_can_be_drawn_anywhere(name):
    draw = drawings()[name]
    before = dict(mpl.rcParams)
    for width, height in ((6.4, 4.2), (3.5, 2.8)):
        axes = axes_of(name, width, height)
        assert draw(ax=axes) is axes
        shown = texts(axes)
        figure = axes.get_figure()
        # Nothing runs over the edge of the sheet, so nothing is cut off; in inches, with the width of a line to spare.
        box = figure.get_tightbbox(figure.canvas.get_renderer())
        assert box.x0 > -0.03 and box.y0 > -0.03 and box.x1 < width + 0.03 and box.y1 < height + 0.03
    assert any(ord(letter) > 127 for text in shown for letter in text)
    in_english = texts(draw(language="en", title="Own title"))
    assert "Own title" in in_english and shown != in_english
    assert "Own title" not in texts(draw(title="")) and dict(mpl.rcParams) == before


def test_the_font_has_every_letter_that_is_drawn():
    font = font_manager.get_font(font_manager.findfont("DejaVu Sans"))
    letters = {letter for draw in drawings().values() for text in texts(draw()) for letter in text if letter != "\n"}
    assert {"ế", "ạ", "ỷ", "đ"} <= letters and all(font.get_char_index(ord(letter)) for letter in letters)


def test_the_trend_has_rates_bounds_and_numbers():
    axes = plot.on_time_trend(TREND, target=0.95)
    lines = {tuple(line.get_xdata()): list(line.get_ydata()) for line in axes.lines if line.get_marker() == "o"}
    # February has no dossiers, so the line breaks there.
    assert lines == {(0,): [84.0], (2, 3): [90.0, 100.0]}
    assert [label.get_text() for label in axes.get_xticklabels()] == ["01/20\n50", "02/20\n0", "03/20\n30", "04/20\n50"]
    bands = {path[0]: path[1] for band in axes.collections for path in _bounds(band)}
    for place, month in ((0, "2020-01"), (2, "2020-03"), (3, "2020-04")):
        assert bands[place] == pytest.approx([100 * bound for bound in WILSON[month]], abs=1e-4)
    assert axes.get_ylim()[0] <= 71.4 and axes.get_ylim()[1] > 100
    assert "mục tiêu\n95%" in texts(axes)


def _bounds(band):
    points = band.get_paths()[0].vertices if hasattr(band, "get_paths") and band.get_paths() else numpy.empty((0, 2))
    for x in sorted(set(points[:, 0])):
        here = points[points[:, 0] == x, 1]
        yield x, [here.min(), here.max()]


@pytest.mark.parametrize("make", [pandas.DataFrame, polars.DataFrame, pyarrow.Table.from_pylist, lambda rows: {"rows": rows}], ids=str)
def test_the_trend_takes_every_table_and_given_bounds(make):
    rows = [{"month": dt.date(2026, month, 1), "numerator": 9, "denominator": 10, "rate": 0.9, "low": 0.5, "high": 0.95} for month in (11, 12)]
    data = make(rows)
    if isinstance(data, dict):
        data = [{"month": row["month"], "on_time_rate": {name: row[name] for name in ("numerator", "denominator", "rate", "low", "high")}} for row in rows]
    axes = plot.on_time_trend(data)
    [line] = [line for line in axes.lines if line.get_marker() == "o"]
    assert list(line.get_ydata()) == [90, 90] and dict(_bounds(axes.collections[0])) == {0: [50, 95], 1: [50, 95]}


def test_a_month_without_a_number_is_a_gap():
    table = pandas.DataFrame({"month": pandas.Categorical(["2026-01", "2026-02"]), "numerator": pandas.array([1, None], dtype="Int64"), "denominator": [2, 3]})
    axes = plot.on_time_trend(table)
    assert [list(line.get_ydata()) for line in axes.lines] == [[50]] and axes.get_xticklabels()[1].get_text() == "02/26\n3"


def test_months_that_are_missing_leave_a_gap_and_others_stand_as_they_come():
    rows = [{"month": "2025-11", "numerator": 1, "denominator": 1}, {"month": "2026-02", "numerator": 1, "denominator": 1}]
    assert list(plot.on_time_trend(rows).get_xticks()) == [0, 3]
    quarters = [{"quarter": name, "numerator": 1, "denominator": 2} for name in ("Quý II", "Quý I")]
    assert [label.get_text() for label in plot.on_time_trend(quarters, by="quarter").get_xticklabels()] == ["Quý II\n2", "Quý I\n2"]


def test_lateness_is_a_bar_a_day():
    axes = plot.lateness_histogram([-30, -15, -2, -2, 0, 1, 1, 1, None, math.nan], limit=15)
    heights = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in axes.patches}
    assert set(heights) == set(range(-15, 2))
    assert {day: count for day, count in heights.items() if count} == {-15: 2, -2: 2, 0: 1, 1: 3}
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend == ["Sớm hạn: 4 (50,0%)", "Đúng ngày hẹn: 1 (12,5%)", "Trễ hạn: 3 (37,5%)"]
    assert "≤−15" in texts(axes) and any(list(line.get_xdata()) == [0, 0] for line in axes.lines)
    # Early, on the day and late have colours of their own, and late has a hatch.
    colors = [(to_hex(bars[0].get_facecolor()), bars[0].get_hatch()) for bars in axes.containers]
    assert len(set(colors)) == 3 and colors[2][1]


@pytest.mark.parametrize(
    "data",
    [
        {-1: 2, 0: 1, 3: 4},
        [{"days": -1, "count": 2}, {"days": 0, "count": 1}, {"days": 3, "count": 4}],
        pandas.DataFrame({"days": [-1, 0, 3], "count": [2, 1, 4]}),
        {"days": [-1, 0, 3], "count": [2, 1, 4]},
        numpy.array([-1, -1, 0, 3, 3, 3, 3]),
        pandas.Series([-1.0, -1, 0, 3, 3, 3, 3, None]),
        polars.Series([-1, -1, 0, 3, 3, 3, 3, None]),
        pyarrow.chunked_array([[-1, -1, 0], [3, 3, 3, 3, None]]),
        # Due on Wednesday 4 March 2026: the day before, the day itself, and Monday of the next week.
        motcua.report.lateness({
            "unit": list("ABABABA"),
            "received_at": [dt.date(2026, 3, 2)] * 7,
            "due_on": [dt.date(2026, 3, 4)] * 7,
            "finished_at": [dt.date(2026, 3, day) for day in (3, 3, 4, 9, 9, 9, 9)],
        }),
    ],
    ids=lambda data: type(data).__name__,
)
def test_lateness_from_everything_that_counts(data):
    axes = plot.lateness_histogram(data)
    assert [bar.get_height() for bar in axes.patches] == [2, 1, 0, 0, 4]


def test_ranks_run_from_the_first_down():
    answer = motcua.rank_uncertainty(units=UNITS[::-1], seed=1, draws=200)
    axes = plot.ranking(answer, highlight="C")
    assert [label.get_text() for label in axes.get_yticklabels()] == list("ABCDEF")
    points = [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines if line.get_linestyle() == "None"]
    assert points == [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5)]
    spans = {line.get_ydata()[0]: tuple(line.get_xdata()) for line in axes.lines if line.get_linestyle() == "-"}
    assert spans == {"ABCDEF".index(unit.id): (unit.low, unit.high) for unit in answer.units}
    assert axes.get_ylim()[0] > axes.get_ylim()[1] and axes.get_xlim() == (0.5, 6.5)
    assert [label.get_text() for label in axes.get_yticklabels() if label.get_fontweight() == "bold"] == ["C"]


def test_scores_have_intervals_within_their_limits():
    axes = plot.ranking([{"name": "A", "score": 0.98, "score_se": 0.02}, {"name": "B", "score": 0.5, "score_se": 0.1}], show="score", limits=(0, 1))
    spans = [list(line.get_xdata()) for line in axes.lines if line.get_linestyle() == "-"]
    assert spans[0] == pytest.approx([0.98 - 0.0392, 1]) and spans[1] == pytest.approx([0.304, 0.696])
    axes = plot.ranking(survey(), show="score")
    points = {line.get_ydata()[0]: line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == "None"}
    # Unit A: 6 of 8 answers are 4 or 5; unit B: 4 of 7.
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "B"] and points == pytest.approx({0: 75, 1: 57.14})


def test_ranks_of_a_table_with_and_without_intervals():
    table = pandas.DataFrame({"id": ["a", "b"], "name": ["Xã A", "Xã B"], "total": [Decimal("80.50"), Decimal("91.25")]})
    axes = plot.ranking(motcua.scorecard.rank_table(table, intervals={"se": 0.01}))
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Xã B", "Xã A"]
    axes = plot.ranking(motcua.scorecard.rank_table(table), show="score")
    assert [line.get_xdata()[0] for line in axes.lines] == [91.25, 80.5] and "Điểm" in texts(axes)


def test_crowded_labels_get_smaller_and_then_fewer():
    rows = [{"name": f"Xã {index:03d}", "rank": index} for index in range(1, 201)]
    axes = plot.ranking(rows, highlight="Xã 101", ax=axes_of("ranking", 3.5, 2.8))
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert len(labels) < 60 and "Xã 101" in labels and len([line for line in axes.lines if line.get_linestyle() == "None"]) == 200


def test_opinions_diverge_around_the_middle():
    axes = plot.likert(survey())
    bars = {container.get_label(): [(bar.get_x(), bar.get_width()) for bar in container] for container in axes.containers}
    assert list(bars) == ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]
    # Room: 1, 1, 1, 2 and 3 of 8; staff: 1, 0, 1, 3 and 2 of 7. Half of the middle stands left of zero.
    room = [bars[name][0] for name in bars]
    assert [width for _, width in room] == pytest.approx([12.5, 12.5, 12.5, 25, 37.5]) and [x for x, _ in room] == pytest.approx([-31.25, -18.75, -6.25, 6.25, 31.25])
    staff = [bars[name][1] for name in bars]
    assert [width for _, width in staff] == pytest.approx([100 / 7, 0, 100 / 7, 300 / 7, 200 / 7]) and staff[2][0] == pytest.approx(-50 / 7)
    shown = texts(axes)
    assert {"Nơi ngồi chờ", "Công chức lịch sự", "n=8", "n=7", "38%", "43%"} <= set(shown)


def test_a_scale_without_a_middle_has_none():
    axes = plot.likert(survey([(1, 2), (2, 3), (3, 3), (2, 2)], scale="three_level"))
    starts = [container[0].get_x() for container in axes.containers]
    # Dissatisfied left of zero, satisfied and very satisfied right of it.
    assert starts == pytest.approx([-25, 0, 50])
    best_first = plot.likert(survey([("A", "B"), ("B", "B"), ("D", "A"), ("A", "C")], scale="credit_abcd"))
    widths = [container[0].get_width() for container in best_first.containers]
    assert widths == pytest.approx([25, 0, 25, 50]) and best_first.containers[3][0].get_x() == pytest.approx(12.5)


def test_opinions_from_a_table():
    table = polars.DataFrame({"item": ["Câu 1"], "bad": [10], "so": [20], "good": [70]})
    axes = plot.likert(table, levels=["bad", "so", "good"])
    assert [container[0].get_x() for container in axes.containers] == pytest.approx([-20, -10, 10])
    axes = plot.likert(table, levels=["bad", "so", "good"], middle=[])
    assert [container[0].get_x() for container in axes.containers] == pytest.approx([-10, 0, 20])


def test_areas_in_percent_of_their_points():
    rows = [{"unit": "A", "x": 10, "y": 9, "z": 11}, {"unit": "B", "x": 20, "y": 18, "z": None}]
    axes = plot.radar(rows, areas={"x": "Tiến độ", "y": "Hài lòng", "z": "Số hóa"}, maxima={"x": 20, "y": 18, "z": 22})
    first, second = (list(line.get_ydata()) for line in axes.lines)
    assert first == [50, 50, 50, 50] and second[:2] == [100, 100] and math.isnan(second[2])
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Tiến độ", "Hài lòng", "Số hóa"] and axes.get_ylim() == (0, 100)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["A", "B"]
    assert len({(line.get_color(), line.get_linestyle(), line.get_marker()) for line in axes.lines}) == 2


def test_areas_of_scores():
    rules = motcua.scorecard.load("qd766_portal_2025")
    points = {"transparency": 9, "progress": 19, "online": 12, "payment": 5, "satisfaction": 18, "digitisation": 11}
    axes = plot.radar({"Xã A": rules.score(points)})
    expected = {"Công khai, minh bạch": 50, "Tiến độ giải quyết": 95, "Thanh toán trực tuyến": 50, "Số hóa hồ sơ": 50}
    titles = [label.get_text().replace("\n", " ") for label in axes.get_xticklabels()]
    drawn = dict(zip(titles, axes.lines[0].get_ydata(), strict=False))
    assert len(titles) == 6 and {title: drawn[title] for title in expected} == expected


def test_the_year_2026_by_kinds_of_day():
    axes = plot.calendar_heatmap(year=2026)
    letters = {(text.get_position(), text.get_text()) for text in axes.texts}
    # Tết from 16 to 20 February, Culture Day on 24 November, 22 August made up for 31 August.
    for day, month, letter in ((16, 2, "L"), (20, 2, "L"), (24, 11, "L"), (22, 8, "M"), (31, 8, "H"), (1, 5, "L")):
        assert ((day, month), letter) in letters
    assert sum(len(collection.get_paths()) for collection in axes.collections) == 365
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    working = next(int(text.split(": ")[1]) for text in legend if text.startswith("Ngày làm việc"))
    made_up = next(int(text.split(": ")[1]) for text in legend if text.startswith("Làm bù"))
    calendar = motcua.Calendar.vietnam()
    assert working + made_up == calendar.count_working_days(dt.date(2025, 12, 31), dt.date(2026, 12, 31))
    assert [label.get_text() for label in axes.get_yticklabels()][::11] == ["Tháng 1", "Tháng 12"]


def test_values_by_day():
    axes = plot.calendar_heatmap(pandas.DataFrame({"day": pandas.to_datetime(["2024-02-29", "2024-03-01"]), "value": [1.5, 3.0]}), unit="hồ sơ")
    [cells] = axes.collections
    colors = [to_hex(color) for color in cells.get_facecolor()]
    assert len(colors) == 366 and [index for index, color in enumerate(colors) if color != "#ffffff"] == [59, 60]
    bar = axes.get_figure().axes[1]
    assert bar.get_ylabel() == "hồ sơ" and bar.get_ylim() == (0, 3)


def test_values_of_a_series_with_days_as_its_index():
    received = pandas.Series(pandas.to_datetime(["2026-01-05", "2026-01-05", "2026-01-06"])).value_counts()
    axes = plot.calendar_heatmap(received)
    [cells] = axes.collections
    assert [index for index, color in enumerate(cells.get_facecolor()) if to_hex(color) != "#ffffff"] == [4, 5]


@pytest.mark.parametrize("name", [r"$\frac{ $", "$x_1$", "_A", "a_b$"])
def test_names_are_drawn_as_they_are(name):
    areas = {"x": name, "y": "B", "z": "C"}
    shown = name.replace("$", r"\$")
    for draw in (
        lambda: plot.ranking([{"name": name, "rank": 1}]),
        lambda: plot.likert([{"item": name, name: 1, "y": 2}], levels=[name, "y"]),
        lambda: plot.radar([{"name": name, "x": 1, "y": 1, "z": 1}], areas=areas),
        lambda: plot.slope([{"id": name, "rank": 1}], [{"id": name, "rank": 1}]),
    ):
        found = " ".join(texts(draw()))
        assert all(word in found for word in shown.split())


def test_ranks_of_two_waves():
    before = [{"id": "A", "rank": 3}, {"id": "B", "rank": 1}, {"id": "C", "rank": 2}]
    after = [{"id": "A", "rank": 1}, {"id": "B", "rank": 2}, {"id": "D", "rank": 3}]
    axes = plot.slope(before, after, names=("2019", "2020"))
    lines = {tuple(line.get_ydata()): line.get_linestyle() for line in axes.lines}
    assert lines == {(3, 1): "-", (1, 2): "--"}
    assert {"2  C", "3  D"} & set(texts(axes)) == {"3  D"} and "C  2" in texts(axes)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2019", "2020"]


BAD = {
    "no rows": (lambda: plot.on_time_trend([]), motcua.ValueMissingError, "rows"),
    "no table": (lambda: plot.on_time_trend(3), motcua.ColumnInvalidError, None),
    "no month": (lambda: plot.on_time_trend([{"numerator": 1, "denominator": 2}]), motcua.ColumnInvalidError, "month"),
    "no rate": (lambda: plot.on_time_trend([{"month": "2026-01"}]), motcua.ColumnInvalidError, "on_time_rate"),
    "more than all": (lambda: plot.on_time_trend([{"month": "2026-01", "numerator": 3, "denominator": 2}]), motcua.ValueOutOfRangeError, "numerator"),
    "a month twice": (lambda: plot.on_time_trend(TREND + TREND[:1]), motcua.ColumnInvalidError, "month"),
    "target": (lambda: plot.on_time_trend(TREND, target=95), motcua.ValueOutOfRangeError, "target"),
    "language": (lambda: plot.on_time_trend(TREND, language="fr"), motcua.OptionUnknownError, "language"),
    "no days": (lambda: plot.lateness_histogram([]), motcua.ValueMissingError, "days"),
    "a report of other days": (lambda: plot.lateness_histogram(motcua.report.on_time({"unit": [], "received_at": [], "due_on": [], "finished_at": []})), motcua.ColumnInvalidError, "days"),
    "half a day": (lambda: plot.lateness_histogram([0.5]), motcua.ColumnInvalidError, "days"),
    "a word": (lambda: plot.lateness_histogram(["x"]), motcua.ColumnInvalidError, "days"),
    "infinite": (lambda: plot.lateness_histogram([math.inf]), motcua.ValueOutOfRangeError, "days"),
    "fewer than none": (lambda: plot.lateness_histogram({1: -2}), motcua.ValueOutOfRangeError, "count"),
    "limit": (lambda: plot.lateness_histogram([1], limit=0), motcua.OptionUnknownError, "limit"),
    "no rank": (lambda: plot.ranking([{"name": "A", "score": 1}]), motcua.ColumnInvalidError, "rank"),
    "show": (lambda: plot.ranking([{"name": "A", "rank": 1}], show="both"), motcua.OptionUnknownError, "show"),
    "turned round": (lambda: plot.ranking([{"name": "A", "rank": 1, "low": 3, "high": 2}]), motcua.ColumnInvalidError, "low"),
    "nobody ranked": (lambda: plot.ranking([{"name": "A", "rank": None}]), motcua.ValueMissingError, "rank"),
    "no levels": (lambda: plot.likert([{"item": "A", "x": 1}]), motcua.OptionUnknownError, "levels"),
    "negative": (lambda: plot.likert([{"item": "A", "x": -1, "y": 2}], levels=["x", "y"]), motcua.ValueOutOfRangeError, "x"),
    "middle": (lambda: plot.likert([{"item": "A", "x": 1, "y": 2}], levels=["x", "y"], middle=["z"]), motcua.ColumnInvalidError, "z"),
    "two areas": (lambda: plot.radar([{"name": "A", "x": 1, "y": 1}], areas=["x", "y"]), motcua.ValueMissingError, "areas, three at least"),
    "a unit twice": (lambda: plot.radar([{"name": "A", "x": 1, "y": 1, "z": 1}] * 2, areas=["x", "y", "z"]), motcua.ColumnInvalidError, "name"),
    "a rate alone": (lambda: plot.on_time_trend([{"month": "2026-01", "on_time_rate": 0.5}]), motcua.ColumnInvalidError, "on_time_rate"),
    "percent": (
        lambda: plot.on_time_trend([{"month": "2026-01", "on_time_rate": {"numerator": 1, "denominator": 2, "rate": 50, "low": 0, "high": 1}}]),
        motcua.ValueOutOfRangeError,
        "rate",
    ),
    "over the most": (lambda: plot.radar([{"name": "A", "x": 101, "y": 1, "z": 1}], areas=["x", "y", "z"]), motcua.ValueOutOfRangeError, "x"),
    "no such unit": (lambda: plot.radar([{"name": "A", "x": 1, "y": 1, "z": 1}], areas=["x", "y", "z"], units=["B"]), motcua.ColumnInvalidError, None),
    "seven units": (lambda: plot.radar([{"name": str(n), "x": 1, "y": 1, "z": 1} for n in range(7)], areas=["x", "y", "z"]), motcua.OptionUnknownError, "units"),
    "square axes": (
        lambda: plot.radar([{"name": "A", "x": 1, "y": 1, "z": 1}], areas=["x", "y", "z"], ax=pyplot.subplots()[1]),
        motcua.OptionUnknownError,
        "ax",
    ),
    "no axes": (lambda: plot.on_time_trend(TREND, ax=3), motcua.OptionUnknownError, "ax"),
    "no year": (lambda: plot.calendar_heatmap(), motcua.ValueMissingError, None),
    "year": (lambda: plot.calendar_heatmap(year=1900), motcua.DateOutOfRangeError, "year"),
    "two years": (lambda: plot.calendar_heatmap({dt.date(2025, 1, 1): 1, dt.date(2026, 1, 1): 1}), motcua.OptionUnknownError, "day"),
    "no date": (lambda: plot.calendar_heatmap({3: 1}, year=2026), motcua.OptionUnknownError, "day"),
    "bad date": (lambda: plot.calendar_heatmap({"2026-02-30": 1}), motcua.DateInvalidError, None),
    "no waves": (lambda: plot.slope([], [{"id": "A", "rank": 1}]), motcua.ValueMissingError, "rows"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_drawn_is_told(name):
    draw, error, path = BAD[name]
    with pytest.raises(error) as refusal:
        draw()
    assert isinstance(refusal.value, ValueError) and (path is None or refusal.value.path == path)


def test_nothing_is_imported_before_it_is_drawn():
    code = "import sys, motcua, motcua.plot, motcua.excel; print(sorted({'matplotlib', 'numpy', 'pandas', 'polars', 'pyarrow', 'xlsxwriter'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    code = "import sys, motcua; print('motcua.plot' in sys.modules, 'motcua.excel' in sys.modules, motcua.plot.__name__)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False False motcua.plot\n"
