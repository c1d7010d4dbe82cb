"""The module `motcua.scorecard`: sets by id, mapping, text and path; exact decimals; ranks."""

import copy
import doctest
import json
import pickle
from decimal import Decimal

import motcua
import numpy
import pandas
import pytest

FACTS = {"received": 98459, "on_time": 82913}
OWN = {
    "schema": 1,
    "id": "own",
    "title": {"vi": "Bộ thử"},
    "status": "template",
    "total": "10",
    "rounding": {"score": 2},
    "variables": [{"name": "n", "title": {"vi": "Số"}, "kind": "amount"}],
    "areas": [{"id": "x", "title": {"vi": "X"}, "max": "10", "rule": {"kind": "linear_cap", "target": "3", "value": "n"}}],
}


def test_the_docstring_runs():
    assert doctest.testmod(motcua.scorecard).failed == 0


def test_scores_are_decimals():
    score = motcua.scorecard.load("qd766_portal_2026").score(FACTS)
    assert score.groups["progress"] == Decimal("16.84") and isinstance(score.groups.progress, Decimal)
    assert score.total is None and score.band is None
    assert score.terms[0].inputs[0].value == Decimal(82913)
    assert score.terms[0].exact_points == "1658260/98459"


def test_sets_are_read_from_everything_that_holds_one(tmp_path):
    path = tmp_path / "own.json"
    path.write_text(json.dumps(OWN), encoding="utf-8")
    for source in (OWN, json.dumps(OWN), path, str(path)):
        rules = motcua.scorecard.load(source)
        assert (rules.id, rules.title.en, rules.problems) == ("own", "Bộ thử", ())
        assert rules.variables[0].name == "n"
        assert rules.score({"n": "0.1"}).total == Decimal("0.33")
        assert rules.score({"n": 0.1}).total == rules.score({"n": Decimal("0.1")}).total


def test_a_set_does_not_change():
    source = copy.deepcopy(OWN)
    rules = motcua.scorecard.load(source)
    source["areas"][0]["max"] = "5"
    assert rules.score({"n": 3}).total == 10
    with pytest.raises(AttributeError):
        rules.id = "other"
    assert pickle.loads(pickle.dumps(rules)) == rules == motcua.scorecard.load(OWN)


def test_problems_are_listed_and_refused():
    rules = motcua.scorecard.load({**OWN, "total": "11", "bands": [{"id": "a", "title": {"vi": "A"}, "from": "5"}]})
    assert [problem.path for problem in rules.problems] == ["total", "bands[0].from"]
    with pytest.raises(motcua.RuleSetInvalidError) as refusal:
        rules.score({"n": 1})
    assert refusal.value.path == "total"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"received": 1, "on_time": 2}, motcua.ValueOutOfRangeError),
        ({"received": 1}, motcua.ValueMissingError),
        ({"received": -1, "on_time": 0}, motcua.ValueOutOfRangeError),
        ({"recieved": 1}, motcua.FieldUnknownError),
        ({"received": "x"}, motcua.AmountInvalidError),
    ],
)
def test_bad_values(values, error):
    with pytest.raises(error):
        motcua.scorecard.load("qd766_portal_2026").score(values)


def test_sets_that_are_none():
    with pytest.raises(motcua.RuleSetUnknownError):
        motcua.scorecard.load("qd766")
    deep = OWN["areas"][0]
    for _ in range(10_000):
        deep = {"id": "x", "title": {"vi": "X"}, "criteria": [deep]}
    with pytest.raises(motcua.RequestInvalidError) as refusal:
        motcua.scorecard.load({**OWN, "areas": [deep]})
    assert refusal.value.path.startswith("rule_set.areas[0].criteria[0]")
    while "criteria" in deep:
        deep = deep["criteria"].pop()
    text = '{"areas": [' + '{"criteria": [' * 10_000
    with pytest.raises(motcua.RuleSetInvalidError) as refusal:
        motcua.scorecard.load(text)
    assert refusal.value.path == "areas[0]" + ".criteria[0]" * 8


def test_units_from_a_table():
    table = pandas.DataFrame({"id": [1, 2, 3], "name": ["A", "B", None], "received": [10, 3, None], "on_time": [9, 4, None]})
    answer = motcua.scorecard.load("qd766_portal_2026").score_units(table, level="commune")
    assert [unit.id for unit in answer.units] == ["1", "3"]
    assert answer.units[0].groups.progress == Decimal("18.00") and "progress" not in answer.units[1].groups
    assert (answer.problems[0].id, answer.problems[0].code) == ("2", "value_out_of_range")


def test_units_from_a_list():
    units = [{"id": "a", "values": FACTS}, {"id": "b", "values": {"received": float("nan")}}]
    answer = motcua.scorecard.load("qd766_portal_2026").score_units(units)
    assert answer.units[0].leaves == motcua.Decimals({"progress_on_time": "16.84"})
    assert answer.units[1].groups == motcua.Decimals({})


def test_ranks():
    scores = [Decimal("61.40"), 88, "61.4", 70.5]
    assert motcua.scorecard.rank(scores) == (3, 1, 3, 2)
    assert motcua.scorecard.rank(scores, method="average") == tuple(map(Decimal, ("3.5", "1", "3.5", "2")))
    assert motcua.scorecard.rank(numpy.array([1.5, 2.5])) == (2, 1)


class Column:
    """What NumPy, pandas and others have for a column and for a number in it: not a list, but `tolist`."""

    def __init__(self, values: object) -> None:
        self.values = values

    def tolist(self) -> object:
        return self.values


def test_columns_and_their_numbers_are_taken():
    assert motcua.scorecard.rank(Column([1.5, 2.5])) == (2, 1)
    assert motcua.rank(scores=[Column(3), Column(7)]).ranks == (2, 1)
    assert motcua.scorecard.rank(score for score in (1, 2)) == (2, 1)
    share = motcua.proportion(successes=Column(1), trials=Column(3))
    assert share.percent == Decimal("33.33")


def test_what_a_table_has_for_absent_is_absent():
    class NAType:
        """pandas names it so."""

    rules = motcua.scorecard.load("qd766_portal_2026")
    score = rules.score({"received": 4, "on_time": 3, "petitions": float("nan"), "dossiers": NAType()})
    assert dict(score.groups) == {"progress": Decimal("15.00")}
    with pytest.raises(motcua.RequestInvalidError):
        rules.score({"received": float("inf"), "on_time": 3})


def test_what_is_no_column_is_refused_with_a_code():
    for scores in ("12", 5, None):
        with pytest.raises(motcua.MotcuaError):
            motcua.scorecard.rank(scores)
    for values in ([1, 2], "abc", 5):
        with pytest.raises(motcua.MotcuaError):
            motcua.scorecard.load("qd766_portal_2026").score(values)
