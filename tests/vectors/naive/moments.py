"""Dates and date-times in exactly the form the vectors use."""

import re
from datetime import date, datetime

from .errors import RuleError

# `date.fromisoformat` takes more spellings than the vectors allow, so the form is checked first.
DATE_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")


def parse_date(text: str) -> date:
    return _parse(text, DATE_FORM, date.fromisoformat)


def parse_moment(text: str) -> datetime:
    return _parse(text, MOMENT_FORM, datetime.fromisoformat)


def _parse(text, form, convert):
    if not form.fullmatch(text):
        raise RuleError("date_invalid", text)
    try:
        return convert(text)
    except ValueError as problem:
        raise RuleError("date_invalid", text) from problem
