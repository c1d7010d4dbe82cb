"""What `tests/reference/` lists, and how far the calendars reach."""

import csv
from datetime import date, timedelta
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "reference"

FIRST_DAY = date(2007, 1, 1)
LAST_DAY = date(2199, 12, 31)
FIRST_LUNAR_DAY = date(1900, 1, 31)

FIRST_ANNOUNCED_DAY = date(2010, 1, 1)
ONE_DAY = timedelta(days=1)


def read_rows(name: str) -> list[dict[str, str]]:
    with open(REFERENCE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The listing ends with the last announced year: a new year is announced by being listed.
LAST_ANNOUNCED_DAY = date(max(int(row["date"][:4]) for row in read_rows("holidays_vn.csv")), 12, 31)
