"""Administrative units from the listing of provinces, and what became of four communes of Triệu Phong."""

import datetime as dt
import unicodedata

from .errors import RuleError
from .listings import read_rows
from .moments import parse_date
from .numbers import exact, plain, printed

CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ")
FIRST, LAST_OF_OLD, FIRST_OF_NEW = dt.date(2008, 8, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 1)
MERGED_COMMUNES = ("Triệu Độ", "Triệu Thuận", "Triệu Hòa", "Triệu Đại")
NEIGHBOURS = {"Triệu Phong": "19624", "Ái Tử": "19669", "Triệu Cơ": "19654", "Nam Cửa Việt": "19639"}


def letters(text: str) -> list[str]:
    """Words in small letters without marks."""
    apart = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    kept = "".join(c if c.isalnum() else " " for c in apart if not unicodedata.combining(c))
    return kept.split()


def slug(name: str) -> str:
    return "_".join(letters(name))


def unit(id_: str, name: str, kind: str, level: str, **more) -> dict:
    usual = {"code": None, "parent": None, "from": None, "until": None, "predecessors": None}
    return {"id": id_, "name": name, "kind": kind, "level": level, **usual, **more}


def tables() -> list[dict]:
    old, new = [], []
    for row in read_rows("provinces_2025.csv"):
        name, kind, parts = row["name"], row["kind"], [part for part in row["made_from"].split("|") if part]
        for part in parts:
            old.append(unit(slug(part), part, "thành phố" if part in CITIES else "tỉnh", "province", until=LAST_OF_OLD))
        if parts:
            made = {"from": FIRST_OF_NEW, "predecessors": [slug(part) for part in parts]}
            new.append(unit(slug(name) + "_2025", name, kind, "province", code=row["code"], **made))
        elif name == "Huế":
            old.append(unit("thua_thien_hue", "Thừa Thiên Huế", "tỉnh", "province", until=dt.date(2024, 12, 31)))
            made = {"from": dt.date(2025, 1, 1), "predecessors": ["thua_thien_hue"]}
            new.append(unit("hue", name, kind, "province", code=row["code"], **made))
        else:
            new.append(unit(slug(name), name, kind, "province", code=row["code"]))
    district = unit("trieu_phong_district", "Triệu Phong", "huyện", "district", parent="quang_tri", until=LAST_OF_OLD)
    communes = [unit(slug(n), n, "xã", "commune", parent=district["id"], until=LAST_OF_OLD) for n in MERGED_COMMUNES]
    since = {"parent": "quang_tri_2025", "from": FIRST_OF_NEW}
    merged = unit("trieu_binh", "Triệu Bình", "xã", "commune", code="19645", predecessors=[slug(n) for n in MERGED_COMMUNES], **since)
    others = [unit(slug(n), n, "xã", "commune", code=code, **since) for n, code in NEIGHBOURS.items()]
    return [*old, *new, district, *communes, merged, *others]


def with_own(given: dict) -> list[dict]:
    units = tables()
    for index, own in enumerate(given.get("additional_units", [])):
        if own["level"] not in ("province", "district", "commune"):
            raise RuleError("option_unknown")
        begins = parse_date(own["from_on"]) if own.get("from_on") else None
        ends = parse_date(own["until_on"]) if own.get("until_on") else None
        if not own["id"].strip() or not own["name"].strip():
            raise RuleError("value_missing")
        if begins and ends and ends < begins:
            raise RuleError("date_invalid")
        if any(known["id"] == own["id"] for known in units):
            raise RuleError("code_duplicate")
        more = {"code": own.get("code"), "parent": own.get("parent"), "from": begins, "until": ends}
        units.append(unit(own["id"], own["name"], own.get("kind_vi") or "", own["level"], predecessors=own.get("predecessors"), **more))
    by_id = {one["id"]: one for one in units}
    for own in given.get("additional_units", []):
        for other in [own.get("parent"), *(own.get("predecessors") or [])]:
            if other == own["id"]:
                raise RuleError("value_out_of_range")
            if other is not None and other not in by_id:
                raise RuleError("option_unknown")
    for own in given.get("additional_units", []):
        reached, ways = set(), list(own.get("predecessors") or [])
        while ways:
            other = ways.pop()
            if other not in reached:
                reached.add(other)
                ways += by_id[other]["predecessors"] or []
        if own["id"] in reached:
            raise RuleError("value_out_of_range")
    return units


def is_on(one: dict, day: dt.date) -> bool:
    return (one["from"] is None or one["from"] <= day) and (one["until"] is None or day <= one["until"])


def asked(text: str) -> list[str]:
    words = letters(text)
    for committee in (["ubnd"], ["uy", "ban", "nhan", "dan"]):
        if words[: len(committee)] == committee:
            words = words[len(committee) :]
    return ["thanh", "pho", *words[1:]] if words[:1] == ["tp"] else words


def found(units: list[dict], given: dict) -> list[dict]:
    def fits(one: dict) -> bool:
        if given.get("id") is not None:
            return one["id"] == given["id"].strip()
        if given.get("code") is not None:
            return one["code"] is not None and one["code"].lower() == given["code"].strip().split(".")[-1].lower()
        return asked(given["name"]) in (asked(one["name"]), asked(f"{one['kind']} {one['name']}"))

    return [one for one in units if fits(one) and given.get("level") in (None, one["level"])]


def successors(units: list[dict], of: dict) -> list[dict]:
    return [one for one in units if of["id"] in (one["predecessors"] or [])]


def described(units: list[dict], one: dict) -> dict:
    return {
        "id": one["id"],
        "name": one["name"],
        "full_name": f"{one['kind']} {one['name']}".strip(),
        "level": one["level"],
        "code": one["code"],
        "parent": one["parent"],
        "from_on": one["from"] and str(one["from"]),
        "until_on": one["until"] and str(one["until"]),
        "predecessors": one["predecessors"],
        "successors": [later["id"] for later in successors(units, one)],
        "is_merged": len(one["predecessors"] or []) > 1,
    }


def unit_question(given: dict) -> dict:
    names = [key for key in ("id", "name", "code") if given.get(key) is not None]
    if not names:
        raise RuleError("value_missing")
    if len(names) > 1:
        raise RuleError("request_invalid")
    if not given[names[0]].strip():
        raise RuleError("value_missing")
    if given.get("level") not in (None, "province", "district", "commune"):
        raise RuleError("option_unknown")
    day = parse_date(given["on"]) if given.get("on") else None
    if day and not FIRST <= day <= dt.date(2199, 12, 31):
        raise RuleError("date_out_of_range")
    units = with_own(given)
    all_found = found(units, given)
    if not all_found:
        raise RuleError("option_unknown")
    then = [one for one in all_found if day is None or is_on(one, day)]

    def together(a: dict, b: dict) -> bool:
        begins = max(a["from"] or dt.date.min, b["from"] or dt.date.min)
        return begins <= min(a["until"] or dt.date.max, b["until"] or dt.date.max)

    return {
        "units": [described(units, one) for one in then],
        "other_times": [described(units, one) for one in all_found if one not in then],
        "is_ambiguous": any(together(a, b) for i, a in enumerate(then) for b in then[i + 1 :]),
    }


# ------------------------------------------------------------------------------------------------ change of a score


def succession(units: list[dict], before: dict, after: dict) -> str | None:
    if before["id"] == after["id"]:
        return None
    ways: list[bool] = []

    def walk(one: dict, merged: bool, path: tuple) -> None:
        for later in successors(units, one):
            if later["id"] == after["id"]:
                ways.append(merged or len(later["predecessors"]) > 1)
            elif later["id"] not in path:
                walk(later, merged or len(later["predecessors"]) > 1, (*path, later["id"]))

    walk(before, False, (before["id"],))
    if not ways:
        return "unit_unrelated"
    return "unit_merged" if any(ways) else "unit_renamed"


def read_period(given: dict, units: list[dict]) -> dict:
    areas = {name: exact(points) for name, points in given["groups"].items()}
    total = exact(given["total"]) if given.get("total") is not None else None
    one = None
    if given.get("unit") is not None:
        if given.get("on") is None:
            raise RuleError("value_missing")
        day = parse_date(given["on"])
        fitting = [u for u in found(units, {"id": given["unit"]}) if is_on(u, day)]
        fitting = fitting or [u for u in found(units, {"name": given["unit"]}) if is_on(u, day)]
        if len(fitting) != 1:
            raise RuleError("code_duplicate" if fitting else "option_unknown")
        one = fitting[0]
    return {"set": given["rule_set"].strip(), "areas": areas, "total": total, "unit": one}


def score_change(given: dict) -> dict:
    units = with_own(given)
    across = given.get("across_versions") or "refuse"
    if across not in ("refuse", "flag"):
        raise RuleError("option_unknown")
    before, after = read_period(given["before"], units), read_period(given["after"], units)
    days = [parse_date(given[side]["on"]) for side in ("before", "after") if given[side].get("on") is not None]
    if len(days) == 2 and days[1] < days[0]:
        raise RuleError("date_invalid")
    if (before["unit"] is None) != (after["unit"] is None):
        raise RuleError("value_missing")
    for period in (before, after):
        if not period["set"] or not period["areas"]:
            raise RuleError("value_missing")
    known = [name.strip() for name in given.get("comparable_with", [])]
    changed = before["set"] != after["set"] and before["set"] not in known and after["set"] not in known
    if changed and across == "refuse":
        raise RuleError("value_out_of_range")
    names = sorted(before["areas"]) + sorted(set(after["areas"]) - set(before["areas"]))
    if not changed and set(before["areas"]) != set(after["areas"]):
        raise RuleError("value_missing")
    totals = [sum(p["areas"].values()) if p["total"] is None else p["total"] for p in (before, after)]
    whole = totals[1] - totals[0]
    areas = []
    for name in names:
        old, new = before["areas"].get(name), after["areas"].get(name)
        grown = (new or 0) - (old or 0)
        areas.append({
            "id": name,
            "before": None if old is None else plain(old),
            "after": None if new is None else plain(new),
            "change": plain(grown),
            "share": printed(100 * grown / whole, 2) if whole else None,
        })
    explained = sum((after["areas"].get(n, 0) - before["areas"].get(n, 0) for n in names), start=exact(0))
    flags = [{"code": "rule_set_changed"}] if changed else []
    if before["unit"] and after["unit"]:
        flag = succession(units, before["unit"], after["unit"])
        flags += [{"code": flag}] if flag else []
    return {
        "before": plain(totals[0]),
        "after": plain(totals[1]),
        "change": plain(whole),
        "areas": areas,
        "rest": plain(whole - explained),
        "is_comparable": not [flag for flag in flags if flag["code"] != "unit_renamed"],
        "flags": flags,
    }
