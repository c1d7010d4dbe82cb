"""On time by month, and by how many working days early or late."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .. import calls
from .._frame import Frame, column_error
from ..report import Report
from . import _base as base
from ._base import Language, number, percent, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def on_time_trend(
    data: Any,
    *,
    by: str = "month",
    rate: str = "on_time_rate",
    target: float | None = None,
    ax: Axes | None = None,
    language: Language = "vi",
    title: str | None = None,
) -> Axes:
    """The share resolved on time (tỷ lệ đúng hạn), month by month, with its Wilson interval as a band and under each month how many dossiers it
    rests on.

    `data`: rows with `by`, a month as `"2026-03"`, a date or a moment (other texts are taken as they come), and the rate: a record `rate` with
    `numerator`,
    `denominator`, `rate`, `low` and `high` from 0 to 1, or columns of these names; without bounds they are those of Wilson at 95 %. A month without
    dossiers is a gap. `target`, from 0 to 1, is drawn as a line.

    >>> from motcua import plot
    >>> months = {"month": ["2026-01", "2026-02"], "numerator": [42, 27], "denominator": [50, 30]}
    >>> axes = plot.on_time_trend(months, target=0.95)
    >>> [float(share) for share in axes.lines[0].get_ydata()]
    [84.0, 90.0]
    """
    rows = base.rows_of(data, by)
    places, labels = _months([row[by] for row in rows], by, language)
    found = [_rate(row, rate) for row in rows]
    order = sorted(range(len(rows)), key=places.__getitem__)
    x = [places[index] for index in order]
    shares, low, high, among = ([found[index][part] for index in order] for part in range(4))
    axes = base.axes(ax)
    # A line and its band break where there is nothing.
    for run in _runs(x, shares):
        axes.fill_between(
            [x[i] for i in run], [100 * low[i] for i in run], [100 * high[i] for i in run], color=base.SKY, alpha=0.35, linewidth=0, label="_band"
        )
        axes.plot([x[i] for i in run], [100 * shares[i] for i in run], color=base.BLUE, marker="o", markersize=4, linewidth=1.6)
        if len(run) == 1:
            [at] = run
            axes.vlines(x[at], 100 * low[at], 100 * high[at], color=base.SKY, linewidth=4, alpha=0.6)
    least = min((100 * value for value in low if not math.isnan(value)), default=0.0)
    if target is not None:
        wanted = 100 * base.real(target, "target", 0, 1)
        least = min(least, wanted)
        text = f"{words(language, 'mục tiêu', 'target')}\n{percent(target, language, 0 if float(wanted).is_integer() else 1)}"
        axes.axhline(wanted, color=base.VERMILLION, linewidth=1.2, linestyle="--")
        base.note(axes, text, (1, wanted), (3, 0), across=True, smaller=1, va="center", ha="left", color=base.VERMILLION)
    axes.set_ylim(max(0, 5 * math.floor((least - 1) / 5)), 100.5)
    step = max(1, math.ceil(len(x) / max(4, 2.45 * base.inches(axes))))
    shown = range(0, len(x), step)
    axes.set_xticks([x[i] for i in shown], [f"{labels[order[i]]}\n{number(among[i], language)}" for i in shown])
    axes.set_xlim(x[0] - 0.5, x[-1] + 0.5)
    usual = words(language, "Tỷ lệ giải quyết đúng hạn (khoảng tin cậy 95%)", "Resolved on time (95% interval)")
    below = words(language, "Tháng; dòng dưới: số hồ sơ đã giải quyết", "Month; below it: dossiers resolved")
    base.finish(axes, title, usual, below, "%")
    base.plain_ticks(axes.yaxis, language)
    axes.tick_params(axis="x", labelsize=base.text_size(axes) - (1.5 if len(shown) > 8 else 0.5))
    return axes


def lateness_histogram(
    data: Any,
    *,
    days: str = "days",
    count: str = "count",
    limit: int = 15,
    ax: Axes | None = None,
    language: Language = "vi",
    title: str | None = None,
) -> Axes:
    """How many working days early or late dossiers were resolved (số ngày làm việc trước, sau hạn): a bar a day, below 0 early, above it late.

    `data`: a report of `report.lateness`, of which all groups together are drawn; days, one a dossier, in a list or a column; or how many of each, as a
    mapping from days to a count or rows with `days` and `count`.
    Missing days are left out. What is `limit` or more days from the due date shares the last bar on its side.

    >>> from motcua import plot
    >>> axes = plot.lateness_histogram([-3, -1, 0, 0, 2])
    >>> int(sum(bar.get_height() for bar in axes.patches))
    5
    """
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise base.option_error("limit", limit, "a whole number of days, 1 or more")
    counted = _counted(data, days, count)
    total = sum(counted.values())
    if total == 0:
        raise base.empty("days")
    bars: dict[int, float] = {}
    for day, dossiers in counted.items():
        place = max(-limit, min(limit, day))
        bars[place] = bars.get(place, 0) + dossiers
    first, last = min(0, *bars), max(0, *bars)
    axes = base.axes(ax)
    sides = (
        (words(language, "Sớm hạn", "Early"), base.BLUE, None, range(first, 0)),
        (words(language, "Đúng ngày hẹn", "On the due day"), base.SKY, None, range(1)),
        (words(language, "Trễ hạn", "Late"), base.VERMILLION, "///", range(1, last + 1)),
    )
    for name, color, hatch, here in sides:
        dossiers = sum(bars.get(day, 0) for day in here)
        label = f"{name}: {number(dossiers, language)} ({percent(dossiers / total, language, 1)})"
        axes.bar(here, [bars.get(day, 0) for day in here], width=0.86, color=color, hatch=hatch, edgecolor="white", linewidth=0.5, label=label)
    axes.axvline(0, color=base.INK, linewidth=1, linestyle=":", zorder=0.5)
    span = last - first
    step = 1 if span <= 12 else 2 if span <= 20 else 5
    ticks = [day for day in range(first, last + 1) if day % step == 0 and abs(day) != limit]
    ends = [day for day in (-limit, limit) if first <= day <= last]
    ticks = sorted([day for day in ticks if all(abs(day - end) >= min(step, 2) for end in ends)] + ends)
    signs = {-limit: f"≤{number(-limit, language)}", limit: f"≥{limit}"}
    axes.set_xticks(ticks, [signs.get(day, number(day, language)) for day in ticks])
    axes.set_xlim(first - 0.8, last + 0.8)
    axes.locator_params(axis="y", integer=True)
    axes.yaxis.set_major_formatter(lambda value, _: number(value, language))
    usual = words(language, "Trả kết quả sớm hay trễ so với ngày hẹn", "Resolved before or after the due date")
    x = words(language, "Số ngày làm việc so với ngày hẹn (0 là ngày hẹn)", "Working days from the due date (0 is the due date)")
    base.finish(axes, title, usual, x, words(language, "Số hồ sơ", "Dossiers"))
    # Above the bars there is room for the names.
    axes.margins(y=0.05)
    axes.set_ylim(0, max(bars.values()) * 1.42)
    axes.legend(
        frameon=True, facecolor="white", edgecolor="none", framealpha=0.9, fontsize=base.text_size(axes) - 0.5, loc="upper left", borderaxespad=0.2,
        labelcolor=base.INK,
    )  # fmt: skip
    return axes


def _rate(row: Any, name: str) -> tuple[float, float, float, float]:
    """The share, its bounds and among how many."""
    rate = base.get(row, name)
    if rate is None and not ("numerator" in row and "denominator" in row):
        raise column_error(f"a row has neither `{name}` nor `numerator` and `denominator`", name)
    parts = row if rate is None else rate
    if not hasattr(parts, "keys"):
        raise column_error(f"`{name}` has `{parts}` in place of `numerator`, `denominator`, `rate`, `low` and `high`", name)
    among = base.real(base.get(parts, "denominator"), "denominator", 0)
    if math.isnan(among) or among == 0:
        return math.nan, math.nan, math.nan, 0
    hits = base.real(base.get(parts, "numerator"), "numerator", 0, among)
    if math.isnan(hits):
        return math.nan, math.nan, math.nan, among
    low, high = base.get(parts, "low"), base.get(parts, "high")
    if low is None or high is None:
        interval = calls.proportion(successes=int(hits), trials=int(among))
        low, high = interval.low, interval.high
    share = base.get(parts, "rate")
    return base.real(hits / among if share is None else share, "rate", 0, 1), base.real(low, "low", 0, 1), base.real(high, "high", 0, 1), among


def _months(values: list[Any], name: str, language: Language) -> tuple[list[float], list[str]]:
    """Where each month stands and what it is called; what are no months stand as they come."""
    months = [_month(value) for value in values]
    if any(month is None for month in months):
        if any(value is None for value in values):
            raise column_error(f"`{name}` is missing in a row", name)
        return list(map(float, range(len(values)))), [base.shortened(str(value), 12) for value in values]
    read = [month for month in months if month is not None]
    if len(set(read)) < len(read):
        raise column_error(f"`{name}` has a month twice: one unit at a time", name)
    first = min(read)
    places = [float(12 * (year - first[0]) + month - first[1]) for year, month in read]
    return places, [f"{month:02d}/{year % 100:02d}" for year, month in read]


def _month(value: Any) -> tuple[int, int] | None:
    if isinstance(value, dt.date):
        return value.year, value.month
    match = re.fullmatch(r"(\d{4})-(\d{2})(-\d{2}.*)?", value) if isinstance(value, str) else None
    return (int(match[1]), int(match[2])) if match and 1 <= int(match[2]) <= 12 else None


def _runs(x: list[float], shares: list[float]) -> list[list[int]]:
    """Places that follow one another without a gap."""
    runs: list[list[int]] = []
    for index, share in enumerate(shares):
        if math.isnan(share):
            continue
        if runs and runs[-1][-1] == index - 1 and x[index] - x[index - 1] <= 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _counted(data: Any, days: str, count: str) -> dict[int, float]:
    if isinstance(data, Report):
        if data.kind != "lateness":
            raise column_error(f"a report of lateness is needed, not of {data.kind}", days)
        pairs: Iterable[tuple[Any, Any]] = data.total.days
    elif isinstance(data, Mapping) and days not in data:
        pairs = data.items()
    elif Frame.is_table(data) or hasattr(data, "rows") or hasattr(data, "table") or _has_rows(data):
        rows = base.rows_of(data, days)
        pairs = [(row[days], row[count] if count in row else 1) for row in rows]
    else:
        pairs = [(day, 1) for day in Frame.of({days: data}).values(days)]
    counted: dict[int, float] = {}
    for day, dossiers in pairs:
        place = base.real(day, days)
        if math.isnan(place):
            continue
        if not place.is_integer():
            raise column_error(f"`{days}` has `{day}`, which is no whole number of working days", days)
        amount = base.real(dossiers, count, 0)
        counted[int(place)] = counted.get(int(place), 0) + (0 if math.isnan(amount) else amount)
    return counted


def _has_rows(data: Any) -> bool:
    return isinstance(data, (list, tuple)) and bool(data) and hasattr(data[0], "keys")
