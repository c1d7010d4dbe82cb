"""Reports over dossiers by loops over dicts: a list of the rows of each group, and counts of those that fit."""

from datetime import date
from math import ceil

from .calendar import read_calendar
from .errors import RuleError
from .estimate import confidence, decimal_text, hundredths, interval, option
from .moments import parse_date

TEXTS = ("unit", "field", "officer", "channel", "procedure")
STEPS = ("month", "quarter", "year")
FLAGS = {
    "electronic_result": "electronic_results",
    "digitised": "digitised",
    "reused": "reused",
    "synced": "synced",
    "citizen_data": "citizen_data_dossiers",
}
ROW = {*TEXTS, *FLAGS, "received_on", "due_on", "first_due_on", "finished_on", "recorded_on", "left_out", "online", "satisfied"}
ROW |= {"financial_obligation", "paid_online", "synced_to_portal"}


def maybe(text: str | None) -> date | None:
    return None if text is None else parse_date(text)


def on_time_report(given: dict) -> dict:
    by = given.get("by")
    by = ["unit"] if by is None else by
    if any(name not in TEXTS + STEPS for name in by):
        raise RuleError("option_unknown", str(by))
    if len(by) > 4:
        raise RuleError("value_out_of_range", "by")
    level = confidence(given)
    period = given.get("period") or {}
    as_of, first, last = maybe(given.get("as_of_on")), maybe(period.get("from_on")), maybe(period.get("until_on"))
    if first and last and last < first:
        raise RuleError("date_invalid", "the period runs backwards")
    if first and as_of and as_of < first:
        raise RuleError("value_out_of_range", "as_of")
    ends = [day for day in (as_of, last) if day]
    at = min(ends) if ends else None
    time_of = option(given, "time_of", ("received", "finished"), "received")
    days = given.get("lateness")
    if days is not None:
        days = read_lateness(days)

    rows, problems = [], []
    for index, row in enumerate(given["rows"]):
        try:
            rows.append(read_row(row))
        except RuleError as refusal:
            problems.append({"index": index, "code": refusal.code})
    kept = [row for row in rows if counts(row, first, at)]
    if at is None and any(row["finished"] is None for row in kept):
        raise RuleError("value_missing", "as_of")
    for row in kept:
        row["done"] = row["finished"] if row["finished"] and (at is None or row["finished"] <= at) else None
        row["recorded_done"] = row["recorded"] if row["recorded"] and (at is None or row["recorded"] <= at) else None
        row["carried"] = first is not None and row["received"] < first
        row["key"] = tuple(key_of(name, row, time_of) for name in by)
    about = {
        "at": at,
        "level": level,
        "days": days,
        "moved": any(row["given_first_due"] for row in rows),
        "edited": any(row["given_recorded"] for row in rows),
        "flags": {name for row in rows for name, value in row["flags"].items() if value is not None},
    }
    keys = sorted({row["key"] for row in kept}, key=lambda key: [(name is None, name or "") for name in key])
    return {
        "described_on": str(at) if at else None,
        "by": by,
        "lines": [group(key, [row for row in kept if row["key"] == key], about) for key in keys],
        "total": group((None,) * len(by), kept, about),
        "problems": problems,
    }


def read_row(row: dict) -> dict:
    if set(row) - ROW:
        raise RuleError("field_unknown")
    if row.get("received_on") is None:
        raise RuleError("value_missing", "received_on")
    received, due = maybe(row["received_on"]), maybe(row.get("due_on"))
    first, finished, recorded = maybe(row.get("first_due_on")), maybe(row.get("finished_on")), maybe(row.get("recorded_on"))
    if row.get("left_out"):
        due = None
    return {
        "received": received,
        "due": due,
        "first_due": first or due,
        "finished": finished,
        "recorded": recorded or finished,
        "given_first_due": first is not None,
        "given_recorded": recorded is not None,
        "texts": {name: row.get(name) for name in TEXTS},
        "flags": {name: row.get(name) for name in ROW - {*TEXTS, "left_out"} if not name.endswith("_on")},
    }


def counts(row: dict, first: date | None, at: date | None) -> bool:
    if at is not None and row["received"] > at:
        return False
    known = row["finished"] and (at is None or row["finished"] <= at)
    # On the day of receipt at the earliest.
    return not (first and known and max(row["finished"], row["received"]) < first)


def key_of(name: str, row: dict, time_of: str) -> str | None:
    if name in TEXTS:
        return row["texts"][name]
    day = row["received"] if time_of == "received" else row["done"]
    if day is None:
        return None
    return {"month": f"{day:%Y-%m}", "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "year": str(day.year)}[name]


def group(key: tuple, rows: list, about: dict) -> dict:
    measured = [row for row in rows if row["due"]]
    done = [row for row in measured if row["done"]]
    open_ = [row for row in measured if not row["done"]]
    number = {
        "received": sum(not row["carried"] for row in rows),
        "carried_over": sum(row["carried"] for row in rows),
        "to_handle": len(rows),
        "resolved": sum(row["done"] is not None for row in rows),
        "early": sum(row["done"] < row["due"] for row in done),
        "on_time": sum(row["done"] == row["due"] for row in done),
        "late": sum(row["done"] > row["due"] for row in done),
        "open": sum(row["done"] is None for row in rows),
        "within_term": sum(about["at"] <= row["due"] for row in open_),
        "overdue": sum(about["at"] > row["due"] for row in open_),
        "unmeasured": len(rows) - len(measured),
        "resolved_unmeasured": sum(row["done"] is not None and not row["due"] for row in rows),
        "open_unmeasured": sum(row["done"] is None and not row["due"] for row in rows),
        "resolved_measured": len(done),
        "open_measured": len(open_),
        "finished_before_received": sum(row["done"] is not None and row["done"] < row["received"] for row in rows),
    }
    number["kept"] = number["early"] + number["on_time"] + number["within_term"]

    def rate(counted: str, hits: int, among: str, of: int) -> dict:
        low, high = interval("wilson", hits / of, of, about["level"], 0) if of else (None, None)
        return {
            "counted": counted,
            "among": among,
            "numerator": hits,
            "denominator": of,
            "percent": hundredths(hits * 100, of) if of else None,
            "rate": hits / of if of else None,
            "low": low,
            "high": high,
        }

    resolved = ("resolved_measured", number["resolved_measured"])
    return {
        "key": list(key),
        "counts": number,
        "rates": {
            "on_time_rate": rate("early_or_on_time", number["early"] + number["on_time"], *resolved),
            "kept_rate": rate("kept", number["kept"], "to_handle", number["to_handle"]),
            "late_rate": rate("late", number["late"], *resolved),
            "overdue_rate": rate("overdue", number["overdue"], "open_measured", number["open_measured"]),
        },
        "redated": redated(measured, about, rate) if about["moved"] else None,
        "edited": edited(measured, about, rate) if about["edited"] else None,
        "lateness": lateness(measured, about) if about["days"] else None,
        "portal_values": inputs(rows, number, about["flags"]),
    }


def is_kept(done: date | None, due: date, at: date | None) -> bool:
    return (done or at) <= due


def redated(rows: list, about: dict, rate) -> dict:
    at, among = about["at"], ("resolved_measured", sum(row["done"] is not None for row in rows))
    now = [is_kept(row["done"], row["due"], at) for row in rows]
    before = [is_kept(row["done"], row["first_due"], at) for row in rows]
    moved = sum(row["due"] != row["first_due"] for row in rows)
    in_time = sum(one for one, row in zip(now, rows) if row["done"])
    first = sum(one for one, row in zip(before, rows) if row["done"])
    return {
        "measured": len(rows),
        "redated": moved,
        "moved_later": sum(row["due"] > row["first_due"] for row in rows),
        "kept_only_by_new_date": sum(one and not other for one, other in zip(now, before)),
        "redated_rate": rate("redated", moved, "measured", len(rows)),
        "on_time_rate": rate("early_or_on_time", in_time, *among),
        "on_time_by_first_promise_rate": rate("early_or_on_time_by_first_promise", first, *among),
        "kept_measured_rate": rate("kept", sum(now), "measured", len(rows)),
        "kept_by_first_promise_rate": rate("kept_by_first_promise", sum(before), "measured", len(rows)),
    }


def edited(rows: list, about: dict, rate) -> dict:
    at = about["at"]
    now = [is_kept(row["done"], row["due"], at) for row in rows]
    before = [is_kept(row["recorded_done"], row["due"], at) for row in rows]
    # What was recorded for a later day is not known yet.
    changed = sum(row["recorded_done"] != row["done"] for row in rows)
    turned = sum(one and not other for one, other in zip(now, before))
    in_time = [one for one, row in zip(now, rows) if row["done"]]
    recorded = [one for one, row in zip(before, rows) if row["recorded_done"]]
    return {
        "measured": len(rows),
        "edited": changed,
        "turned_on_time": turned,
        "turned_late": sum(other and not one for one, other in zip(now, before)),
        "edited_rate": rate("edited", changed, "measured", len(rows)),
        "turned_on_time_rate": rate("turned_on_time", turned, "measured", len(rows)),
        "on_time_rate": rate("early_or_on_time", sum(in_time), "resolved_measured", len(in_time)),
        "on_time_as_recorded_rate": rate("early_or_on_time_as_recorded", sum(recorded), "recorded_measured", len(recorded)),
    }


def read_lateness(given: dict) -> dict:
    starts = given.get("buckets")
    starts = [-9, -4, 0, 1, 3, 6, 11] if starts is None else starts
    if sorted(set(starts)) != starts or any(not -511 <= start <= 512 for start in starts):
        raise RuleError("value_out_of_range", "buckets")
    percentiles = given.get("percentiles")
    percentiles = [5, 25, 75, 90, 95] if percentiles is None else percentiles
    if any(percent > 100 for percent in percentiles):
        raise RuleError("value_out_of_range", "percentiles")
    return {
        "calendar": read_calendar(given),
        "scope": option(given, "scope", ("all", "resolved", "open"), "all"),
        "starts": starts,
        "percentiles": percentiles,
    }


def lateness(rows: list, about: dict) -> dict:
    asked = about["days"]
    wanted = {"all": (True, True), "resolved": (True, False), "open": (False, True)}[asked["scope"]]
    chosen = [row for row in rows if (wanted[0] if row["done"] else wanted[1])]
    days = sorted(asked["calendar"].count_working_days(row["due"], row["done"] or about["at"]) for row in chosen)

    def ranked(percent: int) -> int | None:
        return days[max(ceil(len(days) * percent / 100), 1) - 1] if days else None

    starts = [None, *asked["starts"]]
    ends = [*(start - 1 for start in asked["starts"]), None]
    return {
        "dossiers": len(days),
        "mean": decimal_text(sum(days), len(days), 2) if days else None,
        "median": ranked(50),
        "least": days[0] if days else None,
        "most": days[-1] if days else None,
        "percentiles": {str(percent): ranked(percent) for percent in asked["percentiles"]},
        "buckets": [
            {
                "least": low,
                "most": high,
                "dossiers": sum((low is None or low <= day) and (high is None or day <= high) for day in days),
            }
            for low, high in zip(starts, ends)
        ],
    }


def inputs(rows: list, number: dict, has: set) -> dict:
    def yes(name: str, among: list) -> int:
        return sum(row["flags"][name] is True for row in among)

    def known(name: str, among: list) -> int:
        return sum(row["flags"][name] is not None for row in among)

    fresh = [row for row in rows if not row["carried"]]
    found = {"received": number["to_handle"], "on_time": number["kept"]}
    if "online" in has:
        found |= {"online_dossiers": yes("online", fresh), "dossiers_by_channel": known("online", fresh)}
    if {"financial_obligation", "paid_online"} <= has:
        owing = [row for row in rows if row["flags"]["financial_obligation"]]
        found |= {"financial_obligation": len(owing), "online_paid": yes("paid_online", owing)}
    for column, variable in FLAGS.items():
        if column in has:
            found |= {variable: yes(column, rows), "dossiers": len(rows)}
    if "synced_to_portal" in has:
        found |= {"synced_dossiers": yes("synced_to_portal", rows), "dossiers_to_sync": len(rows)}
    if "satisfied" in has:
        found |= {"receptions": known("satisfied", rows), "receptions_satisfied": yes("satisfied", rows)}
    return found
