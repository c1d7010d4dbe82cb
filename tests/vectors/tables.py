#!/usr/bin/env python3
"""Turns published tables into vectors: every row of tests/reference/indices is a question, and the published figure its answer.

    python3 tests/vectors/tables.py check   exit 1 if a vector file is not what the tables say
    python3 tests/vectors/tables.py write   write the vector files

What is expected is copied from the tables, never computed, but for bands: these are read off the published total with the bounds of the set.
The name of a file of vectors says which tables it was made from; README.md in tests/reference/indices says where these are from.
"""

import csv
import json
import re
import sys
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLES = HERE.parent / "reference" / "indices"

# The columns of a published group score, and our names of the groups.
GROUPS = {
    "CKMB": "transparency",
    "TDGQ": "progress",
    "CLGQ": "online",
    "TTTT": "payment",
    "MDHL": "satisfaction",
    "MDSH": "digitisation",
}

# Highest first; the lower end is inside.
BANDS = ((90, "excellent"), (80, "good"), (70, "fair"), (50, "average"), (0, "weak"))

Rows = list[dict[str, str]]


def rows(name: str) -> Rows:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def printed(figure: str, decimals: int = 2) -> str:
    """A published figure with all its decimals; the tables leave zeros at the end away."""
    value = Decimal(figure)
    if value != round(value, decimals):
        raise ValueError(f"{figure} has more than {decimals} decimals")
    return f"{value:.{decimals}f}"


def band(total: str) -> str:
    return next(name for bound, name in BANDS if Decimal(total) >= bound)


def slug(code: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", code.lower()).strip("_")


def case(case_id: str, row: dict[str, str], given: dict, expect: dict) -> dict:
    return {"id": case_id, "source": row["source"], "given": given, "expect": expect}


def group(group_id: str, row: dict[str, str], values: dict, published: str) -> dict:
    """A question about one group of Decision 766 as computed in 2026."""
    given = {"rule_set": "qd766_portal_2026", "values": values}
    return case(f"{group_id}_{slug(row['code'])}", row, given, {"groups": {group_id: printed(published)}})


def number(text: str) -> int:
    return int(text)


def payment() -> list[dict]:
    columns = {
        "online_paid": "online_paid_success",
        "financial_obligation": "financial_obligation",
        "procedures_with_online_payment": "formality_with_online_payment",
        "fee_procedures_with_dossiers": "fee_dossier_formality",
        "fee_procedures": "formality_total_fee",
    }
    return [
        group("payment", row, {name: number(row[column]) for name, column in columns.items()}, row["score_published"])
        for row in rows("idx766_phutho_payment_month")
    ]


def progress() -> list[dict]:
    return [
        group(
            "progress",
            row,
            {"received": number(row["received"]), "on_time": number(row["on_time"])},
            row["score_published_max20"],
        )
        for row in rows("idx766_phutho_progress_year")
    ]


def satisfaction() -> list[dict]:
    cases = []
    for row in rows("idx766_phutho_satisfaction_year_sample"):
        # Both terms on petitions are printed over the same denominator.
        assert row["petition_ontime_den"] == row["petition_satisfied_den"], row["code"]
        values = {
            "receptions_satisfied": number(row["receiving_num"]),
            "receptions": number(row["receiving_den"]),
            "petitions_on_time": number(row["petition_ontime_num"]),
            "petitions_satisfied": number(row["petition_satisfied_num"]),
            "petitions": number(row["petition_ontime_den"]),
        }
        cases.append(group("satisfaction", row, values, row["total18"]))
    return cases


def digitisation() -> list[dict]:
    cases = []
    for row in rows("idx766_phutho_digitized_year_sample"):
        # The table prints the score of the copies, not the ratio: 2 of 2 is a ratio of 1.
        assert row["e_cert_copy_score2"] == "2", row["code"]
        values = {
            "dossiers": number(row["dossiers_den"]),
            "electronic_results": number(row["result_num"]),
            "digitised": number(row["so_hoa_num"]),
            "reused": number(row["reused_num"]),
            "synced": number(row["synced_num"]),
            "citizen_data_dossiers": number(row["citizen_dossier_num"]),
            "citizen_data_procedures": number(row["citizen_formality_num"]),
            "procedures": number(row["citizen_formality_den"]),
            "certified_copy_ratio": 1,
        }
        cases.append(group("digitisation", row, values, row["total22"]))
    return cases


def online() -> list[dict]:
    """One unit; its terms stand in rows of their own, and the published total in the last."""
    table = {row["metric"]: row for row in rows("idx766_phutho_online_transparency_sample")}
    services = table["authority/partial/full"]
    dossiers = table["channelOnline/channelTotal"]
    used = table["onlineDossier/onlineServiceTotal"]
    values = {
        "online_services": sum(map(number, services["num"].split("+"))),
        "services_in_authority": number(services["den"]),
        "online_services_with_dossiers": number(used["num"]),
        "online_services_total": number(used["den"]),
        "online_dossiers": number(dossiers["num"]),
        "dossiers_by_channel": number(dossiers["den"]),
    }
    return [group("online", {**table["TOTAL"], "code": "H44"}, values, table["TOTAL"]["score"])]


def published_groups(table: str, prefix: str) -> list[dict]:
    """Six published group scores that add up to the published total."""
    cases = []
    for row in rows(table):
        total = printed(row["total"])
        groups = {name: printed(row[column]) for column, name in GROUPS.items()}
        given = {"rule_set": "qd766_portal_2025", "values": groups}
        expect = {"groups": groups, "total": total, "band": band(total)}
        cases.append(case(f"{prefix}_{slug(row['code'])}", row, given, expect))
    return cases


def digital_transformation() -> list[dict]:
    cases = []
    for place, row in enumerate(rows("dti_2020_top9"), start=1):
        values = {name: row[name] for name in ("government", "economy", "society")}
        given = {"rule_set": "dti_2020", "values": values}
        cases.append(case(f"dti_2020_{place}", row, given, {"total": printed(row["dti"], 4)}))
    return cases


def ranks() -> list[dict]:
    provinces = rows("idx766_provinces_2025_ytd_oct")
    departments = rows("idx766_angiang_departments_2025_10")
    # Published among 117 departments and communes; among departments alone the order stays.
    published = [number(row["rank_published"]) for row in departments]
    assert published == sorted(set(published)), "the departments are in the order of their ranks"
    digital = rows("dti_2020_top9")
    lists = (
        ("rank_34_provinces_2025", provinces, "total", [number(row["rank_published"]) for row in provinces]),
        ("rank_34_provinces_2025_backwards", provinces[::-1], "total", [number(row["rank_published"]) for row in provinces[::-1]]),
        ("rank_15_departments_2025", departments, "total", list(range(1, len(departments) + 1))),
        ("rank_9_provinces_dti_2020", digital, "dti", list(range(1, len(digital) + 1))),
    )
    return [
        case(case_id, table[0], {"scores": [row[column] for row in table], "method": "competition"}, {"ranks": order})
        for case_id, table, column, order in lists
    ]


FILES = {
    "score_766_tables": (
        "score",
        "Decision 766 as computed in 2026: figures and published group scores of units of Phú Thọ",
        lambda: payment() + progress() + satisfaction() + digitisation() + online(),
    ),
    "score_766_2025_provinces": (
        "score",
        "Decision 766, January to October 2025: published group scores and totals of the 34 provinces",
        lambda: published_groups("idx766_provinces_2025_ytd_oct", "province"),
    ),
    "score_766_departments": (
        "score",
        "Decision 766, October 2025: published group scores and totals of the departments of An Giang",
        lambda: published_groups("idx766_angiang_departments_2025_10", "department"),
    ),
    "score_dti_2020": ("score", "DTI 2020: published pillars and totals of nine provinces", digital_transformation),
    "rank_tables": ("rank", "Published tables with their ranks", ranks),
}


def render(operation: str, about: str, cases: list[dict]) -> str:
    lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in cases)
    head = f'{{"operation": {json.dumps(operation)},\n "about": {json.dumps(about, ensure_ascii=False)},\n'
    return f'{head} "cases": [\n{lines}\n]}}\n'


def main(arguments: list[str]) -> int:
    if arguments not in (["check"], ["write"]):
        print(__doc__)
        return 2
    stale, total = [], 0
    for name, (operation, about, make) in FILES.items():
        cases, path = make(), HERE / f"{name}.json"
        text = render(operation, about, cases)
        total += len(cases)
        if arguments == ["write"]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    print("\n".join([*(f"{name} is not what the tables say" for name in stale), f"{total} cases from published tables"]))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
