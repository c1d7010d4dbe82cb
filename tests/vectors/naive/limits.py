"""Time limits: an amount of a unit, or a text."""

import re
from fractions import Fraction

from .errors import RuleError
from .limit_text import parse_limit
from .units import UNITS, WHOLE_UNITS

AMOUNT_FORM = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# No limit in any law comes near; beyond it the amount is a slip of the pen, not a deadline.
LARGEST_AMOUNT = 10**9


def read_limit(limit: str | dict[str, str]) -> tuple[Fraction, str]:
    if isinstance(limit, str):
        text, limit = limit, parse_limit(limit)
        if limit.get("undetermined"):
            raise RuleError("limit_undetermined", text)
    amount, unit = parse_amount(limit["amount"]), limit["unit"]
    if unit not in UNITS:
        raise RuleError("unit_unknown", unit)
    fraction_of_whole_unit = unit in WHOLE_UNITS and amount.denominator != 1
    if amount > LARGEST_AMOUNT or fraction_of_whole_unit:
        raise RuleError("amount_out_of_range", limit["amount"])
    return amount, unit


def parse_amount(text: str) -> Fraction:
    if not AMOUNT_FORM.fullmatch(text):
        raise RuleError("amount_invalid", text)
    amount = Fraction(text)
    if amount < 0:
        raise RuleError("amount_negative", text)
    return amount
