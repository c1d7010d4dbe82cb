"""Ranks by counting, and their uncertainty from a generator written down here once more."""

from fractions import Fraction
from itertools import combinations
from math import ceil, exp, floor, log, sqrt

from .errors import RuleError
from .numbers import exact, half_up, plain, printed
from .petition import Placed

METHODS = ("competition", "max", "dense", "ordinal", "average")


def choose(given: dict, key: str, known: tuple) -> str:
    value = given.get(key)
    if value is None:
        return known[0]
    if value not in known:
        raise RuleError("option_unknown")
    return value


def rules(given: dict) -> dict:
    decimals = given.get("decimals")
    if decimals is not None and decimals > 18:
        raise RuleError("value_out_of_range")
    return {
        "method": choose(given, "method", METHODS),
        "ties": choose(given, "ties", ("exact", "published")),
        "decimals": decimals,
        "order": choose(given, "order", ("descending", "ascending")),
    }


def ranking_value(score: Fraction, rule: dict) -> Fraction:
    if rule["ties"] == "published":
        return half_up(score, 2 if rule["decimals"] is None else rule["decimals"])
    if rule["decimals"] is not None and (score * 10 ** rule["decimals"]).denominator != 1:
        raise RuleError("value_out_of_range")
    return score


def places(values: list, rule: dict) -> list:
    """Fractions; each by counting who is ahead."""
    sign = 1 if rule["order"] == "descending" else -1
    keys = [sign * value for value in values]
    found = []
    for index, key in enumerate(keys):
        ahead = sum(other > key for other in keys)
        equal = keys.count(key)
        found.append({
            "competition": Fraction(ahead + 1),
            "max": Fraction(ahead + equal),
            "dense": Fraction(len({other for other in keys if other > key}) + 1),
            "ordinal": Fraction(ahead + keys[:index].count(key) + 1),
            "average": Fraction(2 * ahead + 1 + equal, 2),
        }[rule["method"]])
    return found


def shown(place: Fraction, rule: dict) -> int | str:
    return plain(place) if rule["method"] == "average" else int(place)


def rank(given: dict) -> dict:
    rule = rules(given)
    values = [ranking_value(score, rule) for score in [exact(score) for score in given["scores"]]]
    return {"ranks": [shown(place, rule) for place in places(values, rule)]}


def keep(items: list, read) -> tuple[list, list]:
    """What can be read, and what is wrong with the rest; an id is taken by the first that stays."""
    kept, problems, taken = [], [], set()
    for index, item in enumerate(items):
        try:
            one = read(item, taken)
        except RuleError as refusal:
            below = getattr(refusal, "where", "")
            problems.append({"index": index, "path": f"units[{index}]{below}", "code": refusal.code})
        else:
            taken.add(item["id"])
            kept.append(one)
    return kept, problems


def check_written_id(item: dict) -> None:
    if not (item.get("id") or "").strip():
        raise Placed("value_missing", ".id")


def check_id(item: dict, taken: set) -> None:
    check_written_id(item)
    if item["id"] in taken:
        raise Placed("code_duplicate", ".id")


def score_at(place: str, score: Fraction, rule: dict) -> Fraction:
    try:
        return ranking_value(score, rule)
    except RuleError as refusal:
        raise Placed(refusal.code, place) from refusal


def at(place: str, value) -> Fraction:
    if value is None or isinstance(value, (bool, list, dict)):
        raise Placed("amount_invalid", place)
    try:
        return exact(value)
    except RuleError as refusal:
        raise Placed(refusal.code, place) from refusal


def rank_units(given: dict) -> dict:
    rule = rules(given)
    bands = [(exact(band["from"]), bool(band.get("open")), band["id"]) for band in given.get("bands", [])]

    def read(item: dict, taken: set) -> dict:
        if item.get("score") is None:
            raise Placed("value_missing", ".score")
        score = at(".score", item["score"])
        check_id(item, taken)
        group = ((item.get("level") or "").strip(), (item.get("peers") or "").strip())
        return {"id": item["id"], "name": item.get("name"), "value": score_at(".score", score, rule), "group": group}

    units, problems = keep(given["units"], read)
    groups = list(dict.fromkeys(unit["group"] for unit in units))
    answers = []
    for unit in units:
        peers = [other for other in units if other["group"] == unit["group"]]
        values = [peer["value"] for peer in peers]
        place = places(values, rule)[[peer["id"] for peer in peers].index(unit["id"])]
        mine = unit["value"]
        tied = [peer["id"] for peer in peers if peer["value"] == mine and peer["id"] != unit["id"]]
        behind = sum(v < mine if rule["order"] == "descending" else v > mine for v in values)
        percentile = Fraction(100 * (2 * behind + len(tied) + 1), 2 * len(values))
        best = max(values)
        reached = [band for band in bands if (mine > band[0] if band[1] else mine >= band[0])]
        parent = (given.get("parent") or "").strip() or unit["group"][1]
        parts = {"year": given.get("year"), "parent": parent or None, "rule_set": (given.get("rule_set") or "").strip() or None}
        answers.append({
            "id": unit["id"],
            "name": unit["name"],
            "rank": shown(place, rule),
            "size": len(peers),
            "value": plain(mine),
            "percentile": printed(percentile, 2),
            "share_of_best": printed(100 * mine / best, 2) if best > 0 and rule["order"] == "descending" else None,
            "tied": len(tied),
            "tied_with": tied[:20],
            "band": max(reached)[2] if reached else None,
            "statement": {
                "rank": shown(place, rule),
                "size": len(peers),
                **parts,
                "is_tied": bool(tied),
                "short": f"{plain(place)}/{len(peers)}",
                "missing": [name for name in ("year", "parent", "rule_set") if parts[name] is None],
                "text": {"vi": vietnamese(place, len(peers), parts, tied)},
            },
        })
    return {
        "units": answers,
        "peer_groups": [
            {"level": level or None, "peers": peers or None, "size": sum(u["group"] == (level, peers) for u in units)}
            for level, peers in groups
        ],
        "problems": problems,
    }


def vietnamese(place: Fraction, size: int, parts: dict, tied: list) -> str:
    said = f"{'đồng hạng' if tied else 'xếp thứ'} {plain(place).replace('.', ',')}/{size}"
    details = [
        parts["year"] is not None and f"năm {parts['year']}",
        parts["parent"],
        parts["rule_set"] and f"bộ chỉ số: {parts['rule_set']}",
    ]
    details = [detail for detail in details if detail]
    return f"{said} ({'; '.join(details)})" if details else said


# ------------------------------------------------------------------------------------------------ chance

WORD = 2**64 - 1


class Stream:
    """xoshiro256++ seeded by SplitMix64 with seed ^ FNV-1a(name); normal by the polar method, gamma by Marsaglia and Tsang."""

    def __init__(self, seed: int, name: str) -> None:
        mixed = 0xCBF29CE484222325
        for byte in name.encode():
            mixed = (mixed ^ byte) * 0x100000001B3 & WORD
        state, self.s, self.spare = seed ^ mixed, [], None
        for _ in range(4):
            state = state + 0x9E3779B97F4A7C15 & WORD
            z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & WORD
            z = (z ^ z >> 27) * 0x94D049BB133111EB & WORD
            self.s.append(z ^ z >> 31)

    def bits(self) -> int:
        a, b, c, d = self.s
        result = rotated(a + d & WORD, 23) + a & WORD
        c, d = c ^ a, d ^ b
        b, a = b ^ c, a ^ d
        # The shifted word is that of before.
        c ^= self.s[1] << 17 & WORD
        self.s = [a, b, c, rotated(d, 45)]
        return result

    def uniform(self) -> float:
        return ((self.bits() >> 12) + 0.5) / 2**52

    def normal(self) -> float:
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        while True:
            x = 2.0 * self.uniform() - 1.0
            y = 2.0 * self.uniform() - 1.0
            s = x * x + y * y
            if 0.0 < s < 1.0:
                factor = sqrt(-2.0 * log(s) / s)
                self.spare = y * factor
                return x * factor

    def gamma(self, shape: float) -> float:
        if shape == 0:
            return 0.0
        if shape < 1:
            larger = self.gamma(shape + 1.0)
            return larger * exp(log(self.uniform()) / shape)
        d = shape - 1.0 / 3.0
        c = 1.0 / sqrt(9.0 * d)
        while True:
            x = self.normal()
            v = (1.0 + c * x) ** 3
            if v <= 0.0:
                continue
            u = self.uniform()
            if u < 1.0 - 0.0331 * x**4 or log(u) < 0.5 * x * x + d * (1.0 - v + log(v)):
                return d * v


def rotated(word: int, by: int) -> int:
    return (word << by | word >> 64 - by) & WORD


def whole(place: str, value) -> int:
    number = at(place, value)
    if number < 0:
        raise Placed("amount_negative", place)
    if number.denominator != 1 or number > 10**9:
        raise Placed("value_out_of_range", place)
    return int(number)


def read_confidence(given: dict) -> Fraction:
    confidence = exact(given.get("confidence", "0.95"))
    if not 0 < confidence < 1:
        raise RuleError("value_out_of_range")
    return confidence


def check_draws(given: dict, units: list) -> int:
    draws = given.get("draws", 2000)
    if given.get("seed", 0) >= 2**53:
        raise RuleError("value_out_of_range")
    if not 1 <= draws <= 100_000 or draws * len(units) > 20_000_000 or len(units) > 60_000:
        raise RuleError("value_out_of_range")
    return draws


def summary(ranks: list, draws: int, confidence: Fraction, top: list) -> dict:
    ordered, tail = sorted(ranks), floor(draws * (1 - confidence) / 2)
    return {
        "median": ordered[ceil(draws / 2) - 1],
        "low": ordered[tail],
        "high": ordered[draws - tail - 1],
        "in_top": [{"k": k, "probability": sum(r <= k for r in ranks) / draws} for k in top],
    }


def ranked_draw(values: list) -> list:
    return [1 + sum(other > value for other in values) for value in values]


def read_uncertain(item: dict, credits: list, smoothing: str) -> dict:
    have = [item.get(key) is not None for key in ("successes", "trials", "levels", "score", "se")]
    if have == [True, True, False, False, False]:
        yes, of = whole(".successes", item["successes"]), whole(".trials", item["trials"])
        if of == 0:
            raise Placed("value_out_of_range", ".trials")
        if yes > of:
            raise Placed("value_out_of_range", ".successes")
        levels, estimate = [(yes, Fraction(1)), (of - yes, Fraction(0))], None
    elif have == [False, False, True, False, False]:
        counts = [whole(".levels", count) for count in item["levels"]]
        levels, estimate = list(zip(counts, credits)), None
    elif have == [False, False, False, True, True]:
        levels, estimate = None, (at(".score", item["score"]), at(".se", item["se"]))
    elif have == [True, False, False, False, False]:
        raise Placed("value_missing", ".trials")
    elif have == [False, False, False, True, False]:
        raise Placed("value_missing", ".se")
    elif not have[0] and not any(have[2:4]):
        raise Placed("value_missing", ".successes")
    else:
        raise Placed("request_invalid", ".successes")
    fixed, weight = at(".fixed", item.get("fixed", 0)), at(".weight", item.get("weight", 1))
    check_written_id(item)
    if levels is not None:
        answers = sum(count for count, _ in levels)
        if have[2] and len(item["levels"]) != len(credits) or len(levels) > 20 or not 1 <= answers <= 10**9:
            raise Placed("value_out_of_range", ".levels")
        part = sum(count * credit for count, credit in levels) / answers
        added = 0.5 if smoothing == "jeffreys" else 0.0
        shapes = [(count + added, float(credit)) for count, credit in levels]
        total = sum(shape for shape, _ in shapes)
        mean = sum(shape * credit for shape, credit in shapes) / total
        variance = sum(shape * (credit - mean) ** 2 for shape, credit in shapes) / total / (total + 1)
        if len({credit for shape, credit in shapes if shape}) == 1:
            variance = 0.0
    else:
        if estimate[1] < 0:
            raise Placed("value_out_of_range", ".se")
        part, shapes, mean, variance = estimate[0], None, float(estimate[0]), float(estimate[1]) ** 2
    return {
        "id": item["id"],
        "name": item.get("name"),
        "score": fixed + weight * part,
        "shapes": shapes,
        "estimate": estimate,
        "affine": (float(fixed), float(weight)),
        "mean": float(fixed) + float(weight) * mean,
        "deviation": abs(float(weight)) * sqrt(variance),
    }


def drawn_value(unit: dict, stream: Stream) -> float:
    fixed, weight = unit["affine"]
    if unit["shapes"] is None:
        part = float(unit["estimate"][0]) + float(unit["estimate"][1]) * stream.normal()
    else:
        gammas = [stream.gamma(shape) for shape, _ in unit["shapes"]]
        part = sum(g * credit for g, (_, credit) in zip(gammas, unit["shapes"])) / sum(gammas)
    return fixed + weight * part


def rank_uncertainty(given: dict) -> dict:
    compare = choose(given, "compare", ("neighbours", "all"))
    if given.get("pairs") is not None and given.get("compare") is not None:
        raise RuleError("request_invalid")
    confidence = exact(given.get("confidence", "0.95"))
    smoothing = choose(given, "smoothing", ("jeffreys", "none"))
    rule = rules(given)
    credits = [exact(credit) for credit in given.get("credits", [])]

    def read(item: dict, taken: set) -> dict:
        one = read_uncertain(item, credits, smoothing)
        check_id(item, taken)
        return one

    units, problems = keep(given["units"], read)
    draws, top, seed = check_draws(given, units), given.get("top", []), given.get("seed", 0)
    read_confidence(given)
    if any(k < 1 for k in top) or compare == "all" and len(units) > 200:
        raise RuleError("value_out_of_range")
    published = rule["ties"] == "published"
    decimals = 2 if rule["decimals"] is None else rule["decimals"]
    # Two decimals would not tell 14/30 from 47/100.
    shown_decimals = decimals if published or rule["decimals"] is not None else 4
    observed = places([half_up(u["score"], decimals) if published else u["score"] for u in units], rule)
    ids = [unit["id"] for unit in units]
    if given.get("pairs") is not None:
        if any(one not in ids for pair in given["pairs"] for one in pair):
            raise RuleError("option_unknown")
        pairs = [(ids.index(a), ids.index(b)) for a, b in given["pairs"]]
    elif compare == "all":
        pairs = list(combinations(range(len(units)), 2))
    else:
        order = sorted(range(len(units)), key=lambda index: (observed[index], index))
        pairs = list(zip(order, order[1:]))
    sign = 1 if rule["order"] == "descending" else -1
    streams = [Stream(seed, unit["id"]) for unit in units]
    rows = [[sign * drawn_value(unit, stream) for unit, stream in zip(units, streams)] for _ in range(draws)]
    ranks = [ranked_draw(row) for row in rows]
    sets = rank_sets(units, rows, sign, draws - floor(draws * (1 - confidence)))
    answers = []
    for index, unit in enumerate(units):
        own = [row[index] for row in ranks]
        answers.append({
            "id": unit["id"],
            "name": unit["name"],
            "score": printed(unit["score"], shown_decimals),
            "rank": shown(observed[index], rule),
            "standard_error": unit["deviation"],
            "mean_rank": sum(own) / draws,
            **summary(own, draws, confidence, top),
            **sets[index],
        })
    wins = [sum((row[a] > row[b]) + (row[a] == row[b]) / 2 for row in rows) / draws for a, b in pairs]
    return {
        "units": answers,
        "pairs": [{"first": ids[a], "second": ids[b], "probability": win} for (a, b), win in zip(pairs, wins)],
        "draws": draws,
        "seed": seed,
        "sets_left_out": len(units) ** 2 * draws > 100_000_000,
        "problems": problems,
    }


def rank_sets(units: list, rows: list, sign: int, within: int) -> list:
    """Marginal, simultaneous and joint sets of ranks, as the README words them."""
    means, deviations = [sign * u["mean"] for u in units], [u["deviation"] for u in units]
    n = len(units)

    def beside(j: int, k: int) -> float:
        return sqrt(deviations[j] ** 2 + deviations[k] ** 2)

    def critical(values: list) -> float:
        return sorted(values)[within - 1]

    by_unit = [
        [
            max((abs(row[j] - row[k] - means[j] + means[k]) / beside(j, k) for k in range(n) if beside(j, k)), default=0.0)
            for row in rows
        ]
        for j in range(n)
    ]
    overall = critical([max(column) for column in zip(*by_unit)]) if n else 0.0
    joint = [max((abs(row[j] - means[j]) / deviations[j] for j in range(n) if deviations[j]), default=0.0) for row in rows]
    c = critical(joint) if n else 0.0
    ends = [(means[j] - c * deviations[j], means[j] + c * deviations[j]) for j in range(n)]

    def by_differences(j: int, c: float) -> dict:
        above = sum(means[k] - means[j] > c * beside(j, k) for k in range(n))
        below = sum(means[j] - means[k] > c * beside(j, k) for k in range(n))
        return {"low": above + 1, "high": n - below}

    return [
        {
            "marginal": by_differences(j, critical(by_unit[j])),
            "simultaneous": by_differences(j, overall),
            "joint": {
                "low": 1 + sum(low > ends[j][1] for low, _ in ends),
                "high": n - sum(high < ends[j][0] for _, high in ends),
            },
        }
        for j in range(n)
    ]


# ------------------------------------------------------------------------------------------------ sensitivity


def rank_sensitivity(given: dict) -> dict:
    criteria = [(one["id"], exact(one["weight"])) for one in given["criteria"]]
    if given.get("decimals", 2) > 18:
        raise RuleError("value_out_of_range")
    concentration, confidence = exact(given.get("concentration", 100)), exact(given.get("confidence", "0.95"))
    seen = set()
    for name, weight in criteria:
        if not name.strip():
            raise RuleError("value_missing")
        if name in seen:
            raise RuleError("code_duplicate")
        seen.add(name)
        if weight < 0:
            raise RuleError("amount_negative")
    if not criteria:
        raise RuleError("value_missing")
    total = sum(weight for _, weight in criteria)
    if total == 0:
        raise RuleError("value_out_of_range")
    weights = [weight / total for _, weight in criteria]

    def read(item: dict, taken: set) -> dict:
        values = []
        for name, _ in criteria:
            figures = item.get("values", {})
            if figures.get(name) is None:
                raise Placed("value_missing", f".values.{name}")
            values.append(at(f".values.{name}", figures[name]))
        extra = sorted(set(figures) - {name for name, _ in criteria})
        if extra:
            raise Placed("field_unknown", f".values.{extra[0]}")
        check_written_id(item)
        if any(value < 0 for value in values):
            raise Placed("value_out_of_range", ".values")
        check_id(item, taken)
        return {"id": item["id"], "name": item.get("name"), "values": values}

    units, problems = keep(given["units"], read)
    draws, top, seed = check_draws(given, units), given.get("top", []), given.get("seed", 0)
    read_confidence(given)
    if not 0 < concentration <= 10**6 or any(k < 1 for k in top):
        raise RuleError("value_out_of_range")
    table = [unit["values"] for unit in units]
    ids = [unit["id"] for unit in units]

    def arithmetic(rows: list, shares: list) -> list:
        return [sum(value * share for value, share in zip(row, shares)) for row in rows]

    def geometric(rows: list) -> list:
        return [
            sum(float(w) * (log(v) if v else float("-inf")) for v, w in zip(row, weights) if w) for row in rows
        ]

    def near(values: list) -> list:
        return [value if value == float("-inf") else round(value * 2**30) for value in values]

    scores = arithmetic(table, weights)
    observed = ranked_draw(scores)
    columns = list(zip(*table))
    scaled = [
        [1 + (9 * (v - min(c)) / (max(c) - min(c)) if max(c) > min(c) else 0) for v, c in zip(row, columns)] for row in table
    ]
    found = []
    for place, weight in enumerate(weights):
        if weight == 0 or sum(w > 0 for w in weights) > 1:
            without = [w if other != place else Fraction(0) for other, w in enumerate(weights)]
            found.append((criteria[place][0], "none", "arithmetic", ranked_draw(arithmetic(table, without))))
    found.append((None, "none", "geometric", ranked_draw(near(geometric(table)))))
    found.append((None, "min_max", "arithmetic", ranked_draw(arithmetic(scaled, weights))))
    found.append((None, "min_max", "geometric", ranked_draw(near(geometric(scaled)))))
    scenarios = []
    for dropped, normalisation, aggregation, ranks in found:
        shifts = [new - old for new, old in zip(ranks, observed)]
        largest = max((abs(shift) for shift in shifts), default=0)
        scenarios.append({
            "dropped": dropped,
            "normalisation": normalisation,
            "aggregation": aggregation,
            "shifts": [{"id": i, "rank": r, "shift": s} for i, r, s in zip(ids, ranks, shifts)],
            "mean_shift": sum(map(abs, shifts)) / max(len(shifts), 1),
            "most_moved": next((i for i, s in zip(ids, shifts) if largest and abs(s) == largest), None),
        })
    stream, drawn = Stream(seed, "weights"), []
    floats = [[float(value) for value in row] for row in table]
    for _ in range(draws):
        gammas = [stream.gamma(float(concentration) * float(weight)) for weight in weights]
        drawn.append(ranked_draw(arithmetic(floats, gammas)))
    answers = []
    for index, unit in enumerate(units):
        own = [row[index] for row in drawn]
        everywhere = own + [scenario["shifts"][index]["rank"] for scenario in scenarios] + [observed[index]]
        moves = [(s["dropped"], s["shifts"][index]["shift"]) for s in scenarios if s["dropped"] is not None]
        largest = max((abs(shift) for _, shift in moves), default=0)
        most = next((move for move in moves if largest and abs(move[1]) == largest), None)
        answers.append({
            "id": unit["id"],
            "name": unit["name"],
            "score": printed(scores[index], given.get("decimals", 2)),
            "rank": observed[index],
            "best": min(everywhere),
            "worst": max(everywhere),
            **summary(own, draws, confidence, top),
            "moved_most_by": most and {"criterion": most[0], "shift": most[1]},
        })
    return {"units": answers, "scenarios": scenarios, "draws": draws, "seed": seed, "problems": problems}
