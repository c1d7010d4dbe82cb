"""The two decrees on one-stop shops, typed in from their articles."""

from .errors import RuleError
from .moments import parse_date

ND61 = ("61/2018/NĐ-CP", "Nghị định 61/2018/NĐ-CP", "Decree 61/2018/NĐ-CP", "Chính phủ", "2018-04-23")
ND118 = (
    "118/2025/NĐ-CP",
    "Nghị định 118/2025/NĐ-CP, sửa đổi bởi Nghị định 309/2026/NĐ-CP",
    "Decree 118/2025/NĐ-CP as amended by Decree 309/2026/NĐ-CP",
    "Chính phủ",
    "2025-06-09",
)
ND63 = ("63/2010/NĐ-CP", "Nghị định 63/2010/NĐ-CP, sửa đổi bởi Nghị định 48/2013/NĐ-CP và Nghị định 92/2017/NĐ-CP", "Decree 63/2010/NĐ-CP as amended by Decrees 48/2013/NĐ-CP and 92/2017/NĐ-CP", "Chính phủ", None)
QD45 = ("45/2016/QĐ-TTg", "Quyết định 45/2016/QĐ-TTg", "Decision 45/2016/QĐ-TTg", "Thủ tướng Chính phủ", None)
TT01 = ("01/2018/TT-VPCP", "Thông tư 01/2018/TT-VPCP", "Circular 01/2018/TT-VPCP", "Văn phòng Chính phủ", "2018-11-23")
TT03 = ("03/2025/TT-VPCP", "Thông tư 03/2025/TT-VPCP", "Circular 03/2025/TT-VPCP", "Văn phòng Chính phủ", None)

# Name, value, instrument, article in Vietnamese, article in short, how well it is known.
PROVISIONS = {
    "nd61_2018": [
        ("clock_start", None, ND61, "điểm c khoản 1 Điều 17", "17.1c", "seen"),
        ("post_filing", None, QD45, "khoản 4 Điều 7", "7.4", "seen"),
        ("boundary_free_start", None, ND61, None, None, "uncertain"),
        ("intake_supplement", None, ND61, "điểm a khoản 1 Điều 17", "17.1a", "seen"),
        ("intake_refusal", None, ND61, "điểm b khoản 1 Điều 17", "17.1b", "seen"),
        ("online_hand_over", None, ND61, "khoản 1 Điều 18", "18.1", "seen"),
        ("while_you_wait", None, ND61, "khoản 4 Điều 17", "17.4", "seen"),
        ("supplement_policy", "restart", ND61, "khoản 4 Điều 19", "19.4", "seen"),
        ("supplement_notice_working_days", 3, ND61, "khoản 4 Điều 19", "19.4", "seen"),
        ("max_supplements", 1, ND61, "điểm c khoản 2 Điều 11", "11.2c", "seen"),
        ("max_journeys", 2, ND63, "khoản 4 Điều 20", "20.4", "seen"),
        ("refusal_in_term", None, ND61, "khoản 8 Điều 19", "19.8", "seen"),
        ("max_reschedules", 1, ND61, "khoản 9 Điều 19", "19.9", "seen"),
        ("reschedule_notice_days", 1, ND61, "khoản 9 Điều 19", "19.9", "seen"),
        ("early_return_notice", None, ND61, "khoản 4 Điều 20", "20.4", "seen"),
        ("stop_notice", False, TT01, "Điều 9", "9", "seen"),
    ],
    # The articles on supplements, refusals and new dates were not read: defaults, and the answer says so.
    "nd118_2025": [
        ("clock_start", None, ND118, "khoản 3 Điều 17", "17.3", "seen"),
        ("post_filing", None, QD45, "khoản 4 Điều 7", "7.4", "uncertain"),
        ("boundary_free_start", None, ND118, "khoản 3 Điều 17", "17.3", "seen"),
        ("intake_supplement", None, ND118, "điểm a khoản 2 Điều 17", "17.2a", "seen"),
        ("intake_refusal", None, ND118, None, None, "uncertain"),
        ("online_hand_over", None, ND118, None, None, "uncertain"),
        ("while_you_wait", None, ND118, None, None, "uncertain"),
        ("supplement_policy", "restart", ND118, None, None, "uncertain"),
        ("supplement_notice_working_days", 3, ND118, None, None, "uncertain"),
        ("max_supplements", None, ND118, None, None, "uncertain"),
        ("max_journeys", 2, ND63, "khoản 4 Điều 20", "20.4", "seen"),
        ("refusal_in_term", None, ND118, None, None, "uncertain"),
        ("max_reschedules", 1, ND118, None, None, "uncertain"),
        ("reschedule_notice_days", 1, ND118, None, None, "uncertain"),
        ("early_return_notice", None, ND118, None, None, "uncertain"),
        ("stop_notice", True, TT03, None, None, "seen"),
    ],
}

ND107 = ("107/2021/NĐ-CP", "Nghị định 107/2021/NĐ-CP", "Decree 107/2021/NĐ-CP", "Chính phủ", None)
ND367 = ("367/2025/NĐ-CP", "Nghị định 367/2025/NĐ-CP", "Decree 367/2025/NĐ-CP", "Chính phủ", None)
ND309 = ("309/2026/NĐ-CP", "Nghị định 309/2026/NĐ-CP", "Decree 309/2026/NĐ-CP", "Chính phủ", "2026-08-05")
# First day in force, whether what it changed was read.
AMENDMENTS = {
    "nd61_2018": [(ND107, "2021-12-06", False)],
    "nd118_2025": [(ND367, "2025-12-31", False), (ND309, "2026-08-05", True)],
}

OFFICE = ("Văn phòng Chính phủ", "Government Office")
BODIES = {
    "nd61_2018": [
        (
            "head_of_one_stop",
            "2018-06-21",
            ("Chủ tịch Ủy ban nhân dân cấp xã", "Chairman of the commune People's Committee"),
            (ND61, "khoản 4 Điều 10", "10.4", "seen"),
        ),
        ("issuer_of_forms", "2018-06-21", OFFICE, (ND61, None, None, "seen")),
    ],
    "nd118_2025": [
        (
            "head_of_one_stop",
            "2025-07-01",
            (
                "Giám đốc Trung tâm Phục vụ hành chính công cấp xã",
                "Director of the commune's public administrative service centre",
            ),
            (ND118, "khoản 3 Điều 10", "10.3", "seen"),
        ),
        ("issuer_of_forms", "2025-07-01", OFFICE, (ND118, None, None, "seen")),
        (
            "issuer_of_forms",
            "2026-08-05",
            ("Bộ Tư pháp", "Ministry of Justice"),
            (ND118, "khoản 1 Điều 35", "35.1", "seen"),
        ),
        (
            "issuer_of_dossier_codes",
            "2026-08-05",
            ("Bộ Công an", "Ministry of Public Security"),
            (ND118, "điểm g khoản 2 Điều 35", "35.2g", "seen"),
        ),
    ],
}

SLIP = ("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt of dossier and appointment for the result")
SUPPLEMENT = ("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Request to supplement the dossier")
REFUSAL = ("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal to handle the dossier")
APOLOGY_EN = "Apology and new date for the result"
CONTROL = ("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Control sheet of the handling")
REGISTER = ("Sổ theo dõi hồ sơ", "Register of dossiers")
UNNUMBERED = [
    (
        "opinion_form",
        None,
        (
            "Phiếu lấy ý kiến đánh giá việc giải quyết thủ tục hành chính",
            "Opinion form on the handling of the procedure",
        ),
        "A5",
    ),
    (
        "early_return_notice",
        None,
        ("Thông báo trả kết quả trước hẹn", "Notice that the result can be collected early"),
        "A5",
    ),
]
FORMS = {
    "nd61_2018": [
        ("appointment_slip", "01", SLIP, "A5"),
        ("supplement_request", "02", SUPPLEMENT, "A5"),
        ("refusal", "03", REFUSAL, "A5"),
        ("apology", "04", ("Phiếu xin lỗi và hẹn lại ngày trả kết quả", APOLOGY_EN), "A5"),
        ("control_sheet", "05", CONTROL, "A5"),
        ("register", "06", REGISTER, "A4"),
        *UNNUMBERED,
    ],
    "nd118_2025": [
        ("appointment_slip", "01", SLIP, "A5"),
        ("supplement_request", "02", SUPPLEMENT, "A5"),
        ("refusal", "03", REFUSAL, "A5"),
        ("apology", "04", ("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", APOLOGY_EN), "A5"),
        ("stop_notice", "05", ("Thông báo dừng giải quyết hồ sơ", "Notice that handling has stopped"), "A5"),
        ("control_sheet", "06", CONTROL, "A5"),
        ("register", "07", REGISTER, "A4"),
        *UNNUMBERED,
    ],
}

HEADS = {
    "nd61_2018": (
        "2018-06-21",
        "2025-06-30",
        ND61,
        ("Bộ phận Tiếp nhận và Trả kết quả", "one-stop unit (reception and return of results)"),
        TT01,
        "2019-01-06",
    ),
    "nd118_2025": (
        "2025-07-01",
        None,
        ND118,
        ("Trung tâm Phục vụ hành chính công", "public administrative service centre"),
        TT03,
        "2025-09-15",
    ),
}


def both(texts: tuple[str, str]) -> dict:
    return dict(zip(("vi", "en"), texts, strict=True))


def instrument(of: tuple) -> dict:
    number, vi, en, issuer, issued_on = of
    return {"number": number, "name": both((vi, en)), "issuer": issuer, "issued_on": issued_on}


def citation(of: tuple, article_vi: str | None, article: str | None, confidence: str) -> dict:
    number, vi, en, *_ = of
    text = (f"{article_vi} {vi}", f"{en}, Art. {article}") if article else (vi, en)
    return {"number": number, "article": article, "confidence": confidence, "text": both(text)}


def regime(given: dict) -> dict:
    on = str(parse_date(given["on"])) if given.get("on") else None
    if given.get("id"):
        name = given["id"]
        if name not in HEADS:
            raise RuleError("option_unknown", name)
    elif on:
        if on < "2018-06-21":
            raise RuleError("date_out_of_range", on)
        name = "nd61_2018" if on <= "2025-06-30" else "nd118_2025"
    else:
        raise RuleError("value_missing", "id")
    first, last, decree, one_stop, circular, circular_from = HEADS[name]
    newest = {role: since for role, since, *_ in BODIES[name] if on is None or since <= on}
    return {
        "id": name,
        "in_force_from_on": first,
        "in_force_until_on": last,
        "instrument": instrument(decree),
        "one_stop_name": both(one_stop),
        "amendments": [
            {"instrument": instrument(of), "from_on": since, "is_confirmed": read}
            for of, since, read in AMENDMENTS[name]
            if on is None or since <= on
        ],
        "provisions": [
            {"id": key, "value": value, "citation": citation(*basis), "is_confirmed": basis[-1] != "uncertain"}
            for key, value, *basis in PROVISIONS[name]
        ],
        "forms_instrument": instrument(circular),
        "forms_from_on": circular_from,
        "forms": [
            {"kind": kind, "number": number, "title": both(title), "paper": paper}
            for kind, number, title, paper in FORMS[name]
        ],
        "bodies": [
            {"role": role, "from_on": since, "name": both(names), "citation": citation(*basis)}
            for role, since, names, basis in BODIES[name]
            if on is None or newest.get(role) == since
        ],
    }
