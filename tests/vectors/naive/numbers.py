"""Exact numbers of the scores: texts and JSON numbers in, decimals out."""

import re
from fractions import Fraction

from .errors import RuleError


def exact(value) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise RuleError("request_invalid")
    text = str(value).strip()
    found = re.fullmatch(r"([+\-\u2212]?)([0-9]+)(?:[.,]([0-9]+))?", text)
    if not found:
        raise RuleError("amount_invalid")
    sign, whole, fraction = found[1], found[2].lstrip("0"), (found[3] or "").rstrip("0")
    if len(whole) > 18 or len(fraction) > 18:
        raise RuleError("value_out_of_range")
    number = Fraction(int(f"0{whole}{fraction}"), 10 ** len(fraction))
    return -number if sign in ("-", "\u2212") else number


def half_up(value: Fraction, decimals: int) -> Fraction:
    """A negative half goes away from zero."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def printed(value: Fraction, decimals: int) -> str:
    rounded = half_up(value, decimals)
    digits = str(abs(rounded) * 10**decimals).zfill(decimals + 1)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"


def plain(value: Fraction) -> str:
    """A decimal without trailing zeros, or a fraction where there is none."""
    for decimals in range(19):
        if (value * 10**decimals).denominator == 1:
            return printed(value, decimals)
    return f"{value.numerator}/{value.denominator}"
