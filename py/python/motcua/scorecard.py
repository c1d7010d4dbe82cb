"""Scorecards (bộ chỉ số): rule sets as data, exact scores with their trace, ranks.

>>> import motcua
>>> rules = motcua.scorecard.load("qd766_portal_2026")
>>> score = rules.score({"received": 98459, "on_time": 82913}, level="province")
>>> score.groups.progress, score.terms[0].worked.en
(Decimal('16.84'), '20 × 82913 / 98459 = 16.8421… → 16.84, half up to 2 decimals')
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from . import _native
from ._record import ask
from .records import RuleSetAnswer, RuleSetsAnswer, ScoreAnswer, ScoreUnitsAnswer

if TYPE_CHECKING:
    from ._scored import RankTable, ScoreTable, rank_table

__all__ = ["RankTable", "RuleSet", "ScoreTable", "builtin", "load", "rank", "rank_table"]


class RuleSet:
    """A rule set that was read; `problems` lists its contradictions, and with any of them it scores nothing."""

    __slots__ = ("_description", "_source")
    _description: RuleSetAnswer
    _source: Any

    def __init__(self, source: str | Mapping[str, Any], /) -> None:
        """From the id of a set that is built in, a mapping, or JSON text."""
        description = ask(RuleSetAnswer, "rule_set", {"rule_set": source})
        # Read, so no deeper than a message may be; a copy, so that nobody changes it from outside.
        object.__setattr__(self, "_source", copy.deepcopy(source))
        object.__setattr__(self, "_description", description)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("RuleSet cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("RuleSet cannot be changed")

    def __getattr__(self, name: str) -> Any:
        if name in RuleSet.__slots__:
            raise AttributeError(name)
        return getattr(self._description, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._description.keys()]

    def __eq__(self, other: object) -> bool:
        return self._source == other._source if isinstance(other, RuleSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._description)

    def __repr__(self) -> str:
        return f"RuleSet({self._description.id!r})"

    def __reduce__(self) -> tuple[type[RuleSet], tuple[Any]]:
        return RuleSet, (self._source,)

    @property
    def description(self) -> RuleSetAnswer:
        """All that the set says of itself."""
        return self._description

    def score(self, values: Mapping[str, Any] | None = None, **options: Any) -> ScoreAnswer:
        """The score of a unit, exact, with its trace. `values` by the names of the variables; None means absent. Options are those of
        `motcua.score`: `self_values`, `assessments`, `parameters`, `level`, `imports`."""
        return ask(ScoreAnswer, "score", {"rule_set": self._source, "values": values or {}, **options})

    def score_units(self, units: Any, **options: Any) -> ScoreUnitsAnswer:
        """The scores of many units: mappings with `id`, `values` and what else a unit may have, or a table with a column `id`, if wanted `name`,
        and one for each variable. A unit that cannot be scored is among `problems`. Options: `level`, `parameters`, `trace`."""
        return ask(ScoreUnitsAnswer, "score_units", {"rule_set": self._source, "units": _units(units), **options})

    def score_table(self, table: Any, **options: Any) -> ScoreTable:
        """The scores of a table, as tables of its kind: pandas, Polars, PyArrow, anything that speaks Arrow, or a mapping of columns.

        A row a unit, with a column `id`, if wanted `name`, and one for each variable; null, NaN and NaT are absent. A column that is none of these
        is a `ColumnInvalidError`, so that no misspelt variable is passed over; `keep` names those to carry along. Other options: `id` and `name`,
        what those columns are called; `level`, `parameters` as in `score_units`; `language` of titles and of the arithmetic, `"vi"` or `"en"`;
        `as_float=True` for floats in place of exact Decimals.

        >>> table = {"id": ["Xã A", "Xã B"], "received": [200, 120], "on_time": [191, 120]}
        >>> scores = load("qd766_portal_2026").score_table(table)
        >>> scores.table["progress"], scores.table["total"], scores.terms["worked"][0]
        ([Decimal('19.10'), Decimal('20.00')], [None, None], '20 × 191 / 200 = 19,1')
        """
        from ._scored import score_table

        return score_table(self._source, self._description, table, **options)


def load(source: str | os.PathLike[str] | Mapping[str, Any]) -> RuleSet:
    """A rule set: by the id of one that is built in, from a mapping, from JSON text, or from the path of a JSON file."""
    if isinstance(source, Mapping):
        return RuleSet(source)
    text = os.fspath(source)
    is_path = not isinstance(source, str) or text.endswith(".json") and not text.lstrip().startswith("{")
    if is_path:
        with open(text, encoding="utf-8-sig") as file:
            text = file.read()
    return RuleSet(text)


def builtin(**options: Any) -> RuleSetsAnswer:
    """The sets that are built in, in short; if wanted only those for a `level`, or in force `on` a day."""
    return ask(RuleSetsAnswer, "rule_sets", options)


def rank(scores: Iterable[Any], method: str = "competition", **options: Any) -> tuple[Any, ...]:
    """The ranks of scores, the highest first: Decimals, numbers or decimal texts, in a list or a column. `competition`, `dense` and `ordinal` are
    integers, `average` is exact."""
    given = {"scores": list(scores) if isinstance(scores, Iterator) else scores, "method": method}
    answer = _native.call("rank", {**given, **{name: value for name, value in options.items() if value is not None}})
    return tuple(Decimal(rank) if isinstance(rank, str) else rank for rank in answer["ranks"])


def _units(units: Any) -> list[dict[str, Any]]:
    if isinstance(units, (list, tuple)):
        return list(units)
    from ._frame import Frame

    if Frame.is_table(units):
        return [_row(row) for row in Frame.of(units).rows()]
    return [_row(row) for row in units.to_pylist()] if hasattr(units, "to_pylist") else list(units)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table: the columns that are no `id` and no `name` are variables."""
    values = {name: value for name, value in row.items() if name not in ("id", "name")}
    name = row.get("name")
    return {"id": str(row.get("id", "")), "name": name if isinstance(name, str) else None, "values": values}


def __getattr__(name: str) -> Any:
    # What tables need is imported when it is asked for.
    if name in ("RankTable", "ScoreTable", "rank_table"):
        from . import _scored

        return getattr(_scored, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
