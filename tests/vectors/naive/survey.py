"""Surveys with fractions: what the answers say exactly, and with the naive estimates how sure it is."""

import csv as tables
import io
from fractions import Fraction
from math import ceil, inf, sqrt

from .errors import RuleError
from .estimate import METHODS, Design, Estimate, Plain, adjusted, change, confidence, decimal_text, f_quantile, option, z_of

NEUTRAL = {"unfavourable": -1, "neutral": 0, "favourable": 1}
# As the fact sheet has them: five levels with 4 and 5 satisfied, three levels with two satisfied, credits 100/60/20/0, points 2/1/0.
SCALES = {
    "five_level": {str(v): (Fraction(v >= 4), v, (v > 3) - (v < 3)) for v in range(1, 6)},
    "three_level": {"1": (Fraction(0), 1, -1), "2": (Fraction(1), 2, 1), "3": (Fraction(1), 3, 1)},
    "credit_abcd": {"A": (Fraction(1), None, 1), "B": (Fraction(3, 5), None, 0), "C": (Fraction(1, 5), None, 0), "D": (Fraction(0), None, -1)},
    "points_210": {"0": (Fraction(0), 0, -1), "1": (Fraction(1, 2), 1, 0), "2": (Fraction(1), 2, 1)},
}
WORDS = {
    "five_level": ["rất không hài lòng", "không hài lòng", "bình thường", "hài lòng", "rất hài lòng"],
    "three_level": ["không hài lòng", "hài lòng", "rất hài lòng"],
}
ENGLISH = {"very dissatisfied": "rất không hài lòng", "dissatisfied": "không hài lòng", "neither": "bình thường", "satisfied": "hài lòng", "very satisfied": "rất hài lòng"}
FIVE = ["access", "procedures", "officials", "results", "feedback"]
BUILT_IN = {
    "sipas_2017": {"version": "2017", "series": "sipas_five_factors", "factors": FIVE},
    "sipas_2021": {"version": "2021", "series": "sipas_five_factors", "factors": FIVE},
    "sipas_2022": {"version": "2022", "series": "sipas_two_blocks", "factors": ["policy", "services"]},
    "nd61_opinion": {
        "series": "nd61_opinion", "scale": "points_210", "factors": ["citizen", "unit"],
        "items": [{"id": f"i{n}", "factor": "unit" if n in (5, 6, 8, 9) else "citizen"} for n in range(1, 10)],
    },
    "one_stop_three_level": {"series": "one_stop_three_level", "scale": "three_level", "items": [{"id": "overall", "overall": True}]},
}


def number(value: object) -> Fraction:
    text = str(value).strip().replace(",", ".")
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise RuleError("amount_invalid", text) from None


class Questionnaire:
    def __init__(self, given: dict) -> None:
        base = {}
        if given.get("extends") is not None:
            if given["extends"] not in BUILT_IN:
                raise RuleError("rule_set_unknown")
            base = BUILT_IN[given["extends"]]
        self.id = given.get("id") or given.get("extends") or "own"
        self.version = given.get("version") or base.get("version")
        self.series = given.get("series") or base.get("series") or self.id
        self.scales = dict(SCALES)
        for scale in given.get("scales", []):
            levels = {}
            for level in scale["levels"]:
                credit = number(level["credit"]) / 100
                if not 0 <= credit <= 1:
                    raise RuleError("value_out_of_range")
                side = level.get("side") or ("favourable" if credit == 1 else "neutral")
                if side not in NEUTRAL:
                    raise RuleError("option_unknown")
                score = level.get("score")
                if level["value"] in levels or level["value"] in scale.get("no_answer", []):
                    raise RuleError("rule_set_invalid")
                levels[level["value"]] = (credit, None if score is None else number(score), NEUTRAL[side])
            if scale["id"] in self.scales or not levels:
                raise RuleError("rule_set_invalid")
            self.scales[scale["id"]] = levels
        self.blank = {scale["id"]: scale.get("no_answer", []) for scale in given.get("scales", [])}
        usual = given.get("scale") or base.get("scale") or "five_level"
        self.factors = base.get("factors", []) + [factor["id"] for factor in given.get("factors", [])]
        self.items = []
        for item in base.get("items", []) + given.get("items", []):
            item = {"factor": None, "overall": False, **item, "scale": item.get("scale") or usual}
            bad_factor = item["factor"] is not None and (item["factor"] not in self.factors or item["overall"])
            if bad_factor or item["scale"] not in self.scales or item["id"] in [other["id"] for other in self.items]:
                raise RuleError("rule_set_invalid")
            self.items.append(item)
        if len(set(self.factors)) < len(self.factors) or usual not in self.scales:
            raise RuleError("rule_set_invalid")

    def instrument(self) -> dict:
        """Items with what each answer counts, whatever it is called."""
        levels = {name: [(value, level[0], level[2]) for value, level in scale.items()] for name, scale in self.scales.items()}
        return {item["id"]: (item["overall"], levels[item["scale"]]) for item in self.items}

    def read(self, item: dict, value: object) -> str | None:
        """The level, or None for no answer."""
        text = "" if value is None else str(value).strip()
        levels = self.scales[item["scale"]]
        try:
            text = str(int(Fraction(text))) if Fraction(text).denominator == 1 else text
        except ValueError:
            pass
        if text == "" or text in self.blank.get(item["scale"], []):
            return None
        words = WORDS.get(item["scale"], [])
        if ENGLISH.get(text.lower(), text.lower()) in words:
            text = str(words.index(ENGLISH.get(text.lower(), text.lower())) + 1)
        if text not in levels:
            raise RuleError("value_out_of_range", text)
        return text


class Rows:
    """Respondents kept, and problems as (row, column, code)."""

    def __init__(self, form: Questionnaire, given: dict) -> None:
        self.form, self.rows, self.problems, self.names = form, [], [], {}
        ways = [key for key in ("responses", "long", "csv") if given.get(key) is not None]
        if len(ways) != 1:
            raise RuleError("value_missing", "responses")
        if ways == ["responses"]:
            entries = [(place, row, dict(row["values"])) for place, row in enumerate(given["responses"])]
            add = self.wide
        elif ways == ["long"]:
            entries = [(place, row, {row["item"]: row.get("value")}) for place, row in enumerate(given["long"])]
            add = self.long
        else:
            entries, add = self.table(given["csv"], given.get("columns") or {})
        self.read = len(entries)
        for place, row, values in entries:
            add(place, row, values)
        self.problems.sort(key=lambda problem: problem[0])

    def table(self, text: str, columns: dict) -> tuple:
        first = text.split("\n")[0]
        separator = max(",;\t", key=first.count)
        lines = list(tables.reader(io.StringIO(text), delimiter=separator))
        if not lines:
            self.problems.append((1, None, "column_invalid"))
            return [], self.wide
        named = {columns.get(key) or key: key for key in ("respondent", "unit", "stratum", "cluster", "weight", "population", "item", "value")}
        head = [name.strip() for name in lines[0]]
        items = [item["id"] for item in self.form.items]
        for name in head:
            if name not in items and name not in named:
                self.problems.append((1, name, "column_invalid"))
        for name in filter(None, columns.values()):
            if name not in head or name in items:
                self.problems.append((1, name, "column_invalid"))
        is_long = {"item", "value"} <= {named.get(name) for name in head if name not in items}
        if not is_long:
            self.problems += [(1, item, "column_invalid") for item in items if item not in head]
        entries = []
        for line, cells in enumerate(lines[1:], 2):
            if not cells:
                continue
            if len(cells) != len(head):
                self.problems.append((line, None, "column_invalid"))
                continue
            cell = dict(zip(head, cells))
            row = {key: cell[name] for name, key in named.items() if name in cell and name not in items}
            values = {row.get("item"): row.get("value")} if is_long else {item: cell[item] for item in items if item in cell}
            entries.append((line, row, values))
        return entries, self.long if is_long else self.wide

    def place(self, row: dict, found: list) -> dict:
        read = {key: (row.get(key) or "").strip() or None for key in ("unit", "stratum", "cluster")}
        read["exact"], read["population"] = Fraction(1), None
        for key in ("weight", "population"):
            if row.get(key) in (None, ""):
                continue
            try:
                value = number(row[key])
                if not (0 <= value < 10**9 if key == "weight" else value >= 1 and value.denominator == 1):
                    raise RuleError("value_out_of_range")
                read["exact" if key == "weight" else key] = value
            except RuleError as refusal:
                found.append((key, refusal.code))
        read["weight"] = float(read["exact"])
        return read

    def answers(self, values: dict, found: list) -> dict:
        items, levels = {item["id"]: item for item in self.form.items}, {}
        for name, value in sorted(values.items()):
            if name not in items:
                found.append((name, "column_invalid"))
                continue
            try:
                levels[name] = self.form.read(items[name], value)
            except RuleError as refusal:
                found.append((name, refusal.code))
        return levels

    def wide(self, place: int, row: dict, values: dict) -> None:
        found = []
        read = self.place(row, found)
        read["levels"] = self.answers(values, found)
        name = (row.get("respondent") or "").strip()
        if name and name in self.names:
            found.append(("respondent", "code_duplicate"))
        self.problems += [(place, *problem) for problem in found]
        if not found:
            self.rows.append(read)
            if name:
                self.names[name] = read

    def long(self, place: int, row: dict, values: dict) -> None:
        found, name = [], (row.get("respondent") or "").strip()
        if not name:
            self.problems.append((place, "respondent", "value_missing"))
            return
        levels = self.answers(values, found)
        read = self.place(row, found) if not found else None
        if not found:
            known = self.names.get(name)
            stated = {key for key in ("unit", "stratum", "cluster", "population") if read[key] is not None}
            stated |= {"exact"} if row.get("weight") not in (None, "") else set()
            if known is None:
                self.names[name] = {**read, "levels": levels}
                self.rows.append(self.names[name])
            elif any(known[key] != read[key] for key in stated):
                found.append(("respondent", "value_out_of_range"))
            elif any(known["levels"].get(item) is not None for item in levels):
                found.append((next(iter(levels)), "code_duplicate"))
            else:
                known["levels"].update(levels)
        self.problems += [(place, *problem) for problem in found]


class Ratio(dict):
    """Credit and count by row; `plain` when each row is one answer that counts all or nothing."""

    plain = False


class Wave:
    def __init__(self, form: Questionnaire, given: dict, options: dict) -> None:
        self.form, self.data, self.options = form, Rows(form, given), read_options(options)
        self.rows = self.data.rows
        if not form.items:
            raise RuleError("value_missing", "items")
        self.designed = any(row["stratum"] or row["cluster"] or row["population"] or row["exact"] != 1 for row in self.rows)
        self.design = Design(self.rows, self.options["lonely"] if self.designed else "adjust")

    def level(self, row: int, item: dict) -> tuple | None:
        value = self.rows[row]["levels"].get(item["id"])
        return None if value is None else self.form.scales[item["scale"]][value]

    def part(self, row: int, item: dict) -> tuple:
        """Credit and one, as the index counts an answer."""
        level = self.level(row, item)
        if level is not None:
            return level[0], 1
        return (0, 1) if self.options["no_answer"] == "dissatisfied" else (0, 0)

    def ratio(self, rows: list, items: list) -> dict:
        """Of each row the credit and count of items, where there is any."""
        values = Ratio()
        values.plain = len(items) == 1 and all(level[0] in (0, 1) for level in self.form.scales[items[0]["scale"]].values())
        for row in rows:
            parts = [self.part(row, item) for item in items]
            if sum(count for _, count in parts):
                values[row] = (sum(credit for credit, _ in parts), sum(count for _, count in parts))
        return values

    def weighs(self, values: dict) -> bool:
        return any(self.rows[row]["exact"] > 0 for row in values)

    def terms(self, rows: list, items: list, how: str) -> list:
        if how == "pooled":
            return [(Fraction(1), self.ratio(rows, items))]
        ratios = [self.ratio(rows, [item]) for item in items]
        ratios = [values for values in ratios if self.weighs(values)]
        return [(Fraction(1, len(ratios)), values) for values in ratios]

    def overall(self, rows: list) -> list:
        how, factor = self.options["overall_index"], self.options["factor_index"]
        items = [item for item in self.form.items if not item["overall"]] or self.form.items
        if how in ("pooled", "mean_of_items"):
            return self.terms(rows, items, how)
        if how == "overall_item":
            items = [item for item in self.form.items if item["overall"]]
            if not items:
                raise RuleError("value_missing")
            return self.terms(rows, items[:1], "pooled")
        if how == "all_items":
            values = Ratio()
            values.plain = True
            for row in rows:
                levels = [self.level(row, item) for item in items]
                if self.options["no_answer"] == "exclude":
                    levels = [level for level in levels if level is not None]
                if levels:
                    values[row] = (int(all(level is not None and level[2] > 0 for level in levels)), 1)
            return [(Fraction(1), values)]
        if not self.form.factors:
            raise RuleError("value_missing")
        groups = [self.terms(rows, [item for item in items if item["factor"] == name], factor) for name in self.form.factors]
        groups = [terms for terms in groups if terms and any(self.weighs(values) for _, values in terms)]
        return [(coefficient / len(groups), values) for terms in groups for coefficient, values in terms]

    def exact(self, terms: list) -> Fraction | None:
        total = Fraction(0)
        for coefficient, values in terms:
            bottom = sum(self.rows[row]["exact"] * count for row, (_, count) in values.items())
            if bottom == 0:
                return None
            total += coefficient * sum(self.rows[row]["exact"] * credit for row, (credit, _) in values.items()) / bottom
        return total if terms else None

    def estimate(self, terms: list):
        if not self.designed and len(terms) == 1 and terms[0][1].plain:
            values = terms[0][1]
            return Plain(float(sum(credit for credit, _ in values.values()) / Fraction(len(values))), len(values), len(values))
        numbers = [(float(c), {row: (float(a), float(b)) for row, (a, b) in values.items()}) for c, values in terms]
        return Estimate(self.design, numbers, self.options["variance"], self.options["replicates"], self.options["seed"])

    def figure(self, terms: list) -> dict:
        index = self.exact(terms)
        respondents = len({row for _, values in terms for row in values})
        answer = {"index": index if index is None else percent(index), "respondents": respondents}
        keys = ("low", "high", "standard_error", "effective_size", "design_effect", "degrees_of_freedom")
        if index is None:
            return {**answer, **dict.fromkeys(keys)}
        found = self.estimate(terms)
        low, high = found.interval(self.options["method"], self.options["confidence"])
        error, size = found.standard_error(), found.effective_size()
        values = (low * 100, high * 100, None if error is None else error * 100, None if size == inf else size, found.design_effect(), found.degrees)
        return {**answer, **dict(zip(keys, values))}

    def item(self, rows: list, item: dict) -> dict:
        levels = self.form.scales[item["scale"]]
        chosen = [(self.rows[row]["levels"].get(item["id"]), self.rows[row]["exact"]) for row in rows]
        weight = {value: sum(w for v, w in chosen if v == value) for value in [*levels, None]}
        whole = sum(weight[value] for value in levels)
        scores, sides = [level[1] for level in levels.values()], [level[2] for level in levels.values()]
        mean = net = None
        if whole and None not in scores:
            mean = sum(weight[value] * levels[value][1] for value in levels) / whole
        if whole and 1 in sides and -1 in sides:
            net = sum(weight[value] * levels[value][2] for value in levels) / whole
        return {
            "id": item["id"],
            "factor": item["factor"],
            "figure": self.figure([(Fraction(1), self.ratio(rows, [item]))]),
            "distribution": [
                {"value": value, "count": sum(v == value for v, _ in chosen), "weight": plain(weight[value]), "percent": percent(weight[value] / whole) if whole else None}
                for value in levels
            ],
            "no_answer": sum(v is None for v, _ in chosen),
            "no_answer_weight": plain(weight[None]),
            "mean": mean if mean is None else decimal_text(mean.numerator, mean.denominator, 4),
            "net": net if net is None else percent(net),
        }

    def group(self, rows: list) -> dict:
        how = self.options["factor_index"]
        factors = [(name, [item for item in self.form.items if item["factor"] == name]) for name in self.form.factors]
        return {
            "overall": self.figure(self.overall(rows)),
            "factors": [{"id": name, "figure": self.figure(self.terms(rows, items, how))} for name, items in factors],
            "items": [self.item(rows, item) for item in self.form.items],
        }

    def units(self) -> dict:
        names = sorted({row["unit"] for row in self.rows if row["unit"]})
        return {name: [place for place, row in enumerate(self.rows) if row["unit"] == name] for name in names}


def percent(share: Fraction) -> str:
    share = Fraction(share) * 100
    return decimal_text(share.numerator, share.denominator, 2)


def plain(value: Fraction) -> str:
    value = Fraction(value)
    for places in range(19):
        if (value * 10**places).denominator == 1:
            return decimal_text(value.numerator, value.denominator, places)
    return str(value)


def read_options(given: dict) -> dict:
    return {
        "factor_index": option(given, "factor_index", ("pooled", "mean_of_items"), "pooled"),
        "overall_index": option(given, "overall_index", ("pooled", "mean_of_items", "mean_of_factors", "all_items", "overall_item"), "pooled"),
        "no_answer": option(given, "no_answer", ("exclude", "dissatisfied"), "exclude"),
        "confidence": confidence(given),
        "method": option(given, "method", METHODS, "wilson"),
        "variance": option(given, "variance", ("taylor", "jackknife", "bootstrap"), "taylor"),
        "lonely": option(given, "lonely", ("fail", "certainty", "adjust", "average"), "adjust"),
        "replicates": given.get("replicates") or 500,
        "seed": given.get("seed") or 0,
    }


def problems(data: Rows) -> list:
    return [dict(zip(("row", "column", "code"), problem)) for problem in data.problems]


def survey(given: dict) -> dict:
    wave = Wave(Questionnaire(given["questionnaire"]), given, given)
    detail = option(given, "unit_detail", ("overall", "factors", "items"), "factors")
    minimum = given.get("minimum_respondents", 30)
    units, counts = [], []
    for name, rows in wave.units().items():
        group, terms = wave.group(rows), wave.overall(rows)
        counts.append(None)
        if group["overall"]["index"] is not None:
            found = wave.estimate(terms)
            size = min(found.effective_size(), group["overall"]["respondents"])
            counts[-1] = (found.value * size, size)
        units.append({
            "unit": name, "respondents": len(rows), "is_small": group["overall"]["respondents"] < minimum, "overall": group["overall"],
            "factors": [] if detail == "overall" else group["factors"], "items": group["items"] if detail == "items" else [],
        })
    mean, strength = prior([count for count in counts if count])
    for unit, count in zip(units, counts):
        shrunk = None
        if mean is not None and count:
            x, n = count
            shrunk = mean if strength == inf or n + strength <= 0 else (x + strength * mean) / (n + strength)
        unit["shrunk"] = None if shrunk is None else shrunk * 100
    return {
        **wave.group(list(range(len(wave.rows)))),
        "questionnaire": {"id": wave.form.id, "series": wave.form.series},
        "read": wave.data.read, "kept": len(wave.rows), "units": units, "problems": problems(wave.data), "has_design": wave.designed,
        "lonely_strata": wave.design.lonely_strata() if wave.designed else [],
        "shrinkage_mean": None if mean is None else mean * 100, "shrinkage_strength": None if strength in (None, inf) else strength,
    }


def prior(counts: list) -> tuple:
    """Mean and strength by the method of moments."""
    if len(counts) < 2:
        return None, None
    total = sum(n for _, n in counts)
    mean = sum(x for x, _ in counts) / total
    observed = sum(n * (x / n - mean) ** 2 for x, n in counts)
    # What would be observed for each value of the correlation is a line through these two points.
    none = mean * (1 - mean) * sum((1 - n / total) for _, n in counts)
    full = mean * (1 - mean) * sum((1 - n / total) * n for _, n in counts)
    if observed <= none or full <= none:
        return mean, inf
    share = (observed - none) / (full - none)
    return mean, max(1 / share - 1, 0)


class PublishedWave:
    def __init__(self, form: Questionnaire, given: dict) -> None:
        self.form, self.sides = form, {}
        if not given["published"] or any(given.get(key) is not None for key in ("responses", "long", "csv")):
            raise RuleError("value_missing")
        for entry in given["published"]:
            index = number(entry["index"]) / 100
            effect, size = entry.get("design_effect", 1), None
            if not 0 <= index <= 1 or not 0 < effect <= 10**6:
                raise RuleError("value_out_of_range")
            error, asked = entry.get("standard_error"), entry.get("respondents")
            if error is not None and not 0 < error <= 100 or asked == 0:
                raise RuleError("value_out_of_range")
            share = float(index)
            if error is not None and 0 < share < 1:
                size = share * (1 - share) / (error / 100) ** 2
            elif asked is not None:
                size = asked / effect
            if entry.get("unit") in self.sides:
                raise RuleError("code_duplicate")
            self.sides[entry.get("unit")] = (index, None if size is None else Plain(share, size, ceil(size)), None)
        self.data = None


def read_wave(given: dict, options: dict):
    form = Questionnaire(given["questionnaire"])
    if given.get("published") is not None:
        return PublishedWave(form, given)
    wave = Wave(form, given, options)
    wave.sides = {}
    for name, rows in {None: list(range(len(wave.rows))), **wave.units()}.items():
        terms = wave.overall(rows)
        index = wave.exact(terms)
        if index is not None:
            wave.sides[name] = (index, wave.estimate(terms), terms)
    return wave


def survey_change(given: dict) -> dict:
    across = option(given, "across_versions", ("refuse", "flag"), "refuse")
    overlap = option(given, "overlap", ("independent", "same_clusters"), "independent")
    how = option(given, "adjustment", ("holm", "bh", "none"), "holm")
    options = read_options(given)
    before, after = read_wave(given["before"], given), read_wave(given["after"], given)
    items_differ = before.form.instrument() != after.form.instrument()
    broken = before.form.series != after.form.series or (before.form.series == "own" and items_differ)
    if broken and across == "refuse":
        raise RuleError("value_out_of_range")

    def variance(name: object) -> float:
        one, other = before.sides[name], after.sides[name]
        if overlap == "independent" or one[2] is None or other[2] is None:
            return one[1].variance + other[1].variance
        design = Design(before.rows + after.rows, options["lonely"])
        moved = len(before.rows)
        terms = [(-float(c), {row: (float(a), float(b)) for row, (a, b) in values.items()}) for c, values in one[2]]
        terms += [(float(c), {row + moved: (float(a), float(b)) for row, (a, b) in values.items()}) for c, values in other[2]]
        return Estimate(design, terms, options["variance"], options["replicates"], options["seed"]).variance

    def compare(name: object) -> dict:
        one, other = before.sides[name], after.sides[name]
        answer = {"unit": name, "index_before": percent(one[0]), "index_after": percent(other[0]), "change": percent(other[0] - one[0])}
        if one[1] is None or other[1] is None:
            return {**answer, **dict.fromkeys(("standard_error", "low", "high", "p_value", "p_adjusted"))}
        found = change(one[1], other[1], variance(name), options["method"], options["confidence"])
        return {**answer, **found, "p_adjusted": found["p_value"]}

    names = sorted(name for name in before.sides if name is not None and name in after.sides)
    units = [compare(name) for name in names]
    for unit, p in zip(units, adjusted([unit["p_value"] for unit in units], how)):
        unit["p_adjusted"] = p
    return {
        "whole": compare(None) if None in before.sides and None in after.sides else None,
        "units": units,
        "only_before": sorted(name for name in before.sides if name is not None and name not in after.sides),
        "only_after": sorted(name for name in after.sides if name is not None and name not in before.sides),
        "is_series_break": broken,
        "items_differ": items_differ,
        "versions_differ": before.form.version != after.form.version,
        "problems_before": problems(before.data) if before.data else [],
        "problems_after": problems(after.data) if after.data else [],
    }


def sample_size(given: dict) -> dict:
    formula = option(given, "formula", ("yamane", "cochran"), "yamane")
    level, spread = confidence(given), given.get("allocation")
    population = given.get("population")
    if population is None and spread and sum(stratum["size"] for stratum in spread["strata"]) > 0:
        population = sum(stratum["size"] for stratum in spread["strata"])
    e, p = number(given.get("error", "0.05")), number(given.get("share", "0.5"))
    effect, rate = number(given.get("design_effect", "1")), number(given.get("response_rate", "1"))
    if population is not None and not 1 <= population <= 10**12:
        raise RuleError("value_out_of_range")
    if not (Fraction(1, 100000) <= e < 1 and 0 < p < 1 and 0 < effect <= 1000 and Fraction(1, 1000) <= rate <= 1):
        raise RuleError("value_out_of_range")
    if formula == "yamane":
        n = 1 / e**2 if population is None else Fraction(population) / (1 + population * e**2)
    else:
        n = Fraction(z_of(level)) ** 2 * p * (1 - p) / e**2
        n = n if population is None else n / (1 + (n - 1) / population)

    def up(value: Fraction) -> int:
        return ceil(value) if population is None else min(ceil(value), population)

    answer = {"unrounded": decimal_text(n.numerator, n.denominator, 2), "base": up(n), "answers": up(n * effect), "to_issue": up(n * effect / rate)}
    answer["strata"] = allocation(spread, answer["to_issue"]) if spread else []
    return answer


def allocation(given: dict, to_issue: int) -> list:
    method = option(given, "method", ("equal", "proportional", "neyman", "power"), "proportional")
    sample, strata = given.get("sample", to_issue), given["strata"]
    if not strata:
        raise RuleError("value_missing")
    if any(not 0 <= stratum.get("share", 0) <= 1 for stratum in strata) or sample > sum(stratum["size"] for stratum in strata):
        raise RuleError("value_out_of_range")
    power = given.get("power", 0.5)
    weights = []
    for stratum in strata:
        size, deviation = stratum["size"], stratum.get("standard_deviation")
        if deviation is None and "share" in stratum:
            deviation = sqrt(stratum["share"] * (1 - stratum["share"]))
        if method == "neyman" and deviation is None:
            raise RuleError("value_missing")
        if method == "neyman" and deviation < 0 or method == "power" and not 0 <= power <= 1:
            raise RuleError("value_out_of_range")
        weights.append({
            "equal": lambda: Fraction(1), "proportional": lambda: Fraction(size),
            "neyman": lambda: size * Fraction(f"{deviation:.12f}"), "power": lambda: Fraction(f"{size**power:.12f}"),
        }[method]())
    got = [0] * len(strata)
    open_ones, left = [i for i, stratum in enumerate(strata) if stratum["size"]], sample
    while left and open_ones:
        total = sum(weights[i] for i in open_ones)
        quota = {i: left * (weights[i] / total if total else Fraction(1, len(open_ones))) for i in open_ones}
        part = {i: int(quota[i]) for i in open_ones}
        by_rest = sorted(open_ones, key=lambda i: (-(quota[i] - part[i]), i))
        for i in by_rest[: left - sum(part.values())]:
            part[i] += 1
        over = [i for i in open_ones if part[i] > strata[i]["size"]]
        for i in over or open_ones:
            got[i] = min(part[i], strata[i]["size"])
        left -= sum(got[i] for i in over or open_ones)
        open_ones = [i for i in open_ones if over and i not in over]
    return [{"name": stratum["name"], "size": stratum["size"], "sample": n} for stratum, n in zip(strata, got)]


def reliability(given: dict) -> dict:
    level = confidence(given)
    form = Questionnaire(given["questionnaire"])
    data = Rows(form, given)
    if given.get("factor") is not None and given["factor"] not in form.factors:
        raise RuleError("option_unknown")
    names = [item["id"] for item in form.items]
    wanted = given.get("items")
    if wanted is None:
        wanted = [i["id"] for i in form.items if (i["factor"] == given["factor"] if given.get("factor") else not i["overall"])]
    if any(name not in names for name in wanted):
        raise RuleError("option_unknown")
    if len(set(wanted)) < len(wanted):
        raise RuleError("code_duplicate")
    items = [form.items[names.index(name)] for name in wanted]
    table, out = [], 0
    for row in data.rows:
        values = []
        for item in items:
            scale, value = form.scales[item["scale"]], row["levels"].get(item["id"])
            scored = all(entry[1] is not None for entry in scale.values())
            values.append(None if value is None else float(scale[value][1] if scored else scale[value][0] * 100))
        if None in values or not row["exact"] or not items:
            out += 1
        else:
            table.append((row["weight"], values))
    n, k = len(table), len(items)

    def variance(column: list) -> float:
        whole = sum(w for w, _ in table)
        mean = sum(w * x for (w, _), x in zip(table, column)) / whole
        return sum(w * (x - mean) ** 2 for (w, _), x in zip(table, column)) / whole * n / (n - 1)

    def column(places: list) -> list:
        return [sum(values[place] for place in places) for _, values in table]

    def alpha(places: list) -> float | None:
        if len(places) < 2 or n < 2 or variance(column(places)) < 1e-10:
            return None
        own = sum(variance(column([place])) for place in places)
        return len(places) / (len(places) - 1) * (1 - own / variance(column(places)))

    every = list(range(k))
    found, statistics = alpha(every), []
    for place, item in enumerate(items):
        others = [other for other in every if other != place]
        mean = sum(w * v[place] for w, v in table) / sum(w for w, _ in table) if n else None
        total = None
        if n > 1 and others and variance(column([place])) > 1e-10 and variance(column(others)) > 1e-10:
            both = variance(column(every))
            own, rest = variance(column([place])), variance(column(others))
            total = (both - own - rest) / 2 / sqrt(own * rest)
        statistics.append({
            "id": item["id"], "mean": mean, "standard_deviation": sqrt(variance(column([place]))) if n > 1 else None,
            "item_total": total, "alpha_if_deleted": alpha(others),
        })
    low = high = None
    if found is not None:
        tail = (1 - level) / 2
        low = 1 - (1 - found) * f_quantile(1 - tail, n - 1, (n - 1) * (k - 1))
        high = 1 - (1 - found) * f_quantile(tail, n - 1, (n - 1) * (k - 1))
    return {"alpha": found, "low": low, "high": high, "complete": n, "incomplete": out, "item_statistics": statistics, "problems": problems(data)}
