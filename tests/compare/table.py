"""Tables for the terminal (at most 120 columns) and for Markdown, from the same cells."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from compare.measure import ROOFLINE, Line
from compare.start import Start

WIDTH = 120


@dataclass(frozen=True)
class Table:
    """Cells under headings; the first column is text, the others are numbers."""

    title: str
    headings: Sequence[str]
    """A heading may be two lines."""
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = field(default=())

    def text(self) -> str:
        """Aligned for a terminal."""
        heads = [[part.strip() for part in heading.split("\n")] for heading in self.headings]
        depth = max(len(head) for head in heads)
        top = [[([""] * (depth - len(head)) + head)[level] for head in heads] for level in range(depth)]
        widths = [max(_width(row[column]) for row in [*top, *self.rows]) for column in range(len(heads))]
        lines = [self.title, ""] + [_line(row, widths) for row in top]
        lines += ["-" * (sum(widths) + 2 * (len(widths) - 1))] + [_line(row, widths) for row in self.rows]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])

    def markdown(self) -> str:
        """As a table of Markdown."""
        heads = [" ".join(heading.split("\n")) for heading in self.headings]
        lines = [f"**{self.title}**", "", _bar(heads), _bar(["---", *["---:"] * (len(heads) - 1)])]
        lines += [_bar([_bold(row[0]), *row[1:]]) for row in self.rows]
        return "\n".join([*lines, *(["", *(f"- {note}" for note in self.notes)] if self.notes else [])])


def _width(text: str) -> int:
    return sum(1 for character in text if not unicodedata.combining(character))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [(" " * (width - _width(cell))) for cell, width in zip(cells, widths, strict=True)]
    return "  ".join([cells[0] + padded[0], *(pad + cell for pad, cell in zip(padded[1:], cells[1:], strict=True))]).rstrip()


def _bold(name: str) -> str:
    return f"**{name.removeprefix('> ')}**" if name.startswith("> ") else name


def _bar(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def number(value: float | None) -> str:
    """Three digits that count: 0.74, 6.3, 89, 18,000; a dash for what was not measured."""
    if value is None:
        return "-"
    if value >= 100:
        digits = len(str(int(value))) - 3
        return f"{round(value / 10**digits) * 10**digits:,}" if digits else f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def share(value: float | None) -> str:
    """A share as a percentage; nothing at all is a plain 0, so that little is never read as none."""
    if value is None:
        return "-"
    if value == 0:
        return "0"
    return f"{value:.1%}" if value >= 0.001 else "<0.1%"


def times(value: float | None) -> str:
    """How many times ours."""
    return "-" if value is None else f"{number(value)}x"


def of_lines(title: str, lines: Sequence[Line]) -> Table:
    """The table of one workload, slowest first."""
    headings = ["", "\nrows", "\nthreads", "\nns/row", "times ours\n1 thread", "times ours\n2 threads", "wrong\nanswers", "peak\nMiB", "memory\nspeed"]
    rows = []
    for line in sorted(lines, key=lambda line: (line.name == ROOFLINE, -(line.ns or 0))):
        name = f"{line.name}, out=" if line.out else line.name
        cells = [_rows(line.rows), str(line.threads), number(line.ns), times(line.times.get("1")), times(line.times.get("2"))]
        rows.append([f"> {name}" if line.ours else name, *cells, share(line.wrong), _mib(line.peak), share(line.bandwidth)])
    # A column nobody has a figure in is left out.
    kept = [column for column in range(len(headings)) if any(row[column] != "-" for row in rows)]
    notes = [f"{line.name}: {line.note}" for line in lines if line.note]
    return Table(title, [headings[column] for column in kept], [[row[column] for column in kept] for row in rows], list(dict.fromkeys(notes)))


def _rows(value: int) -> str:
    return f"{value // 10**6}M" if value and value % 10**6 == 0 else f"{value:,}"


def _mib(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def of_starts(title: str, starts: Sequence[Start]) -> Table:
    """The table of imports and single calls."""
    rows = [[f"> {start.name}" if start.ours else start.name, f"{number(start.value)} {start.unit}"] for start in starts]
    return Table(title, ["", "median"], rows)


def put(page: str, tables: str) -> str:
    """The page with these tables in their place."""
    begin, end = "<!-- compare -->", "<!-- /compare -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"the page has no {begin} … {end}")
    return f"{before}{begin}\n\n{tables}\n{end}{after}"
