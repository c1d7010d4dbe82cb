"""Intervals and variances by the slow way: series and bisection for quantiles, whole samples for replicates."""

from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist

from .errors import RuleError

METHODS = ("wilson", "clopper_pearson", "logit", "korn_graubard", "agresti_coull", "jeffreys")


def option(given: dict, key: str, known: tuple, usual: str) -> str:
    value = given.get(key)
    value = usual if value is None else value
    if value not in known:
        raise RuleError("option_unknown", f"{key} {value}")
    return value


def confidence(given: dict) -> float:
    level = given.get("confidence")
    level = 0.95 if level is None else level
    if not 0 < level < 1:
        raise RuleError("value_out_of_range", "confidence")
    return level


def beta_below(x: float, a: float, b: float) -> float:
    """The probability below x, by the power series on the side where it is short."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > a / (a + b):
        return 1 - beta_below(1 - x, b, a)
    term = total = 1.0
    step = 0
    while term > total * 1e-17:
        term *= (a + b + step) / (a + 1 + step) * x
        total += term
        step += 1
    return exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a * total


def beta_quantile(p: float, a: float, b: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_below(middle, a, b) < p else (low, middle)
    return (low + high) / 2


def t_upper(tail: float, degrees: float) -> float:
    """The t with so much above it."""
    if degrees <= 0:
        return inf
    y = beta_quantile(2 * tail, degrees / 2, 0.5)
    return sqrt(degrees * (1 - y) / y)


def f_quantile(p: float, one: float, other: float) -> float:
    w = beta_quantile(p, one / 2, other / 2)
    return other * w / (one * (1 - w))


def z_of(level: float) -> float:
    return NormalDist().inv_cdf(1 - (1 - level) / 2)


def clopper_pearson(p: float, n: float, level: float) -> tuple:
    x, tail = p * n, (1 - level) / 2
    low = 0.0 if p == 0 else beta_quantile(tail, x, n - x + 1)
    high = 1.0 if p == 1 else beta_quantile(1 - tail, x + 1, n - x)
    return low, high


def interval(method: str, p: float, n: float, level: float, logit_t: float) -> tuple:
    """Bounds of a share among n answers, or as many as the design leaves."""
    z = z_of(level)
    if n <= 0:
        return 0.0, 1.0
    if n == inf:
        return p, p
    if method == "wilson":
        # The roots of (p − π)² = z² π(1 − π)/n.
        a, b, c = 1 + z * z / n, -(2 * p + z * z / n), p * p
        root = sqrt(max(b * b - 4 * a * c, 0))
        return (0.0 if p == 0 else (-b - root) / (2 * a)), (1.0 if p == 1 else (-b + root) / (2 * a))
    if method in ("clopper_pearson", "korn_graubard") or (method == "logit" and p in (0, 1)):
        return clopper_pearson(p, n, level)
    if method == "logit":
        error = sqrt(p * (1 - p) / n) / (p * (1 - p))
        odds = log(p) - log(1 - p)
        return tuple(exp(v) / (1 + exp(v)) for v in (odds - logit_t * error, odds + logit_t * error))
    if method == "agresti_coull":
        more = n + z * z
        middle = (p * n + z * z / 2) / more
        half = z * sqrt(middle * (1 - middle) / more)
        return max(middle - half, 0.0), min(middle + half, 1.0)
    tail = (1 - level) / 2
    x, rest = p * n + 0.5, (1 - p) * n + 0.5
    return (0.0 if p == 0 else beta_quantile(tail, x, rest)), (1.0 if p == 1 else beta_quantile(1 - tail, x, rest))


def whole_number(value: object) -> int:
    try:
        number = float(value)
    except ValueError:
        raise RuleError("amount_invalid", str(value)) from None
    if number < 0 or number != int(number):
        raise RuleError("value_out_of_range", "count")
    return int(number)


def proportion(given: dict) -> dict:
    method, level = option(given, "method", METHODS, "wilson"), confidence(given)
    x, n = whole_number(given["successes"]), whole_number(given["trials"])
    effect = given.get("design_effect", 1)
    if not 1 <= n <= 10**9 or x > n or not 0 < effect <= 10**6:
        raise RuleError("value_out_of_range")
    size, share = n / effect, x / n
    low, high = interval(method, share, size, level, z_of(level))
    return {
        "low": low,
        "high": high,
        "share": share,
        "percent": hundredths(x * 100, n),
        "standard_error": sqrt(share * (1 - share) / size),
        "effective_size": size,
        "method": "clopper_pearson" if method == "logit" and x in (0, n) else method,
    }


def hundredths(numerator: int, denominator: int) -> str:
    return decimal_text(numerator, denominator, 2)


def decimal_text(numerator: int, denominator: int, places: int) -> str:
    """Half away from zero."""
    sign = "-" if numerator < 0 else ""
    scaled = (abs(numerator) * 10**places * 2 + denominator) // (denominator * 2)
    digits = str(scaled).rjust(places + 1, "0")
    sign = sign if numerator < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


class Xoshiro:
    """xoshiro256++ seeded by SplitMix64, as its authors publish them."""

    MASK = 2**64 - 1

    def __init__(self, seed: int) -> None:
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & self.MASK
            z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
            self.state.append(z ^ (z >> 31))

    def next(self) -> int:
        def turn(x: int, by: int) -> int:
            return ((x << by) | (x >> (64 - by))) & self.MASK

        s = self.state
        result = (turn((s[0] + s[3]) & self.MASK, 23) + s[0]) & self.MASK
        t = (s[1] << 17) & self.MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = turn(s[3], 45)
        return result

    def below(self, n: int) -> int:
        return (self.next() * n) >> 64


class Design:
    """Rows of {stratum, cluster, weight, population}; clusters are numbered within strata, both by name."""

    def __init__(self, rows: list, lonely: str) -> None:
        self.rows, self.lonely = rows, lonely
        keys = [(row["stratum"] or "", row["cluster"] is not None, row["cluster"] or "", 0 if row["cluster"] else i) for i, row in enumerate(rows)]
        # Rows drawn alone come before the named clusters.
        ordered = sorted(set(keys), key=lambda key: (key[0], key[1], key[2], key[3]))
        self.strata = {}
        for key in ordered:
            self.strata.setdefault(key[0], []).append(key)
        self.keys = keys
        self.fraction = {}
        for name, clusters in self.strata.items():
            stated = {row["population"] for row, key in zip(rows, keys) if key[0] == name and row["population"] is not None}
            if len(stated) > 1 or any(population < len(clusters) for population in stated):
                raise RuleError("value_out_of_range", "population")
            self.fraction[name] = len(clusters) / stated.pop() if stated else 0.0
            if lonely == "fail" and self.is_lonely(name):
                raise RuleError("value_out_of_range", "lonely")

    def is_lonely(self, name: str) -> bool:
        return len(self.strata[name]) < 2 and self.fraction[name] < 1

    def lonely_strata(self) -> list:
        return [name for name in self.strata if self.is_lonely(name)]

    def replicate_weights(self, replicates: int, seed: int) -> list:
        random, all_weights = Xoshiro(seed), []
        for _ in range(replicates):
            factor = {}
            for name, clusters in self.strata.items():
                n = len(clusters)
                drawn = [random.below(n) for _ in range(n - 1)]
                pull = sqrt(1 - self.fraction[name])
                for place, key in enumerate(clusters):
                    factor[key] = 1.0 if n < 2 else 1 - pull + pull * drawn.count(place) * n / (n - 1)
            all_weights.append([row["weight"] * factor[key] for row, key in zip(self.rows, self.keys)])
        return all_weights


class Estimate:
    """A sum of ratios: `terms` are (coefficient, {row: (a, b)})."""

    def __init__(self, design: Design, terms: list, variance: str, replicates: int = 500, seed: int = 0) -> None:
        self.design, self.terms = design, terms
        weights = [row["weight"] for row in design.rows]
        self.asked = sorted({row for _, values in terms for row, (_, b) in values.items() if b > 0 and weights[row] > 0})
        self.respondents = len(self.asked)
        self.value = self.at(weights)
        if self.value is None:
            return
        whole = sum(weights[row] for row in self.asked)
        self.kish = whole**2 / sum(weights[row] ** 2 for row in self.asked)
        influence = dict.fromkeys(self.asked, 0.0)
        for coefficient, values in terms:
            top = sum(weights[row] * a for row, (a, _) in values.items())
            bottom = sum(weights[row] * b for row, (_, b) in values.items())
            for row, (a, b) in values.items():
                if row in influence:
                    influence[row] += coefficient * (a - top / bottom * b) / bottom
        clusters = {design.keys[row] for row in self.asked}
        self.touched = sorted({key[0] for key in clusters})
        self.degrees = len(clusters) - len(self.touched)
        self.fraction = min(design.fraction[name] for name in self.touched)
        n = self.respondents
        self.simple = whole * sum(weights[row] * z * z for row, z in influence.items()) / (n - 1) if n > 1 else 0.0
        if variance == "taylor":
            self.variance = self.taylor({row: weights[row] * z for row, z in influence.items()})
        elif variance == "jackknife":
            self.variance = self.jackknife(weights)
        else:
            found = [self.at(weights) for weights in design.replicate_weights(replicates, seed)]
            found = [(value - self.value) ** 2 for value in found if value is not None]
            self.variance = sum(found) / len(found) if found else 0.0

    def at(self, weights: list) -> float | None:
        value = 0.0
        for coefficient, values in self.terms:
            bottom = sum(weights[row] * b for row, (_, b) in values.items())
            if bottom <= 0:
                return None
            value += coefficient * sum(weights[row] * a for row, (a, _) in values.items()) / bottom
        return value if self.terms else None

    def averaged(self, variance: float) -> float:
        lonely = sum(self.design.is_lonely(name) for name in self.touched)
        others = len(self.touched) - lonely
        return variance * len(self.touched) / others if self.design.lonely == "average" and others else variance

    def taylor(self, influence: dict) -> float:
        design, total = self.design, 0.0
        for name in self.touched:
            sums = dict.fromkeys(design.strata[name], 0.0)
            for row, z in influence.items():
                if design.keys[row][0] == name:
                    sums[design.keys[row]] += z
            n, left = len(sums), 1 - design.fraction[name]
            if n > 1:
                mean = sum(sums.values()) / n
                total += left * n / (n - 1) * sum((z - mean) ** 2 for z in sums.values())
            elif design.is_lonely(name) and design.lonely == "adjust":
                total += left * sum(z * z for z in sums.values())
        return self.averaged(total)

    def jackknife(self, weights: list) -> float:
        design, total = self.design, 0.0
        for name in self.touched:
            clusters = design.strata[name]
            n, left = len(clusters), 1 - design.fraction[name]
            if n < 2 and design.lonely != "adjust":
                continue
            for gone in clusters:
                again = [
                    0.0 if key == gone else weight * n / (n - 1) if key[0] == name else weight
                    for key, weight in zip(design.keys, weights)
                ]
                value = self.at(again)
                if value is not None:
                    total += left * ((n - 1) / n if n > 1 else 1) * (value - self.value) ** 2
        return self.averaged(total)

    def standard_error(self) -> float | None:
        return sqrt(self.variance) if self.degrees > 0 or self.fraction >= 1 else None

    def design_effect(self) -> float | None:
        return self.variance / self.simple if self.degrees > 0 and self.simple > 0 else None

    def effective_size(self) -> float:
        if self.fraction >= 1:
            return inf
        beyond, spread = 1 / (1 - self.fraction), self.value * (1 - self.value)
        if spread > 0 and self.variance > 0:
            # People, however many questions each of them answered.
            return float(min(spread / self.variance, self.respondents * beyond))
        return float(self.kish * beyond)

    def adjusted_size(self, level: float) -> float:
        size, tail = self.effective_size(), (1 - level) / 2
        if size == inf:
            return inf
        if self.degrees == 0:
            return 0.0
        if self.degrees >= self.respondents - 1:
            return size
        return min(size, size * (t_upper(tail, self.respondents - 1) / t_upper(tail, self.degrees)) ** 2)

    def interval(self, method: str, level: float) -> tuple:
        t = t_upper((1 - level) / 2, self.degrees)
        size = self.effective_size() if method == "logit" and self.degrees > 0 else self.adjusted_size(level)
        return interval(method, min(max(self.value, 0.0), 1.0), size, level, t)


class Plain:
    """A share of respondents drawn one by one, or a figure from elsewhere."""

    def __init__(self, value: float, size: float, respondents: int) -> None:
        self.value, self.size, self.respondents = value, size, respondents
        self.variance, self.degrees = value * (1 - value) / size, max(respondents - 1, 0)

    def standard_error(self) -> float:
        return sqrt(self.variance)

    def design_effect(self) -> float | None:
        return 1.0 if self.variance > 0 else None

    def effective_size(self) -> float:
        return self.size

    def adjusted_size(self, _level: float) -> float:
        return self.size

    def interval(self, method: str, level: float) -> tuple:
        return interval(method, self.value, self.size, level, z_of(level))


def change(before, after, variance: float, method: str, level: float) -> dict:
    """Newcombe's interval with correlation, and the score test."""
    apart, d = before.variance + after.variance, after.value - before.value
    both = 2 * sqrt(before.variance * after.variance)
    r = min(max((apart - variance) / both, -1), 1) if both > 0 else 0.0
    (l1, u1), (l2, u2) = before.interval(method, level), after.interval(method, level)
    low = d - sqrt(max((u1 - before.value) ** 2 + (after.value - l2) ** 2 - 2 * r * (u1 - before.value) * (after.value - l2), 0))
    high = d + sqrt(max((before.value - l1) ** 2 + (u2 - after.value) ** 2 - 2 * r * (before.value - l1) * (u2 - after.value), 0))
    n, m = before.adjusted_size(level), after.adjusted_size(level)
    p = 1.0
    if d != 0 and n > 0 and m > 0:
        pooled = before.value if n == inf else after.value if m == inf else (before.value * n + after.value * m) / (n + m)
        error = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m) * (variance / apart if apart > 0 else 1))
        p = 2 * (1 - NormalDist().cdf(abs(d) / error)) if error > 0 else 0.0
    known = before.standard_error() is not None and after.standard_error() is not None
    return {"standard_error": sqrt(max(variance, 0)) * 100 if known else None, "low": max(low, -1) * 100, "high": min(high, 1) * 100, "p_value": p}


def adjusted(values: list, how: str) -> list:
    """Holm or Benjamini-Hochberg by their definitions; None stays None."""
    known = sorted(value for value in values if value is not None)
    count = len(known)

    def one(value: float) -> float:
        if how == "holm":
            return min(1.0, max(p * (count - rank) for rank, p in enumerate(known) if p <= value))
        if how == "bh":
            return min(1.0, min(p * count / (rank + 1) for rank, p in enumerate(known) if p >= value))
        return value

    return [None if value is None else one(value) for value in values]
