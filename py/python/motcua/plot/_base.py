"""What all pictures share: figures, sizes of text, colours, numbers in words, rows of whatever was handed over."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from .._rows import Language, empty, get, number, option_error, real, rows_of, texts, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Language", "empty", "get", "number", "option_error", "real", "rows_of", "texts", "words"]

# Okabe and Ito's colours, which the colour-blind can tell apart.
BLUE, VERMILLION, GREEN, ORANGE, SKY, PURPLE = "#0072B2", "#D55E00", "#009E73", "#E69F00", "#56B4E9", "#CC79A7"
INK, QUIET, LINE, PALE = "#1b2027", "#5a616b", "#c9ccd1", "#eef0f3"
SERIES = ((BLUE, "o", "-"), (VERMILLION, "s", "--"), (GREEN, "^", "-."), (PURPLE, "D", ":"), (ORANGE, "v", "-"), (INK, "P", "--"))


def axes(ax: Axes | None, width: float = 6.4, height: float = 3.8, projection: str | None = None) -> Axes:
    """The axes handed over, or those of a new figure of so many inches."""
    if ax is not None:
        if not hasattr(ax, "get_figure"):
            raise option_error("ax", ax, "Axes of matplotlib")
        if projection is not None and ax.name != projection:
            raise option_error("ax", ax.name, f"Axes with `projection='{projection}'`")
        return ax
    try:
        pyplot = import_module("matplotlib.pyplot")
    except ImportError as error:
        raise ImportError("motcua.plot needs matplotlib: pip install motcua[plot]") from error
    made: Axes = pyplot.subplots(figsize=(width, height), layout="constrained", subplot_kw={"projection": projection})[1]
    return made


def text_size(ax: Axes) -> float:
    """The size of ordinary text, in points, by the width of the axes in inches."""
    return min(10.0, max(6.5, 4.4 + inches(ax)))


def inches(ax: Axes) -> float:
    """How wide the axes are, before the layout makes room for labels."""
    figure = ax.get_figure(root=True)
    return 5.0 if figure is None else float(figure.get_size_inches()[0]) * ax.get_position().width


def inches_high(ax: Axes) -> float:
    """How high the figure of the axes is."""
    figure = ax.get_figure(root=True)
    return 4.0 if figure is None else float(figure.get_size_inches()[1])


def note(ax: Axes, text: str, at: tuple[float, float], shift: tuple[float, float], *, across: bool = False, smaller: float = 0.5, **style: Any) -> None:
    """A text at a place of the axes, from 0 to 1; with `across` the place upwards is one of the data. `shift` is in points."""
    system: Any = ("axes fraction", "data") if across else "axes fraction"
    ax.annotate(text, at, shift, xycoords=system, textcoords="offset points", fontsize=text_size(ax) - smaller, **style)


def finish(ax: Axes, title: str | None, usual: str, x: str = "", y: str = "", grid: Literal["x", "y", "both", "none"] = "y") -> Axes:
    """Title, labels and quiet lines, in the sizes that fit."""
    size = text_size(ax)
    shown = usual if title is None else title
    if shown:
        ax.set_title(shown, fontsize=size + 1.5, color=INK, loc="left", pad=size)
    ax.set_xlabel(x, fontsize=size, color=INK)
    ax.set_ylabel(y, fontsize=size, color=INK)
    ax.tick_params(labelsize=size - 0.5, colors=INK, length=2.5)
    for side, spine in ax.spines.items():
        spine.set_visible(side not in ("top", "right"))
        spine.set_color(LINE)
    ax.set_axisbelow(True)
    if grid != "none":
        ax.grid(visible=True, axis=grid, color=LINE, linewidth=0.6)
    return ax


def plain_ticks(axis: Any, language: Language) -> None:
    """Ticks as numbers are written, all with as many decimals as the finest needs."""

    def decimals() -> int:
        places = axis.get_majorticklocs()
        return next((count for count in range(4) if all(abs(place - round(place, count)) < 1e-9 for place in places)), 4)

    axis.set_major_formatter(lambda value, _: number(value, language, decimals()))


def legend_below(ax: Axes, lines: float, columns: int, *, handles: Any = None, right: bool = False, **style: Any) -> None:
    """A legend under the axes, below so many lines of labels; in the middle, or ending where the axes end."""
    from matplotlib.transforms import ScaledTranslation

    size = text_size(ax)
    figure: Any = ax.get_figure(root=True)
    below = ax.transAxes + ScaledTranslation(0, -(lines * 1.35 * size + 4) / 72, figure.dpi_scale_trans)
    known = {} if handles is None else {"handles": handles}
    made = ax.legend(
        **known, loc="upper right" if right else "upper center", bbox_to_anchor=(1 if right else 0.5, 0), bbox_transform=below, ncols=columns,
        borderaxespad=0, frameon=False, fontsize=size - 1, labelcolor=INK, columnspacing=1.1, handletextpad=0.5, **style,
    )  # fmt: skip
    made.set_in_layout(True)


def columns_for(ax: Axes, labels: Sequence[str]) -> int:
    """How many columns of a legend fit under the axes."""
    wide = (max(map(len, labels), default=1) * 0.58 + 3.2) * (text_size(ax) - 1) / 72
    return max(1, min(len(labels), int(inches(ax) * 1.15 / wide)))


def percent(share: float, language: Language, decimals: int = 0) -> str:
    return f"{number(100 * share, language, decimals)}%"


def dark(color: str) -> bool:
    """Whether white text is read better on the colour than black."""
    red, green, blue = (int(color[index : index + 2], 16) for index in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140


def plain(label: str) -> str:
    """A name as it is: no formula between dollars, no underscore that would keep it out of a legend."""
    return ("\N{THIN SPACE}" if label.startswith("_") else "") + label.replace("$", r"\$")


def shortened(label: str, most: int = 34) -> str:
    return plain(label if len(label) <= most else label[: most - 1].rstrip() + "…")


def mix(colors: Sequence[str], count: int) -> list[str]:
    """So many colours evenly along a row of them."""
    if count == 1:
        return [colors[0]]
    picked = []
    for index in range(count):
        place = index * (len(colors) - 1) / (count - 1)
        left = min(int(place), len(colors) - 2)
        part = place - left
        channels = [
            round(int(colors[left][at : at + 2], 16) * (1 - part) + int(colors[left + 1][at : at + 2], 16) * part) for at in (1, 3, 5)
        ]
        picked.append("#" + "".join(f"{channel:02x}" for channel in channels))
    return picked
