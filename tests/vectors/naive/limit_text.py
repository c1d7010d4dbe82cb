"""Limits as notices and portals spell them: one number, one unit, a known opening and a known tail."""

import re
import unicodedata
from fractions import Fraction

from .errors import RuleError
from .units import UNITS

VIETNAMESE_UNITS = {
    "ngày làm việc": "working_day",
    "giờ làm việc": "working_hour",
    "ngày": "day",
    "giờ": "hour",
    "phút": "minute",
    "tuần": "week",
    "tháng": "month",
    "năm": "year",
}
SAME_DAY_TEXTS = {"trong ngày", "trong ngày làm việc"}
OPENINGS = ("trong thời hạn ", "không quá ", "chậm nhất ")
TAIL = re.compile(r",? kể từ ngày( bộ phận một cửa)? nhận đủ hồ sơ( hợp lệ| theo quy định| của pháp luật)*$")
# The number once more in words, as decrees write it.
IN_WORDS = {"2": "hai", "3": "ba", "5": "năm", "7": "bảy", "10": "mười", "15": "mười lăm"}
REPEATED = re.compile(r"([0-9]+) \((\D+)\) (.*)")
NUMBER_AND_WORDS = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?) (\D+)")


def parse_limit(text: str) -> dict:
    bare = strip_frame(normalise(text))
    if bare in SAME_DAY_TEXTS:
        return {"amount": "0", "unit": "same_day"}
    repeated = REPEATED.fullmatch(bare)
    if repeated and IN_WORDS.get(plain_decimal(repeated.group(1))) == repeated.group(2):
        bare = f"{repeated.group(1)} {repeated.group(3)}"
    match = NUMBER_AND_WORDS.fullmatch(bare)
    if not match:
        return {"undetermined": True}
    number, words = match.group(1).replace(",", "."), match.group(2)
    unit = VIETNAMESE_UNITS.get(words) or (words if words in UNITS else None)
    if unit is None:
        # One foreign word is a unit nobody knows; a sentence is a condition the limit depends on.
        if words.isascii() and words.isalpha():
            raise RuleError("unit_unknown", words)
        return {"undetermined": True}
    if number.startswith("-"):
        raise RuleError("amount_negative", number)
    return {"amount": plain_decimal(number), "unit": unit}


def normalise(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def strip_frame(text: str) -> str:
    text = TAIL.sub("", text)
    for opening in OPENINGS:
        text = text.removeprefix(opening)
    return text


def plain_decimal(number: str) -> str:
    """The number without leading and trailing zeros."""
    whole, _, decimals = number.partition(".")
    text = (whole.lstrip("0") or "0") + ("." + decimals.rstrip("0") if decimals.rstrip("0") else "")
    assert Fraction(text) == Fraction(number)
    return text
