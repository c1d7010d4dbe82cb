"""Scorecards and ranks on tables (bảng điểm, bảng xếp hạng): a table in, tables of the caller's kind out. What is computed, the operations
compute."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from . import _native
from ._frame import Frame, column_error
from ._record import ask
from ._rows import option_error, words
from .records import (
    ProblemAnswer,
    RankUncertaintyAnswer,
    RankUnitsAnswer,
    RuleSetAnswer,
    ScoreProblemAnswer,
    ScoreUnitsAnswer,
)

__all__ = ["RankTable", "ScoreTable", "rank_table", "score_table"]


class ScoreTable:
    """The scores of a table of units. Its tables are of the kind of the table asked about.

    `table`: a row a unit, in the order given: `id`, `name` where there is one, the columns kept, `total`, a column for each area by its id, `band`,
    `band_title`, and `problem`, the code why a unit could not be scored, whose points are then null.
    `terms`: a row an indicator of a unit: `id`, `name`, `area`, `indicator`, `number`, `title`, `source`, `value` as the rule read it, `max`,
    `points` (null when it is left out), `reason` and `worked`, the rule with the numbers put in.
    `titles`: what the areas are called, by their ids. `problems`: what is wrong with units that could not be scored, by `index`.
    `answer`: the answer as `score_units` has it.
    """

    __slots__ = ("_ask_terms", "_terms", "answer", "problems", "table", "titles")
    table: Any
    problems: tuple[ScoreProblemAnswer, ...]
    answer: ScoreUnitsAnswer
    titles: dict[str, str]

    def __init__(self, table: Any, terms: Callable[[], Any], answer: ScoreUnitsAnswer, titles: dict[str, str]) -> None:
        """Use `RuleSet.score_table`."""
        self.table, self.answer, self.problems, self.titles = table, answer, answer.problems, titles
        self._ask_terms, self._terms = terms, None

    @property
    def terms(self) -> Any:
        """A row an indicator of a unit, with its arithmetic; worked out when first asked for."""
        if self._terms is None:
            self._terms = self._ask_terms()
        return self._terms

    def __repr__(self) -> str:
        return f"ScoreTable({self.answer.rule_set!r}, {len(self.answer.units)} units, {len(self.problems)} problems)"


class RankTable:
    """The ranks of a table of units: `table` is the caller's, in its order, with the columns added; `problems` says why a unit has no rank."""

    __slots__ = ("answer", "intervals", "problems", "table")
    table: Any
    problems: tuple[ProblemAnswer, ...]
    answer: RankUnitsAnswer
    intervals: tuple[RankUncertaintyAnswer, ...]

    def __init__(self, table: Any, problems: tuple[ProblemAnswer, ...], answer: RankUnitsAnswer, intervals: tuple[RankUncertaintyAnswer, ...]) -> None:
        """Use `rank_table`."""
        self.table, self.problems, self.answer, self.intervals = table, problems, answer, intervals

    def __repr__(self) -> str:
        return f"RankTable({len(self.answer.units)} units, {len(self.problems)} problems)"


def score_table(
    source: Any,
    rules: RuleSetAnswer,
    table: Any,
    *,
    id: str = "id",
    name: str = "name",
    keep: Sequence[str] = (),
    level: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    language: Literal["vi", "en"] = "vi",
    as_float: bool = False,
) -> ScoreTable:
    """`RuleSet.score_table`."""
    words(language, "", "")
    frame = Frame.of(table)
    kinds = {variable.name: variable.kind for variable in rules.variables}
    for column in (id, *keep):
        frame.column(column)
    beside = (id, name, *keep)
    for column in frame.names:
        if column not in beside and column not in kinds:
            raise column_error(f"`{column}` is no variable of the set `{rules.id}`; name it in `keep` to carry it along", column)
    units, kept = [], []
    for row in frame.rows():
        values = {variable: _number(row[variable], kind) for variable, kind in kinds.items() if variable in row and variable not in beside}
        title = row.get(name)
        units.append({"id": _id(row[id]), "name": None if title is None else str(title), "values": values})
        kept.append(row)
    given = {"rule_set": source, "units": units, "level": level, "parameters": parameters}
    asked = {option: value for option, value in given.items() if value is not None}
    answer = ask(ScoreUnitsAnswer, "score_units", asked)
    wrong = {problem.index: problem.code for problem in answer.problems}
    scored = iter(answer.units)
    found = [None if index in wrong else next(scored) for index in range(len(units))]
    areas = {node.id: _text(node.title, language) for node in rules.nodes if node.parent is None and node.part == "areas"}
    titles = {band.id: _text(band.title, language) for band in rules.bands}
    exact: Any = float if as_float else lambda value: value

    columns: dict[str, list[Any]] = {"id": [unit["id"] for unit in units]}
    if name in frame:
        columns["name"] = [unit["name"] for unit in units]
    for column in keep:
        columns[column] = [row[column] for row in kept]
    points = {"total": [None if unit is None or unit.total is None else exact(unit.total) for unit in found]}
    for area in areas:
        points[area] = [None if unit is None or area not in unit.groups else exact(unit.groups[area]) for unit in found]
    bands = [None if unit is None else unit.band for unit in found]
    named = {"band": bands, "band_title": [None if band is None else titles.get(band) for band in bands]}
    problems = {"problem": [wrong.get(index) for index in range(len(units))]}
    for part in (points, named, problems):
        twice = next((column for column in part if column in columns), None)
        if twice is not None:
            raise column_error(f"`{twice}` is both a column kept and one of the answer: rename the former", twice)
        columns.update(part)

    decimals: dict[str, type | int] = {column: float if as_float else rules.decimals for column in points}
    texts: dict[str, type | int] = dict.fromkeys(("id", "name", "band", "band_title", "problem"), str)

    def terms() -> Any:
        return frame.like(_terms({**asked, "trace": True}, language, exact), _TERM | _numbers(as_float))

    return ScoreTable(frame.like(columns, decimals | texts), terms, answer, areas)


def _terms(asked: dict[str, Any], language: str, exact: Any) -> dict[str, list[Any]]:
    """The trace by columns. A table of communes has tens of thousands of terms, so no record is made of each."""
    terms: dict[str, list[Any]] = {column: [] for column in _TERM}
    for unit in _native.call("score_units", asked)["units"]:
        for term in unit["terms"]:
            row = {"id": unit["id"], "name": unit.get("name"), "area": next(iter(term.get("within") or ()), term["id"]), "indicator": term["id"]}
            row |= {column: term.get(column) for column in ("number", "source", "reason")}
            row |= {column: term[column][language] for column in ("title", "worked")}
            row |= {column: None if term.get(column) is None else exact(Decimal(term[column])) for column in ("value", "max", "points")}
            for column, cells in terms.items():
                cells.append(row[column])
    return terms


def rank_table(
    table: Any,
    score: str = "total",
    *,
    id: str = "id",
    name: str = "name",
    peers: str | None = None,
    level: str | None = None,
    intervals: Mapping[str, Any] | None = None,
    as_float: bool = False,
    draws: int | None = None,
    seed: int | None = None,
    confidence: float | None = None,
    smoothing: str | None = None,
    credits: Sequence[Any] | None = None,
    top: Sequence[int] = (),
    **options: Any,
) -> RankTable:
    """The units of a table with their ranks: the caller's table with columns beside.

    `score`, `id`, `name`, `peers` (compared with, as the communes of a district) and `level` are names of columns; units of other peers or levels
    are ranked apart. Options are those of `motcua.rank_units`: `method`, `ties`, `decimals`, `order`, `year`, `parent`, `rule_set`, `bands`.

    Added, or put in place of columns of the same name: `rank` (an integer, a Decimal with the method `average`), `size` (of the peer group, itself
    included),
    `tied` (how many others share the rank), `percentile`, `share_of_best`, `statement` (as in "4/18"), and `band` if bands are given. A unit
    without a score has nulls there and is among `problems`.

    `intervals` says what is uncertain in the score, by the fields of `motcua.rank_uncertainty`: each a name of a column, or a number for all rows,
    as in
    `{"successes": "satisfied", "trials": "asked"}`, with `fixed` and `weight` if the share is only a part of the score, or `{"se":
    "standard_error"}`;
    `levels` takes a list of columns, with `credits`. Then `rank_low`, `rank_high` and `rank_median` of the ranks drawn are added, `score_se`, and
    `in_top_4` for `top=[4]`, the share of draws with such a rank. Peer groups are drawn apart, with the same `seed`.

    >>> table = {"id": ["A", "B", "C"], "total": ["86.4", "90.15", "86.4"]}
    >>> ranks = rank_table(table).table
    >>> ranks["rank"], ranks["statement"]
    ([2, 1, 2], ['2/3', '1/3', '2/3'])
    """
    frame = Frame.of(table)
    columns = {"id": id, "score": score, **{field: column for field, column in (("peers", peers), ("level", level)) if column is not None}}
    if name in frame and name != id:
        columns["name"] = name
    read = {field: frame.values(column) for field, column in columns.items()}
    units = [dict(zip(read, row, strict=True)) for row in zip(*read.values(), strict=True)]
    for unit in units:
        for field in ("id", "name", "peers", "level"):
            if unit.get(field) is not None:
                unit[field] = _id(unit[field])
    answer = ask(RankUnitsAnswer, "rank_units", {"units": units, **options})
    ranked = _in_rows(answer.units, answer.problems, len(units))
    number: Any = float if as_float else lambda value: value

    def column(read: Any) -> list[Any]:
        return [None if unit is None else read(unit) for unit in ranked]

    added = {
        "rank": column(lambda unit: number(Decimal(unit.rank)) if isinstance(unit.rank, str) else unit.rank),
        "size": column(lambda unit: unit.size),
        "tied": column(lambda unit: unit.tied),
        "percentile": column(lambda unit: number(unit.percentile)),
        "share_of_best": column(lambda unit: None if unit.share_of_best is None else number(unit.share_of_best)),
        "statement": column(lambda unit: unit.statement.short),
    }
    if options.get("bands") is not None:
        added["band"] = column(lambda unit: unit.band)
    problems, drawn = answer.problems, ()
    if intervals is not None and not isinstance(intervals, Mapping):
        raise option_error("intervals", intervals, "a mapping from fields of `rank_uncertainty` to columns")
    if intervals is not None:
        wanted = {"draws": draws, "seed": seed, "confidence": confidence, "smoothing": smoothing, "credits": credits, "top": list(top)}
        wanted |= {option: options.get(option) for option in ("method", "ties", "decimals", "order")}
        parts = _parts(frame, intervals)
        uncertain = [{"id": unit["id"], **part} for unit, part in zip(units, parts, strict=True)]
        if "se" in intervals:
            uncertain = [{**unit, "score": known["score"]} for unit, known in zip(uncertain, units, strict=True)]
        more, found, drawn = _drawn(uncertain, units, ranked, wanted)
        problems += found
        added |= _interval_columns(more, top)
    whole: dict[str, type | int] = dict.fromkeys(("rank", "size", "tied", "rank_low", "rank_high", "rank_median"), int)
    exact: dict[str, type | int] = dict.fromkeys(("percentile", "share_of_best"), float if as_float else 2)
    return RankTable(frame.beside(added, whole | exact | {"statement": str, "band": str, "score_se": float}), problems, answer, drawn)


_TERM: dict[str, type | int] = dict.fromkeys(
    ("id", "name", "area", "indicator", "number", "title", "source", "value", "max", "points", "reason", "worked"), str
)


def _numbers(as_float: bool) -> dict[str, type | int]:
    return dict.fromkeys(("value", "max", "points"), float if as_float else 0)


def _parts(frame: Frame, intervals: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is uncertain of each row."""
    columns: dict[str, list[Any]] = {}
    for field, given in intervals.items():
        if field == "levels":
            columns[field] = [list(row) for row in zip(*(frame.values(column) for column in given), strict=True)]
        else:
            columns[field] = frame.values(given) if isinstance(given, str) else [given] * len(frame)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)] if columns else [{} for _ in range(len(frame))]


def _drawn(uncertain: list[Any], units: list[Any], ranked: list[Any], wanted: dict[str, Any]) -> Any:
    """Asks how sure the ranks are, group of peers by group; units without a rank are not drawn."""
    groups: dict[tuple[Any, Any], list[int]] = {}
    for index, unit in enumerate(units):
        if ranked[index] is not None:
            groups.setdefault((unit.get("level"), unit.get("peers")), []).append(index)
    found: list[Any] = [None] * len(units)
    problems: list[ProblemAnswer] = []
    answers = []
    for members in groups.values():
        answer = ask(RankUncertaintyAnswer, "rank_uncertainty", {"units": [uncertain[index] for index in members], **wanted})
        for index, unit in zip(members, _in_rows(answer.units, answer.problems, len(members)), strict=True):
            found[index] = unit
        for problem in answer.problems:
            place = None if problem.index is None else members[problem.index]
            problems.append(ProblemAnswer({**problem.to_dict(), "index": place}))
        answers.append(answer)
    return found, tuple(problems), tuple(answers)


def _interval_columns(units: list[Any], top: Sequence[int]) -> dict[str, list[Any]]:
    def column(read: Any) -> list[Any]:
        return [None if unit is None else read(unit) for unit in units]

    added = {
        "rank_low": column(lambda unit: unit.low),
        "rank_high": column(lambda unit: unit.high),
        "rank_median": column(lambda unit: unit.median),
        "score_se": column(lambda unit: unit.standard_error),
    }
    for place, k in enumerate(top):
        added[f"in_top_{k}"] = column(lambda unit, place=place: unit.in_top[place].probability)
    return added


def _in_rows(found: Sequence[Any], problems: Sequence[Any], rows: int) -> list[Any]:
    """Answers come in the order of the rows, without those that are problems."""
    wrong = {problem.index for problem in problems}
    left = iter(found)
    return [None if index in wrong else next(left) for index in range(rows)]


def _id(value: Any) -> str | None:
    """An id or name as text; a column of integers with gaps comes as floats."""
    if value is None:
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _number(value: Any, kind: str) -> Any:
    if isinstance(value, float) and math.isinf(value):
        # No message has a number for it; as a text it is the problem of its unit alone.
        return str(value)
    return value.date() if kind == "date" and isinstance(value, dt.datetime) else value


def _text(texts: Any, language: str) -> str:
    text: str = texts[language]
    return text
