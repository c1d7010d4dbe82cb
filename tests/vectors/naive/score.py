"""Scores: the portal's formulas written out, and a plain reading of the form of rule sets, both with fractions."""

from decimal import Decimal
from fractions import Fraction
from itertools import chain

from .errors import RuleError
from .moments import parse_date


def half_up(number: Fraction, decimals: int) -> Fraction:
    scaled = abs(number) * 10**decimals
    whole = scaled.numerator // scaled.denominator
    whole += 2 * (scaled - whole) >= 1
    return Fraction(whole if number >= 0 else -whole, 10**decimals)


def printed(number: Fraction | None, decimals: int) -> str | None:
    if number is None:
        return None
    number = half_up(number, decimals)
    digits = str(abs(number.numerator * 10**decimals // number.denominator)).rjust(decimals + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def decimal(value: object) -> Fraction:
    """A JSON number or a decimal text, as it is written."""
    if isinstance(value, bool):
        raise RuleError("request_invalid")
    text = f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value)
    text = text.strip().replace(",", ".").replace("\u2212", "-")
    whole, _, fraction = text.lstrip("+-").partition(".")
    if not (whole.isascii() and whole.isdigit()) or "." in text and not (fraction.isascii() and fraction.isdigit()) or len(text.lstrip("+-")) < len(text) - 1:
        raise RuleError("amount_invalid")
    if len(whole.lstrip("0")) > 18 or len(fraction.rstrip("0")) > 18:
        raise RuleError("value_out_of_range")
    return Fraction(text)


# The portal's formulas of 2026. A term is (id, max, numerator, denominator, at which share all points are given, what a denominator of 0 gives, whether a
# numerator may be larger).
PORTAL = {
    "progress": [("progress_on_time", 20, "on_time", "received", 1, None, False)],
    "payment": [
        ("payment_dossiers", 6, "online_paid", "financial_obligation", 1, 0, False),
        ("payment_procedures", 2, "procedures_with_online_payment", "fee_procedures", Fraction(4, 5), 0, True),
        ("payment_procedures_with_dossiers", 2, "fee_procedures_with_dossiers", "fee_procedures", Fraction(4, 5), 0, True),
    ],
    "satisfaction": [
        ("satisfaction_receptions", 6, "receptions_satisfied", "receptions", Fraction(9, 10), 0, False),
        ("satisfaction_petitions_on_time", 6, "petitions_on_time", "petitions", 1, 6, False),
        ("satisfaction_petitions", 6, "petitions_satisfied", "petitions", 1, 6, False),
    ],
    "digitisation": [
        ("digitisation_results", 6, "electronic_results", "dossiers", 1, 0, False),
        ("digitisation_dossiers", 4, "digitised", "dossiers", 1, 0, False),
        ("digitisation_reused", 2, "reused", "dossiers", Fraction(4, 5), 0, False),
        ("digitisation_synced", 4, "synced", "dossiers", 1, 0, False),
        ("citizen_data_dossiers", 2, "citizen_data_dossiers", "dossiers", 1, 0, False),
        ("citizen_data_procedures", 2, "citizen_data_procedures", "procedures", 1, 0, False),
        ("certified_copies", 2, "certified_copy_ratio", None, 1, 0, False),
    ],
    "online": [
        ("online_services", 2, "online_services", "services_in_authority", Fraction(4, 5), 0, True),
        ("online_services_with_dossiers", 4, "online_services_with_dossiers", "online_services_total", 1, 0, False),
        ("online_dossiers", 6, "online_dossiers", "dossiers_by_channel", Fraction(1, 2), 0, False),
    ],
    "transparency": [
        ("published_on_time", 6, "published_on_time", "published", 1, 0, False),
        ("updated_on_time", 4, "updated_on_time", "updated", 1, 0, False),
        ("content_full", 2, "content_full", "content", 1, 0, False),
        ("synced_dossiers", 6, "synced_dossiers", "dossiers_to_sync", 1, 0, False),
    ],
}
NOT_FOR_COMMUNES = {"citizen_data_dossiers", "citizen_data_procedures", "online_services", "online_services_with_dossiers", "online_dossiers"}
BANDS = ((90, "excellent"), (80, "good"), (70, "fair"), (50, "average"), (0, "weak"))


def portal(given: dict) -> dict:
    if given.get("level") not in (None, "ministry", "province", "department", "commune"):
        raise RuleError("option_unknown")
    values = read_portal_values(given.get("values", {}))
    commune = given.get("level") == "commune"
    groups, terms = {}, []
    for group, rows in PORTAL.items():
        applied = [row for row in rows if not (commune and row[0] in NOT_FOR_COMMUNES)]
        begun = any(values.get(name) is not None for row in applied for name in row[2:4] if name)
        points = []
        for row in rows:
            if row not in applied:
                scored, reason = Fraction(row[1]), "not_applicable_full"
            elif not begun:
                scored, reason = None, "missing_area"
            else:
                scored, reason = portal_term(row, values)
            points.append(scored)
            terms.append({"id": row[0], "points": printed(scored, 2), "reason": reason})
        if None not in points:
            groups[group] = sum(points)
    total = sum(groups.values()) if len(groups) == len(PORTAL) else None
    return {
        "rule_set": "qd766_portal_2026",
        "status": "unconfirmed",
        "groups": {group: printed(points, 2) for group, points in groups.items()},
        "total": printed(total, 2),
        "band": None if total is None else next(band for bound, band in BANDS if total >= bound),
        "terms": terms,
    }


def read_portal_values(given: dict) -> dict:
    known = {name for rows in PORTAL.values() for row in rows for name in row[2:4] if name}
    values = {}
    for name, value in given.items():
        if name not in known:
            raise RuleError("field_unknown")
        if value is not None:
            values[name] = decimal(value)
            share = name == "certified_copy_ratio"
            if values[name] < 0 or share and values[name] > 1 or not share and values[name].denominator != 1:
                raise RuleError("value_out_of_range")
    return values


def portal_term(row: tuple, values: dict) -> tuple[Fraction | None, str]:
    _, most, numerator, denominator, full, nothing, above = row
    top = values.get(numerator)
    bottom = values.get(denominator) if denominator else Fraction(1)
    if top is None or bottom is None:
        raise RuleError("value_missing")
    if top > bottom and not above:
        raise RuleError("value_out_of_range")
    if bottom == 0:
        reason = {None: "zero_denominator_left_out", 0: "zero_denominator_zero"}.get(nothing, "zero_denominator_full")
        return (None if nothing is None else Fraction(nothing)), reason
    points = most * top / bottom / full
    return half_up(min(Fraction(most), points), 2), "capped" if points > most else "scored"


# The form of rule sets, for sets that contradict nothing.


class Absent(Exception):
    """A value that is needed is not there."""


class Nothing(Exception):
    """A denominator is 0."""


def score(given: dict) -> dict:
    if given["rule_set"] == "qd766_portal_2026":
        return portal(given)
    if isinstance(given["rule_set"], str):
        raise RuleError("rule_set_unknown")
    return Sheet(given["rule_set"], given).answer()


class Sheet:
    def __init__(self, document: dict, given: dict) -> None:
        self.set, self.given = document, given
        self.level = given.get("level")
        levels = document.get("levels") or ["ministry", "province", "department", "district", "commune"]
        if self.level and self.level not in levels:
            raise RuleError("option_unknown")
        self.kinds = {variable["name"]: variable["kind"] for variable in document.get("variables", [])}
        self.values = self.read(given.get("values") or {})
        own = given.get("self_values")
        self.own = None if own is None else self.read(own)
        self.said = {said["id"]: said for said in given.get("assessments", [])}
        self.parameters = {name: decimal(points) for name, points in given.get("parameters", {}).items()}
        self.rounding = document.get("rounding", {})
        self.decimals = document.get("decimals", 2)
        self.terms: list[dict] = []
        nodes = list(self.walk(document["areas"])) + [node for part in ("bonus", "penalty") for node in self.walk(document.get(part, {}).get("criteria", []))]
        ids = {node["id"]: node for node in nodes}
        for name, said in self.said.items():
            if name not in ids or "rule" not in ids[name] and ("points" in said or "self_points" in said):
                raise RuleError("code_invalid")
        for name, points in self.parameters.items():
            if name not in ids or "rule" not in ids[name] or ids[name].get("max") is not None:
                raise RuleError("code_invalid")
            if points < 0:
                raise RuleError("value_out_of_range")
        for node in nodes:
            parts = [self.max_of(child) for child in node.get("criteria", [])]
            if parts and None not in parts and node.get("max") is not None and not node.get("capped") and sum(parts) != decimal(node["max"]):
                raise RuleError("value_out_of_range")
        parts = [self.max_of(area) for area in document["areas"]]
        if None not in parts and document.get("total") is not None and sum(parts) != decimal(document["total"]):
            raise RuleError("value_out_of_range")

    def walk(self, nodes: list):
        for node in nodes:
            yield node
            yield from self.walk(node.get("criteria", []))

    def read(self, values: dict) -> dict:
        read = {}
        for name, value in values.items():
            if name not in self.kinds:
                raise RuleError("field_unknown")
            if value is None:
                continue
            kind = self.kinds[name]
            if kind == "date":
                read[name] = parse_date(value)
                continue
            read[name] = number = decimal(value)
            most = {"ratio": 1, "percent": 100, "index": 100, "yes_no": 1}.get(kind)
            if kind != "number" and number < 0 or most is not None and number > most or kind in ("count", "yes_no") and number.denominator != 1:
                raise RuleError("value_out_of_range")
        return read

    def max_of(self, node: dict) -> Fraction | None:
        if node.get("max") is not None:
            return decimal(node["max"])
        if "rule" in node:
            return self.parameters.get(node["id"])
        parts = [self.max_of(child) for child in node["criteria"]]
        return None if None in parts else sum(parts)

    def answer(self) -> dict:
        inherited = {"missing": self.set.get("missing", "refuse"), "source": "appraisal", "needed": self.set.get("evidence_required", False), "exempt": None, "case": None}
        areas = [(area, *self.node(area, inherited, self.begun(area, inherited), "area")) for area in self.set["areas"]]
        pools, sums = {}, {}
        for part in ("bonus", "penalty"):
            if part in self.set:
                below = {**inherited, "missing": inherited["missing"].replace("incomplete", "leave_out")}
                found = [self.node(node, below, True, "criterion") for node in self.set[part]["criteria"]]
                found = [(points, survey) for points, _, survey in found if isinstance(points, Fraction)]
                sums[part] = tuple(sum(column, Fraction(0)) for column in zip(*found, strict=True)) or (Fraction(0), Fraction(0))
                pools[part] = min(decimal(self.set[part]["max"]), sums[part][0])
        whole = decimal(self.set["total"]) if self.set.get("total") is not None else None
        if whole is None:
            maxima = [self.max_of(area) for area in self.set["areas"]]
            whole = None if None in maxima else sum(maxima)
        total = None
        points = [points for _, points, _, _ in areas]
        counted = [one for one in points if isinstance(one, Fraction)]
        surveyed = sum((survey for _, one, _, survey in areas if isinstance(one, Fraction)), Fraction(0))
        columns = {"survey": surveyed, "appraised": sum(counted, Fraction(0)) - surveyed}
        if "out" not in points and any(isinstance(one, Fraction) for one in points):
            total = sum((one for one in points if one is not None), Fraction(0))
            lost = sum(lost for _, _, lost, _ in areas)
            if lost:
                total = total * whole / (whole - lost)
                columns = {name: column * whole / (whole - lost) for name, column in columns.items()}
            before, total = total, total + pools.get("bonus", 0)
            if self.set.get("bonus", {}).get("within_total"):
                total = min(total, whole)
            self.credit(columns, sums.get("bonus"), total - before)
            before, total = total, max(Fraction(0), total - pools.get("penalty", 0))
            self.credit(columns, sums.get("penalty"), total - before)
        exact = total
        if total is not None and self.rounding.get("total") is not None:
            total = half_up(total, self.rounding["total"])
        compared = exact if self.set.get("bands_on") == "exact" or total is None else half_up(total, self.decimals)
        own = self.own_total()
        return {
            "rule_set": self.set["id"],
            "status": self.set["status"],
            "groups": {area["id"]: printed(points, self.decimals) for area, points, _, _ in areas if isinstance(points, Fraction)},
            "total": printed(total, self.decimals),
            "exact_total": None if exact is None else written(exact),
            "band": self.band(compared),
            "bonus": printed(pools.get("bonus"), self.decimals),
            "penalty": printed(pools.get("penalty"), self.decimals),
            "columns": {**{name: printed(sum_, self.decimals) for name, sum_ in columns.items()}, "self_total": printed(own, self.decimals), "total": printed(total, self.decimals)},
            "terms": self.terms,
        }

    @staticmethod
    def credit(columns: dict, pool: tuple | None, change: Fraction) -> None:
        """What a pool changes, in proportion to who found it."""
        if pool and pool[0]:
            columns["survey"] += change * pool[1] / pool[0]
            columns["appraised"] += change * (pool[0] - pool[1]) / pool[0]

    def band(self, total: Fraction | None) -> str | None:
        if total is None:
            return None
        for band in self.set.get("bands", []):
            bound = decimal(band.get("from") or 0)
            if total > bound or total == bound and not band.get("open"):
                return band["id"]
        return None

    def below(self, node: dict, above: dict) -> dict:
        """What those below a node have from it."""
        case = node.get("not_applicable") or above["case"]
        exempt = above["exempt"]
        if case and self.level in case.get("levels", []):
            exempt = case["policy"]
        elif "not_applicable" in self.said.get(node["id"], {}):
            exempt = case["policy"] if case else self.set.get("not_applicable", "refuse")
            if exempt == "refuse":
                raise RuleError("request_invalid")
        return {
            "missing": node.get("missing", above["missing"]),
            "source": node.get("source", above["source"]),
            "needed": node.get("evidence_required", above["needed"]),
            "exempt": exempt,
            "case": case,
        }

    def begun(self, node: dict, above: dict) -> bool:
        own = self.below(node, above)
        if "rule" not in node:
            return any(self.begun(child, own) for child in node["criteria"])
        if own["exempt"]:
            return False
        imported = self.imported(node["rule"]["set"]) is not None if "set" in node["rule"] else False
        return imported or "points" in self.said.get(node["id"], {}) or any(name in self.values for name in self.names(node["rule"]))

    def names(self, rule: dict) -> list[str]:
        single = [rule[key] for key in ("value", "done_on", "due_on", "previous") if rule.get(key) in self.kinds]
        return [*single, *rule.get("count", []), *rule.get("among", []), *chain.from_iterable(credit["count"] for credit in rule.get("credits", []))]

    def node(self, node: dict, above: dict, begun: bool, depth: str) -> tuple:
        """Points (None: left out, "out": the area is), what of the maximum is lost, and what of the points surveys found."""
        own = self.below(node, above)
        if "rule" in node:
            points, lost = self.leaf(node, own, begun)
            survey = points if own["source"] == "survey" else 0
        else:
            parts = [self.node(child, own, begun, "criterion") for child in node["criteria"]]
            found = [points for points, _, _ in parts if isinstance(points, Fraction)]
            survey = sum((survey for points, _, survey in parts if isinstance(points, Fraction)), Fraction(0))
            lost = sum(lost for _, lost, _ in parts)
            points = "out" if any(points == "out" for points, _, _ in parts) else sum(found) if found else None
            if node.get("capped"):
                most = self.max_of(node)
                points = min(points, most) if isinstance(points, Fraction) else points
                lost = most - min(most, sum((self.max_of(child) or 0) - gone for child, (_, gone, _) in zip(node["criteria"], parts, strict=True))) if lost else 0
        if depth == "area" or "rule" not in node:
            decimals = node.get("rounding", self.rounding.get(depth))
            if isinstance(points, Fraction) and decimals not in (None, -1):
                points = half_up(points, decimals)
        if "rule" not in node and isinstance(points, Fraction) and sum(found):
            survey = survey * points / sum(found)
        return points, lost, survey if isinstance(points, Fraction) else 0

    def leaf(self, node: dict, own: dict, begun: bool) -> tuple:
        said, most = self.said.get(node["id"], {}), self.max_of(node)
        points, reason, lost = self.found(node, own, begun, said, most)
        decimals = node.get("rounding", self.rounding.get("score"))
        if isinstance(points, Fraction):
            if reason in ("scored", "assessed"):
                cut = max(Fraction(0), min(points, most))
                reason = reason if cut == points else "capped"
                points = cut if decimals in (None, -1) else half_up(cut, decimals)
                proof = any(text.strip() for text in said.get("evidence", [])) or (said.get("explanation") or "").strip()
                if own["needed"] and node.get("evidence") and not proof:
                    points, reason = Fraction(0), "no_evidence"
        text = None
        if isinstance(points, Fraction):
            text = shown(points) if decimals in (None, -1) else printed(points, decimals)
        self.terms.append({"id": node["id"], "points": text, "reason": reason})
        return points, lost

    def found(self, node: dict, own: dict, begun: bool, said: dict, most: Fraction | None) -> tuple:
        if own["exempt"]:
            return self.stand_in(own["exempt"], "not_applicable", most)
        values = self.values
        rule = node["rule"]
        if own["source"] == "self":
            if self.own is not None and any(name in self.own for name in self.names(rule)):
                values = self.own
            if "self_points" in said and "points" not in said:
                said = {**said, "points": said["self_points"]}
        entered = said.get("points")
        if most is None:
            if entered is not None or own["missing"] == "rescale" or any(name in values for name in self.names(rule)):
                raise RuleError("value_missing")
        try:
            if most is None:
                raise Absent
            if entered is not None:
                return within(decimal(entered), most), "assessed", 0
            return self.rule(rule, most, values), "scored", 0
        except Absent:
            if own["missing"] == "refuse" or own["missing"] == "incomplete" and begun:
                raise RuleError("value_missing") from None
            return self.stand_in(own["missing"], "missing", most)
        except Nothing:
            if rule["on_zero"] == "refuse":
                raise RuleError("value_out_of_range") from None
            points, reason, lost = self.stand_in(rule["on_zero"], "zero_denominator", most)
            return ("out" if points is None and own["missing"] == "incomplete" and not lost else points), reason, lost

    @staticmethod
    def stand_in(policy: str, why: str, most: Fraction | None) -> tuple:
        word = {"full": "full", "zero": "zero", "leave_out": "left_out", "rescale": "rescaled", "incomplete": "area"}[policy]
        points = {"full": most, "zero": Fraction(0), "incomplete": "out"}.get(policy)
        return points, f"{why}_{word}", most if policy == "rescale" else 0

    def imported(self, name: str) -> Fraction | None:
        for one in self.given.get("imports", []):
            if isinstance(one["rule_set"], dict) and one["rule_set"]["id"] == name:
                sheet = Sheet(one["rule_set"], {**one, "imports": self.given["imports"]})
                answer = sheet.answer()
                if answer["total"] is None:
                    return None
                return Fraction(answer["total"]) * 100 / decimal(one["rule_set"]["total"])
        return None

    def x(self, rule: dict, values: dict) -> Fraction:
        if "value" in rule:
            return self.value(values, rule["value"])
        top = sum(self.value(values, name) for name in rule["count"])
        bottom = sum(self.value(values, name) for name in rule["among"])
        if top > bottom and rule.get("over") != "cap":
            raise RuleError("value_out_of_range")
        if bottom == 0:
            raise Nothing
        return decimal(rule.get("times", 1)) * top / bottom

    @staticmethod
    def value(values: dict, name: str):
        if name not in values:
            raise Absent
        return values[name]

    def rule(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        return getattr(self, "rule_" + rule["kind"])(rule, most, values)

    def rule_yes_no(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        return most * self.x(rule, values)

    def rule_proportional(self, rule: dict, most: Fraction, values: dict, default: int = 1) -> Fraction:
        x, full = self.x(rule, values), decimal(rule.get("full", default))
        if x > full and rule.get("over") != "cap":
            raise RuleError("value_out_of_range")
        return most * x / full

    def rule_linear_cap(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        return most * self.x(rule, values) / decimal(rule["target"])

    def rule_linear_above(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        x, full, bound = self.x(rule, values), decimal(rule.get("full", 1)), decimal(rule["threshold"])
        if x >= full and (x > bound or not rule.get("open")):
            return most
        return most * x / full if x > bound or x == bound and not rule.get("open") else Fraction(0)

    def rule_step(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        return self.steps(rule, most, self.x(rule, values))

    @staticmethod
    def steps(rule: dict, most: Fraction, x: Fraction) -> Fraction:
        for step in rule["steps"]:
            bound = decimal(step["from"] if "from" in step else step["to"])
            gap = x - bound if "from" in step else bound - x
            if gap > 0 or gap == 0 and not step.get("open"):
                return decimal(step["points"]) if "points" in step else most * decimal(step["share"])
        return decimal(rule.get("otherwise", 0))

    def rule_time_step(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        if "value" in rule:
            return self.steps(rule, most, self.value(values, rule["value"]))
        done = self.value(values, rule["done_on"])
        due = self.value(values, rule["due_on"]) if rule["due_on"] in self.kinds else parse_date(rule["due_on"])
        if rule.get("unit") == "working_day":
            from .operations import count_working_days

            return self.steps(rule, most, Fraction(count_working_days({"after": str(due), "until": str(done)})["days"]))
        return self.steps(rule, most, Fraction((done - due).days))

    def rule_deduct(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        return max(decimal(rule.get("floor", 0)), decimal(rule.get("start", most)) - decimal(rule["each"]) * self.x(rule, values))

    def rule_survey_share(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        counts = [(decimal(credit["credit"]), sum(self.value(values, name) for name in credit["count"])) for credit in rule["credits"]]
        answers = sum(count for _, count in counts)
        if answers == 0:
            raise Nothing
        return most * sum(credit * count for credit, count in counts) / answers

    def rule_import(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        if "set" not in rule:
            return self.rule_proportional(rule, most, values, 100)
        index = self.imported(rule["set"])
        if index is None:
            raise Absent
        if index > decimal(rule.get("full", 100)) and rule.get("over") != "cap":
            raise RuleError("value_out_of_range")
        return most * index / decimal(rule.get("full", 100))

    def rule_improve(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        change = self.value(values, rule["value"]) - self.value(values, rule["previous"])
        change = -change if rule.get("better") == "lower" else change
        word = "up" if change > 0 else "equal" if change == 0 else "down"
        return decimal(rule.get(word, most if word == "up" else 0))

    def rule_given(self, rule: dict, most: Fraction, values: dict) -> Fraction:
        if "value" not in rule:
            raise Absent
        return within(self.value(values, rule["value"]), most)

    def stated(self, nodes: list, survey: bool):
        """The leaves a unit states itself."""
        for node in nodes:
            own = node["source"] == "survey" if "source" in node else survey
            if "rule" in node and not own:
                yield node["id"]
            yield from self.stated(node.get("criteria", []), own)

    def own_total(self) -> Fraction | None:
        """The unit's own statement: the same set, asked with what it says, surveys and what it does not say left out."""
        if self.own is None and not any("self_points" in said for said in self.said.values()):
            return None
        said = {name: {key: value for key, value in said.items() if key == "not_applicable"} | ({"points": said["self_points"]} if "self_points" in said else {}) for name, said in self.said.items()}
        sheet = Sheet.__new__(Sheet)
        sheet.__dict__.update(self.__dict__)
        sheet.values, sheet.own, sheet.said, sheet.terms = self.own or {}, None, said, []
        sheet.set = {**self.set, "missing": "leave_out", "evidence_required": False, "areas": [silenced(area, False, self.set.get("missing", "refuse")) for area in self.set["areas"]]}
        for part in ("bonus", "penalty"):
            if part in self.set:
                sheet.set[part] = {**self.set[part], "criteria": [silenced(node, False, "leave_out") for node in self.set[part]["criteria"]]}
        try:
            answer = sheet.answer()["exact_total"]
        except RuleError as refusal:
            if refusal.code != "value_missing":
                raise
            return None
        stated = set(self.stated(self.set["areas"], False))
        if any(term["id"] in stated and term["reason"].startswith("missing_") for term in sheet.terms):
            return None
        total = None if answer is None else Fraction(answer)
        decimals = self.rounding.get("total")
        return half_up(total, decimals) if total is not None and decimals is not None else total


def silenced(node: dict, survey: bool, missing: str) -> dict:
    """A node as the unit's own statement knows it."""
    missing = node.get("missing", missing)
    survey = node["source"] == "survey" if "source" in node else survey
    copy = {key: value for key, value in node.items() if key not in ("missing", "evidence_required")}
    if "criteria" in node:
        copy["criteria"] = [silenced(child, survey, missing) for child in node["criteria"]]
    elif survey:
        copy["rule"] = {"kind": "given"}
        copy["missing"] = "leave_out"
    elif missing == "incomplete":
        copy["missing"] = missing
    return copy


def within(points: Fraction, most: Fraction) -> Fraction:
    if not 0 <= points <= most:
        raise RuleError("value_out_of_range")
    return points


def shown(number: Fraction) -> str:
    """As a decimal, of twelve decimals if it goes on."""
    text = written(number)
    return text if "/" not in text and len(text.partition(".")[2]) <= 12 else printed(number, 12)


def written(number: Fraction) -> str:
    """As a decimal where there is one, else as a fraction."""
    for decimals in range(19):
        if (number * 10**decimals).denominator == 1:
            return printed(number, decimals)
    return f"{number.numerator}/{number.denominator}"


def score_units(given: dict) -> dict:
    units, problems, taken = [], [], set()
    if isinstance(given["rule_set"], str) and given["rule_set"] != "qd766_portal_2026":
        raise RuleError("rule_set_unknown")
    for index, unit in enumerate(given["units"]):
        try:
            if unit["id"] in taken:
                raise RuleError("code_duplicate")
            taken.add(unit["id"])
            shared = {key: given[key] for key in ("level", "parameters") if key in given}
            answer = score({**shared, **unit, "rule_set": given["rule_set"]})
            leaves = {term["id"]: term["points"] for term in answer["terms"] if term["points"] is not None}
            units.append({"id": unit["id"], "name": unit.get("name"), "leaves": leaves, **{key: answer[key] for key in ("groups", "total", "band")}})
        except RuleError as refusal:
            problems.append({"index": index, "id": unit["id"], "code": refusal.code})
    set_ = given["rule_set"]
    return {"rule_set": set_ if isinstance(set_, str) else set_["id"], "units": units, "problems": problems}
