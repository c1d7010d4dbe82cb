"""Ranks and scores with their intervals, and ranks of two waves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from .._frame import column_error
from . import _base as base
from ._base import Language, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def ranking(
    data: Any,
    *,
    show: Literal["rank", "score"] = "rank",
    label: str | None = None,
    value: str | None = None,
    low: str | None = None,
    high: str | None = None,
    highlight: str | Sequence[str] = (),
    limits: tuple[float, float] = (-math.inf, math.inf),
    ax: Axes | None = None,
    language: Language = "vi",
    title: str | None = None,
) -> Axes:
    """Units from the best down, each with a point and its interval (biểu đồ xếp hạng kèm khoảng).

    `data`: an answer of `rank_uncertainty`, `rank_sensitivity` or `survey`, a `RankTable` with intervals, or rows. `show="rank"` draws ranks with
    their intervals,
    `show="score"` scores with theirs; a survey has only the latter. `label`, `value`, `low` and `high` name the columns, where they are not
    `name` (or `id`, `unit`), `rank` with `low` and `high` (or `rank_low`, `rank_high`), and `score` (or `total`, `index`) with `score_low` and
    `score_high`; a score with a standard error `score_se` or `standard_error` has 1.96 of them on either side,
    cut at `limits`, what scores cannot pass. `highlight`: labels or ids of units to stand out.

    >>> from motcua import plot
    >>> rows = [{"name": "Xã A", "rank": 2, "low": 1, "high": 3}, {"name": "Xã B", "rank": 1, "low": 1, "high": 2}]
    >>> axes = plot.ranking(rows, highlight="Xã A")
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['Xã B', 'Xã A']
    """
    if show not in ("rank", "score"):
        raise base.option_error("show", show, "`rank` or `score`")
    points = [_point(row, show, (label, value, low, high), limits) for row in _units(data)]
    points = [point for point in points if not math.isnan(point[2])]
    if not points:
        raise base.empty(show)
    chosen = {highlight} if isinstance(highlight, str) else set(highlight)
    points.sort(key=lambda point: point[2] if show == "rank" else -point[2])
    axes = base.axes(ax, 6.4, 1.3 + 0.24 * max(len(points), 4))
    y = range(len(points))
    room = axes.get_position().height * base.inches_high(axes) * 72 / len(points)
    for place, (key, name, at, left, right) in enumerate(points):
        marked = key in chosen or name in chosen
        color = base.VERMILLION if marked else base.BLUE
        marker = min(5, 1.5 + 0.35 * room)
        if not math.isnan(left) and not math.isnan(right):
            axes.plot([left, right], [place, place], color=color, linewidth=min(3.5 if marked else 2.5, 0.5 * room), alpha=0.45, solid_capstyle="butt")
        axes.plot([at], [place], color=color, marker="D" if marked else "o", markersize=marker, linestyle="none")
    # Where labels would run into one another they get smaller, and then only some are left, those to stand out among them.
    size = max(4.5, min(base.text_size(axes) - 0.5, room * 0.8))
    every = max(1, math.ceil(4.5 / room))
    labelled = [place for place in y if place % every == 0 or points[place][0] in chosen or points[place][1] in chosen]
    axes.set_yticks(labelled, [base.shortened(points[place][1]) for place in labelled])
    axes.set_ylim(len(points) - 0.4, -0.6)
    edges = [edge for *_, at, left, right in points for edge in (at, left, right) if not math.isnan(edge)]
    with_interval = any(not math.isnan(left) for *_, left, _ in points)
    if show == "rank":
        worst = max(len(points), *edges)
        axes.set_xlim(0.5, worst + 0.5)
        step = 1 if worst <= 12 else 2 if worst <= 24 else 5
        axes.set_xticks([1, *(tick for tick in range(step, int(worst) + 1, step) if tick > 1)])
        usual = words(language, "Xếp hạng và khoảng của hạng", "Ranks with their intervals")
        x = words(language, "Hạng (1 là cao nhất)", "Rank (1 is best)")
    else:
        margin = max(max(edges) - min(edges), 1e-9) * 0.06
        axes.set_xlim(min(edges) - margin, max(edges) + margin)
        base.plain_ticks(axes.xaxis, language)
        usual = words(language, "Điểm và khoảng tin cậy 95%", "Scores with their 95% intervals")
        x = words(language, "Điểm", "Score")
    if not with_interval:
        usual = words(language, "Xếp hạng", "Ranks") if show == "rank" else words(language, "Điểm", "Scores")
    base.finish(axes, title, usual, x, grid="x")
    axes.tick_params(axis="y", length=0, labelsize=size)
    for (key, name, *_), text in zip([points[place] for place in labelled], axes.get_yticklabels(), strict=True):
        if key in chosen or name in chosen:
            text.set_color(base.VERMILLION)
            text.set_fontweight("bold")
    return axes


def slope(
    before: Any,
    after: Any,
    *,
    label: str | None = None,
    value: str = "rank",
    names: tuple[str, str] | None = None,
    highlight: str | Sequence[str] = (),
    ax: Axes | None = None,
    language: Language = "vi",
    title: str | None = None,
) -> Axes:
    """Ranks of two waves, a line a unit (thay đổi thứ hạng): blue where it rose, red and dashed where it fell, grey where it stayed.

    `before`, `after`: answers of `rank_units`, `RankTable`s, or rows with a label (`name`, `id` or `unit`) and `value`. Units are matched by `id`
    where both have one, else by label; those of one wave only stand on their side without a line. `names`: what the waves are called.

    >>> from motcua import plot
    >>> before, after = {"name": ["Xã A", "Xã B"], "rank": [2, 1]}, {"name": ["Xã A", "Xã B"], "rank": [1, 2]}
    >>> axes = plot.slope(before, after, names=("2025", "2026"))
    >>> [label.get_text() for label in axes.get_xticklabels()]
    ['2025', '2026']
    """
    waves = []
    for data in (before, after):
        points = [_point(row, "rank", (label, value, None, None)) for row in _units(data)]
        waves.append({key: (name, at) for key, name, at, *_ in points if not math.isnan(at)})
    if not waves[0] or not waves[1]:
        raise base.empty(value)
    chosen = {highlight} if isinstance(highlight, str) else set(highlight)
    most = max(len(wave) for wave in waves)
    axes = base.axes(ax, 6.4, 1.2 + 0.24 * max(most, 5))
    size = base.text_size(axes)
    for key in dict.fromkeys([*waves[0], *waves[1]]):
        if key in waves[0] and key in waves[1]:
            start, end = waves[0][key][1], waves[1][key][1]
            color, line = (base.BLUE, "-") if end < start else (base.VERMILLION, "--") if end > start else (base.QUIET, "-")
            marked = bool({key, waves[0][key][0], waves[1][key][0]} & chosen)
            quiet = bool(chosen) and not marked
            axes.plot([0, 1], [start, end], color=color, linestyle=line, marker="o", markersize=4, linewidth=2.4 if marked else 1.3, alpha=0.3 if quiet else 0.9)
    for side, wave in enumerate(waves):
        ties: dict[float, list[tuple[str, bool]]] = {}
        for key, (name, at) in wave.items():
            ties.setdefault(at, []).append((name, key in chosen or name in chosen))
        for at, tied in ties.items():
            text = ", ".join(name for name, _ in tied)
            shown = f"{base.shortened(text, 30)}  {at:g}" if side == 0 else f"{at:g}  {base.shortened(text, 30)}"
            axes.annotate(
                shown, (side, at), (-7 if side == 0 else 7, 0), textcoords="offset points", ha="right" if side == 0 else "left", va="center",
                fontsize=size - 1, color=base.INK, fontweight="bold" if any(marked for _, marked in tied) else "normal",
            )  # fmt: skip
    worst = max(at for wave in waves for _, at in wave.values())
    axes.set_ylim(worst + 0.6, 0.4)
    axes.set_xlim(-0.95, 1.95)
    called = names or (words(language, "Kỳ trước", "Before"), words(language, "Kỳ này", "After"))
    base.finish(axes, title, words(language, "Thay đổi thứ hạng", "Changes of rank"), grid="none")
    axes.set_xticks([0, 1], list(called))
    axes.xaxis.tick_top()
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(axis="x", length=0, labelsize=size)
    return axes


def _units(data: Any) -> Sequence[Any]:
    units = getattr(data, "units", None)
    if isinstance(units, tuple):
        if not units:
            raise base.empty("units")
        return units
    return base.rows_of(data)


def _point(
    row: Any, show: str, names: tuple[str | None, str | None, str | None, str | None], limits: tuple[float, float] = (-math.inf, math.inf)
) -> tuple[str, str, float, float, float]:
    """Key, label, value and bounds of a unit; NaN for what it has not."""
    label, value, low, high = names
    name = base.get(row, *([label] if label else ["name", "id", "unit"]))
    if name is None:
        raise column_error(f"a row has no `{label or 'name'}`", label or "name")
    key = name if label else base.get(row, "id", "name", "unit")
    figure = base.get(row, "overall")
    if show == "score" and value is None and hasattr(figure, "keys"):
        row, value, low, high = figure, "index", "low", "high"
    usual = ("rank",) if show == "rank" else ("score", "total", "index")
    column = value or next((known for known in usual if known in row), usual[0])
    if column not in row:
        raise column_error(f"a row has no `{column}`", column)
    at = base.real(row[column], column)
    bounds = []
    for given, known in ((low, ("rank_low", "low")), (high, ("rank_high", "high"))):
        wanted = known if show == "rank" else (known[0].replace("rank", "score"),)
        if given is not None and given not in row:
            raise column_error(f"a row has no `{given}`", given)
        bounds.append(base.real(base.get(row, *([given] if given else wanted)), given or wanted[-1]))
    if show == "score" and math.isnan(bounds[0]) and math.isnan(bounds[1]):
        error = base.real(base.get(row, "score_se", "standard_error"), "standard_error", 0)
        if not math.isnan(error):
            bounds = [max(limits[0], at - 1.96 * error), min(limits[1], at + 1.96 * error)]
    if bounds[0] > bounds[1]:
        raise column_error(f"`{name}` has an interval from {bounds[0]:g} to {bounds[1]:g}", low or "low")
    return str(key), str(name), at, bounds[0], bounds[1]
