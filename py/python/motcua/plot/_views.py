"""Opinions as diverging bars, and areas on a radar."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .._frame import column_error
from . import _base as base
from ._base import Language, percent, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

AGAINST, NEITHER, IN_FAVOUR = ("#b2182b", "#f2a27f"), "#d4d7dc", ("#8fc1e0", "#1f66a8")


def likert(
    data: Any,
    *,
    label: str = "item",
    levels: Sequence[str] | None = None,
    middle: Sequence[str] | None = None,
    ax: Axes | None = None,
    language: Language = "vi",
    title: str | None = None,
) -> Axes:
    """Answers on a scale, a bar an item, drawn around the middle (biểu đồ Likert): against to the left, in favour to the right, half of neither on
    each side. Percents stand in the bars, on the right how many answered.

    `data`: an answer of `survey`, its `items`, or rows with `label` and a column of counts for each of `levels`, the least favourable first.
    `middle`: the levels that are neither for nor against, by their column or value; if absent those that make the `net` of the survey's items, for
    rows the one in the middle of an odd number.

    >>> from motcua import plot
    >>> answers = {"item": ["Nơi ngồi chờ", "Thái độ"], "no": [3, 1], "so_so": [4, 2], "yes": [13, 17]}
    >>> axes = plot.likert(answers, levels=["no", "so_so", "yes"])
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['Nơi ngồi chờ', 'Thái độ']
    """
    items = getattr(data, "items", None)
    if not isinstance(items, tuple):
        items = data if isinstance(data, (list, tuple)) and data and "distribution" in data[0] else None
    names, counts, titles, sides = _of_items(items, language) if items is not None else _of_rows(data, label, levels)
    if middle is not None:
        unknown = next((level for level in middle if level not in titles), None)
        if unknown is not None:
            raise column_error(f"`{unknown}` is no level of {', '.join(titles)}", unknown)
        at = [list(titles).index(level) for level in middle]
        if at != list(range(min(at, default=0), max(at, default=-1) + 1)):
            raise base.option_error("middle", ", ".join(middle), "levels that lie side by side")
        sides = (at[0], len(titles) - at[-1] - 1) if at else (len(titles) // 2, len(titles) - len(titles) // 2)
    against, favour = sides
    neither = len(titles) - against - favour
    colors = [*base.mix(AGAINST, max(against, 1))[:against], *[NEITHER] * neither]
    colors += base.mix(IN_FAVOUR, favour) if favour > 1 else [IN_FAVOUR[1]] * favour
    axes = base.axes(ax, 6.4, 1.5 + 0.42 * max(len(names), 2))
    size = base.text_size(axes)
    totals = [sum(row) for row in counts]
    shares = [[count / total if total else 0.0 for count in row] for row, total in zip(counts, totals, strict=True)]
    # What three characters take, where labels leave two thirds of the width to the bars.
    least = max(5.0, 100 * 1.9 * (size - 1.5) / 72 / (0.66 * base.inches(axes)))
    starts = [-sum(row[:against]) - sum(row[against : against + neither]) / 2 for row in shares]
    for level, title_ in enumerate(titles.values()):
        left = [100 * (start + sum(row[:level])) for start, row in zip(starts, shares, strict=True)]
        width = [100 * row[level] for row in shares]
        axes.barh(range(len(names)), width, left=left, height=0.72, color=colors[level], edgecolor="white", linewidth=0.6, label=base.plain(title_))
        for place, (begin, wide) in enumerate(zip(left, width, strict=True)):
            if wide >= least:
                ink = "white" if base.dark(colors[level]) else base.INK
                axes.text(begin + wide / 2, place, f"{percent(wide / 100, language)}", ha="center", va="center", fontsize=size - 1.5, color=ink)
    left_edge = min(100 * start for start in starts)
    right_edge = max(100 * (start + sum(row)) for start, row in zip(starts, shares, strict=True))
    low, high = min(-10, 10 * math.floor(left_edge / 10)), max(10, 10 * math.ceil(right_edge / 10))
    for place, total in enumerate(totals):
        text = f"n={base.number(total, language)}"
        base.note(axes, text, (1, place), (3, 0), across=True, smaller=1.5, va="center", color=base.QUIET)
    axes.axvline(0, color=base.INK, linewidth=0.8, zorder=0.5)
    axes.set_xlim(low, high)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), [_folded(name) for name in names])
    axes.xaxis.set_major_formatter(lambda value, _: percent(abs(value) / 100, language))
    usual = words(language, "Mức độ hài lòng", "Opinions")
    base.finish(axes, title, usual, words(language, "← không hài lòng    |    hài lòng →", "← against    |    in favour →"), grid="x")
    axes.xaxis.label.set_x(-low / (high - low))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    base.legend_below(axes, 3.2, base.columns_for(axes, list(titles.values())), right=True, handlelength=1.1)
    return axes


def radar(
    data: Any,
    *,
    label: str | None = None,
    areas: Mapping[str, str] | Sequence[str] | None = None,
    maxima: Mapping[str, Any] | None = None,
    units: Sequence[str] | None = None,
    ax: Axes | None = None,
    language: Language = "vi",
    title: str | None = None,
) -> Axes:
    """Units area by area, in percent of the points of each (biểu đồ mạng nhện).

    `data`: a mapping from names to answers of `score`, whose areas have their index; or rows with a label (`name`, `id` or `unit`) and columns of
    `areas`, a list or a mapping from column to title. With `maxima`, by column, values are points out of these, else percents from 0 to 100.
    `units` picks rows by their label. Six units at most. `ax` must be polar.

    >>> from motcua import plot
    >>> points = [{"name": "Xã A", "progress": 9, "opinion": 16, "digital": 11}]
    >>> axes = plot.radar(points, areas=["progress", "opinion", "digital"], maxima={"progress": 10, "opinion": 18, "digital": 12})
    >>> axes.name
    'polar'
    """
    series, titles = _of_scores(data, language) if _are_scores(data) else _of_areas(data, label, areas, maxima)
    if units is not None:
        missing = next((unit for unit in units if unit not in series), None)
        if missing is not None:
            raise column_error(f"there is no unit `{missing}`", label)
        series = {unit: series[unit] for unit in units}
    if not series or len(titles) < 3:
        raise base.empty("units" if not series else "areas, three at least")
    if len(series) > len(base.SERIES):
        raise base.option_error("units", len(series), f"at most {len(base.SERIES)} units; pick some")
    axes = base.axes(ax, 6.0, 4.6, projection="polar")
    size = base.text_size(axes)
    angles = [2 * math.pi * place / len(titles) for place in range(len(titles))]
    for (name, values), (color, marker, line) in zip(series.items(), base.SERIES, strict=False):
        # A missing area leaves a gap in the line.
        axes.plot([*angles, angles[0]], [*values, values[0]], color=color, marker=marker, linestyle=line, markersize=4, linewidth=1.6, label=base.shortened(name, 28))
        if len(series) <= 2 and not any(map(math.isnan, values)):
            axes.fill(angles, values, color=color, alpha=0.1)
    base.finish(axes, title, words(language, "Điểm theo lĩnh vực, % điểm tối đa", "Points by area, % of the maximum"), grid="both")
    polar: Any = axes
    polar.set_theta_offset(math.pi / 2)
    polar.set_theta_direction(-1)
    polar.set_rlabel_position(180 / len(titles))
    axes.set_ylim(0, 100)
    axes.set_yticks([25, 50, 75, 100], [percent(part / 100, language) for part in (25, 50, 75, 100)], fontsize=size - 2.5, color=base.QUIET)
    axes.set_xticks(angles, [_folded(name, 18) for name in titles.values()])
    for angle, text in zip(angles, axes.get_xticklabels(), strict=True):
        across = math.sin(angle)
        text.set_horizontalalignment("center" if abs(across) < 0.1 else "left" if across > 0 else "right")
        text.set_verticalalignment("center" if abs(across) >= 0.1 else "bottom" if math.cos(angle) > 0 else "top")
    axes.tick_params(axis="x", pad=2, labelsize=size - 0.5)
    axes.spines["polar"].set_color(base.LINE)
    base.legend_below(axes, 2.6, base.columns_for(axes, list(series)), handlelength=2.6)
    return axes


def _of_items(items: Sequence[Any], language: Language) -> Any:
    if not items:
        raise base.empty("items")
    title = f"title_{language}"
    values = [level.value for level in items[0].distribution]
    titles = {level.value: getattr(level, title) or level.value for level in items[0].distribution}
    for item in items:
        if [level.value for level in item.distribution] != values:
            raise column_error(f"`{item.id}` has another scale than `{items[0].id}`: draw them apart", item.id)
    counts = [[base.real(level.weight, "weight", 0) for level in item.distribution] for item in items]
    reverse, sides = _sides(items, len(values))
    if reverse:
        counts, titles = [row[::-1] for row in counts], dict(reversed(titles.items()))
    return [getattr(item, title) or item.id for item in items], counts, titles, sides


def _sides(items: Sequence[Any], levels: int) -> tuple[bool, tuple[int, int]]:
    """Which levels are for and against: the split that gives the net of every item, the most even one if several do."""
    half = levels // 2
    splits = [(against, favour) for against in range(1, levels) for favour in range(1, levels - against + 1)]
    splits.sort(key=lambda split: (abs(split[0] - split[1]), -sum(split)))
    for split in splits:
        for reverse in (False, True):
            if all(_gives_net(item, split, reverse) for item in items):
                return reverse, split
    return False, (half, half)


def _gives_net(item: Any, split: tuple[int, int], reverse: bool) -> bool:
    shares = [level.percent for level in item.distribution]
    if item.net is None or None in shares:
        return True
    ordered = shares[::-1] if reverse else shares
    net = sum(ordered[len(ordered) - split[1] :]) - sum(ordered[: split[0]])
    # Percents are rounded one by one.
    return abs(float(net) - float(item.net)) <= 0.006 * (len(shares) + 1)


def _of_rows(data: Any, label: str, levels: Sequence[str] | None) -> Any:
    if not levels or len(levels) < 2:
        raise base.option_error("levels", levels, "the columns of two levels at least, the least favourable first")
    rows = base.rows_of(data, label, *levels)
    counts = [[base.real(row[level], level, 0) for level in levels] for row in rows]
    counts = [[0.0 if math.isnan(count) else count for count in row] for row in counts]
    half = len(levels) // 2
    return base.texts([row[label] for row in rows], label), counts, {level: level for level in levels}, (half, half)


def _are_scores(data: Any) -> bool:
    return isinstance(data, Mapping) and bool(data) and all(isinstance(getattr(score, "areas", None), tuple) for score in data.values())


def _of_scores(data: Mapping[str, Any], language: Language) -> tuple[dict[str, list[float]], dict[str, str]]:
    titles = {area.id: str(area.title[language]) for score in data.values() for area in score.areas}
    series = {}
    for name, score in data.items():
        index = {area.id: area.index for area in score.areas}
        series[str(name)] = [base.real(index.get(area), area, 0, 100) for area in titles]
    return series, titles


def _of_areas(data: Any, label: str | None, areas: Any, maxima: Mapping[str, Any] | None) -> tuple[dict[str, list[float]], dict[str, str]]:
    if areas is None:
        raise base.option_error("areas", areas, "the columns of the areas")
    titles = {str(area): str(areas[area] if isinstance(areas, Mapping) else area) for area in areas}
    series: dict[str, list[float]] = {}
    for row in base.rows_of(data, *([label] if label else []), *titles):
        name = base.get(row, *([label] if label else ["name", "id", "unit"]))
        if name is None or str(name) in series:
            raise column_error(f"`{name}` is there twice" if name is not None else f"a row has no `{label or 'name'}`", label or "name")
        values = []
        for area in titles:
            most = base.real((maxima or {}).get(area, 100), area)
            if not most > 0:
                raise column_error(f"the points of `{area}` are {most:g}: above 0", area)
            values.append(100 * base.real(row[area], area, 0, most) / most)
        series[str(name)] = values
    return series, titles


def _folded(text: str, width: int = 30) -> str:
    """In two or three lines of much the same length, at spaces."""
    wanted = math.ceil(len(text) / width)
    width = min(width, math.ceil(len(text) / max(wanted, 1)) + 3)
    lines = [""]
    for word in base.plain(text).split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    kept = lines[:3]
    return "\n".join([*kept[:-1], kept[-1] + ("…" if len(lines) > 3 else "")])
