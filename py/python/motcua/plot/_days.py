"""A year as months by days."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .. import _native
from . import _base as base
from ._base import Language, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Colour, letter, names: days are told apart by the letter too.
_KINDS = {
    "working_day": ("#ffffff", "", "Ngày làm việc", "Working day"),
    "weekend": ("#d4d7dc", "", "Cuối tuần", "Weekend"),
    "public_holiday": (base.VERMILLION, "L", "Nghỉ lễ, Tết", "Public holiday"),
    "compensatory_day_off": (base.ORANGE, "B", "Nghỉ bù", "Day off in lieu"),
    "swapped_day_off": ("#f0e442", "H", "Nghỉ hoán đổi", "Swapped day off"),
    "makeup_workday": (base.SKY, "M", "Làm bù", "Make-up workday"),
    "local_closure": (base.PURPLE, "Đ", "Nghỉ riêng của đơn vị", "Closed locally"),
    "local_opening": (base.GREEN, "T", "Mở riêng của đơn vị", "Opened locally"),
}


def calendar_heatmap(
    data: Any = None,
    *,
    year: int | None = None,
    day: str = "day",
    value: str = "value",
    unit: str = "",
    calendar: _native.Calendar | None = None,
    ax: Axes | None = None,
    language: Language = "vi",
    title: str | None = None,
) -> Axes:
    """A year, a row a month and a column a day (lịch năm). Without `data` the kinds of days: working, weekend, public holidays (L), days off in
    lieu (B), swapped days off (H) and make-up workdays (M). With it a value for each day in shades of blue; days off are then marked by the same
    letters, weekends by a dot.

    `data`: a mapping from dates to numbers, or rows with `day` and `value`; days of other years are refused, days without a number stay white.
    `year` is that of the data if absent, `calendar` Viet Nam's. `unit` is what the numbers are, written beside the scale.

    >>> from motcua import plot
    >>> axes = plot.calendar_heatmap(year=2026)
    >>> axes.get_title("left")
    'Lịch làm việc năm 2026'
    >>> plot.calendar_heatmap({"2026-02-03": 4, "2026-02-04": 9}, unit="dossiers", language="en").get_title("left")
    'By day, 2026'
    """
    values = {} if data is None else _values(data, day, value)
    if year is None:
        if not values:
            raise base.empty("year, and no days to take it from")
        year = min(values).year
    if isinstance(year, bool) or not isinstance(year, int):
        raise base.option_error("year", year, "a year, as in 2026")
    outside = next((date for date in values if date.year != year), None)
    if outside is not None:
        raise base.option_error(day, outside.isoformat(), f"a day of {year}")
    calendar = _native.Calendar.vietnam() if calendar is None else calendar
    days = [calendar.day(date) for date in _days_of(year)]
    axes = base.axes(ax, 7.2, 3.6)
    size = base.text_size(axes)
    room = base.inches(axes) / 31
    letters = min(size - 1.5, room * 72 * 0.62)
    if data is None:
        _draw_kinds(axes, days, letters, size, language)
    else:
        _draw_values(axes, days, values, unit, letters, size, language)
    axes.set_xlim(0.5, 31.5)
    axes.set_ylim(12.5, 0.5)
    every = 1 if room > 0.17 else 2
    axes.set_yticks(range(1, 13), [words(language, f"Tháng {month}", f"{dt.date(2000, month, 1):%b}") for month in range(1, 13)])
    usual = words(language, f"Lịch làm việc năm {year}", f"Working days of {year}")
    if data is not None:
        usual = words(language, f"Theo ngày, năm {year}", f"By day, {year}")
    base.finish(axes, title, usual, grid="none")
    axes.set_xticks(range(1, 32, every), [str(place) for place in range(1, 32, every)])
    axes.tick_params(length=0, labelsize=size - 1.5)
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def _draw_kinds(axes: Any, days: list[Any], letters: float, size: float, language: Language) -> None:
    from matplotlib.patches import Patch

    handles = []
    for kind, (color, letter, *names) in _KINDS.items():
        here = [day.date for day in days if day.kind == kind]
        if not here:
            continue
        _cells(axes, here, [color] * len(here))
        ink = "white" if base.dark(color) else base.INK
        for date in here if letter else ():
            axes.text(date.day, date.month, letter, ha="center", va="center", fontsize=letters, color=ink)
        name = words(language, *names)
        shown = f"{name} ({letter}): {len(here)}" if letter else f"{name}: {len(here)}"
        handles.append(Patch(facecolor=color, edgecolor=base.LINE, label=shown))
    base.legend_below(axes, 1.6, base.columns_for(axes, [str(handle.get_label()) for handle in handles]), handles=handles, handlelength=1.1)


def _draw_values(axes: Any, days: list[Any], values: dict[dt.date, float], unit: str, letters: float, size: float, language: Language) -> None:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LinearSegmentedColormap, Normalize, to_hex

    known = [value for value in values.values() if not math.isnan(value)]
    if not known:
        raise base.empty("values")
    low, high = min(0.0, *known), max(known)
    shades = LinearSegmentedColormap.from_list("motcua", ["#eef5fb", "#9ecae1", "#3182bd", "#08306b"])
    scale: Any = ScalarMappable(Normalize(low, high if high > low else low + 1), shades)
    colors = []
    for day in days:
        value = values.get(day.date, math.nan)
        colors.append("#ffffff" if math.isnan(value) else to_hex(scale.to_rgba(value)))
    _cells(axes, [day.date for day in days], colors)
    marks = {"·"} if any(day.kind == "weekend" for day in days) else set()
    for day, color in zip(days, colors, strict=True):
        letter = "·" if day.kind == "weekend" else _KINDS[day.kind][1]
        if letter:
            ink = "white" if base.dark(color) else "#a63603" if color == "#ffffff" else base.INK
            axes.text(day.date.day, day.date.month, letter, ha="center", va="center", fontsize=letters, color=ink)
            marks.add(letter)
    named = [("·" if kind == "weekend" else letter, words(language, *names)) for kind, (_, letter, *names) in _KINDS.items()]
    told = "   ".join(f"{letter} {name}" for letter, name in named if letter in marks)
    base.note(axes, told, (0.5, 0), (0, -2.4 * size), smaller=1.5, ha="center", va="top", color=base.INK)
    bar = axes.get_figure(root=True).colorbar(scale, ax=axes, fraction=0.03, pad=0.02, aspect=24)
    bar.set_label(unit, fontsize=size - 0.5)
    bar.ax.tick_params(labelsize=size - 1.5, length=2)
    base.plain_ticks(bar.ax.yaxis, language)
    bar.outline.set_visible(False)


def _cells(axes: Any, dates: list[dt.date], colors: list[str]) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    squares = [Rectangle((date.day - 0.46, date.month - 0.46), 0.92, 0.92) for date in dates]
    axes.add_collection(PatchCollection(squares, facecolor=colors, edgecolor=base.LINE, linewidth=0.4))


def _days_of(year: int) -> list[dt.date]:
    first, last = _native.Calendar.coverage()
    if not first.year <= year <= last.year:
        error = _native.DateOutOfRangeError(f"the year `{year}` is outside {first.year} to {last.year}")
        error.path = "year"
        raise error
    return [dt.date(year, 1, 1) + dt.timedelta(days) for days in range((dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days)]


def _values(data: Any, day: str, value: str) -> dict[dt.date, float]:
    # A pandas Series has its days in the index.
    is_series = type(data).__name__ == "Series" and hasattr(data, "items")
    if is_series or isinstance(data, Mapping) and not (day in data and value in data):
        pairs = list(data.items())
    else:
        pairs = [(row[day], row[value]) for row in base.rows_of(data, day, value)]
    found: dict[dt.date, float] = {}
    for given, amount in pairs:
        date = _native.parse_date(given) if isinstance(given, str) else given.date() if isinstance(given, dt.datetime) else given
        if not isinstance(date, dt.date):
            raise base.option_error(day, given, "a date")
        if date in found:
            raise base.option_error(day, date.isoformat(), "each day once")
        found[date] = base.real(amount, value)
    return found
