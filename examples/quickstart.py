"""The library in five questions. quickstart.rs and quickstart.mjs tell the same story and print the same bytes.

    pip install motcua
    python quickstart.py
"""

import datetime as dt
import io
import sys

import motcua

# The names of days are Vietnamese, which not every terminal's encoding holds.
if isinstance(sys.stdout, io.TextIOWrapper):
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


calendar = motcua.Calendar.vietnam()

# When is a dossier due, and why? 27 April, 30 April and 1 May 2026 are off.
due = motcua.deadline(dt.datetime(2026, 4, 24, 10), "03 ngày làm việc")
print("due:", due.due_at.isoformat())
print("certainty:", due.certainty)
print(due.explain("vi"))

# Is this Saturday a working day?
saturday = calendar.day(dt.date(2026, 8, 22))
print(f"2026-08-22: {yes_or_no(saturday.is_working)}, {saturday.kind}, {saturday.name_vi}")

# The lunar date of a holiday.
lunar = motcua.lunar(dt.date(2026, 4, 26))
print(f"2026-04-26: lunar {lunar.year}-{lunar.month}-{lunar.day}, leap {yes_or_no(lunar.leap)}")

# The question asked backwards: file until when, to have the result on the last working day before Tết?
latest = motcua.latest_receipt(dt.date(2026, 2, 13), "5 ngày làm việc")
print("latest receipt:", latest.received_at.isoformat())
print("at the counter:", latest.at_counter.isoformat() if latest.at_counter else "never")
print("due then:", latest.deadline.due_on)
