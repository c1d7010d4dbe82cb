"""The groups of law, typed in from the texts for the model; a stage without a limit: none was found."""

from datetime import date

from .errors import RuleError

SUPPLEMENT_AND_REMOTE = {"supplement": "2 working_day", "remote": "5 working_day"}
DECREE_63 = date(2024, 7, 1)
AMENDED = date(2026, 9, 1)
# Decree 301/2026: the applicant supplements within 7 working days; outages are repaired within 24 hours.
PAUSES_OF_BIRTH = {"supplement": "7 working_day", "outage": "24 hour"}
PAUSES_OF_DEATH = {"supplement": "7 working_day"}
PEOPLES_COMMITTEE, CIVIL_STATUS_OFFICE = "UBND cấp xã", "Cơ quan đăng ký hộ tịch"
INSURANCE, RESIDENCE = "Cơ quan bảo hiểm xã hội", "Cơ quan đăng ký cư trú"

BIRTH = ("civil_status", "Đăng ký khai sinh", "Birth registration")
MOVE_IN = ("residence", "Đăng ký thường trú", "Permanent residence")
HEALTH_CARD = ("insurance", "Cấp thẻ bảo hiểm y tế", "Health insurance card")
CONSENT = ("vneid_consent", "Ý kiến đồng ý qua VNeID", "Consent on VNeID")
IDENTITY_CARD = ("identity_card", "Cấp thẻ căn cước", "Identity card")
DEATH = ("civil_status", "Đăng ký khai tử", "Death registration")
MOVE_OUT = ("residence", "Xóa đăng ký thường trú", "Removal of permanent residence")
SURVIVORS = (
    "social_insurance",
    "Chế độ tử tuất, mai táng của bảo hiểm xã hội",
    "Survivor and funeral benefits of social insurance",
)
FUNERAL = ("funeral_support", "Hỗ trợ chi phí mai táng", "Funeral support")
MERIT = ("merit", "Chế độ đối với người có công", "Benefit for people with merit")


def cited(vi: str, en: str) -> dict:
    return {"vi": vi, "en": en, "confidence": "seen"}


AMENDED_DECREE = cited(
    "Nghị định 63/2024/NĐ-CP, sửa đổi bởi Nghị định 301/2026/NĐ-CP",
    "Decree 63/2024/NĐ-CP as amended by Decree 301/2026/NĐ-CP",
)
ARTICLE_14 = cited("Điều 14 " + AMENDED_DECREE["vi"], AMENDED_DECREE["en"] + ", Art. 14")
DAK_LAK = cited(
    "Thủ tục 1.115323 (Đắk Lắk) trên Cổng Dịch vụ công quốc gia, tháng 7/2026",
    "Procedure 1.115323 (Đắk Lắk) on the National Public Service Portal, July 2026",
)


def stage(named: tuple[str, str, str], unit: str, limit: str | None = None, *after: str, basis: dict | None = None, **more) -> dict:
    """A limit is cited; where there is none, there is nothing to cite."""
    id, name_vi, name_en = named
    names = {"id": id, "name_vi": name_vi, "name_en": name_en}
    return {**names, "unit": unit, "limit": limit, "after": list(after), "basis": basis if limit else None, **more}


def birth(amended: bool) -> dict:
    if not amended:
        return {
            "stages": [
                stage(BIRTH, PEOPLES_COMMITTEE),
                stage(MOVE_IN, RESIDENCE, None, "civil_status"),
                stage(HEALTH_CARD, INSURANCE, None, "civil_status"),
            ]
        }
    verified = {"limits": {"verification": "5 working_day"}, "basis": AMENDED_DECREE}
    consent = {"only_in": "vneid_consent", "counts_in_total": False, "basis": AMENDED_DECREE}
    card = {"only_in": "identity_card", "basis": AMENDED_DECREE}
    return {
        "total": "3 working_day",
        "total_limits": {"verification": "5 working_day"},
        "cutoff": "interlinked",
        "pause_limits": PAUSES_OF_BIRTH,
        "stages": [
            stage(BIRTH, CIVIL_STATUS_OFFICE, "24 hour", basis=AMENDED_DECREE),
            stage(CONSENT, "Người có liên quan", "5 working_day", **consent),
            stage(MOVE_IN, RESIDENCE, "2 working_day", "civil_status", "vneid_consent", **verified),
            stage(HEALTH_CARD, INSURANCE, None, "civil_status"),
            stage(IDENTITY_CARD, "Cơ quan quản lý căn cước", "5 working_day", "civil_status", **card),
        ],
    }


def death(amended: bool) -> dict:
    def step(named: tuple[str, str, str], unit: str, limit: str, *after: str, limits: dict | None = None, **more) -> dict:
        found = {"limit": limit, "limits": limits or {}, "basis": ARTICLE_14} if amended else {}
        return stage(named, unit, None, *after, **more) | found

    office = CIVIL_STATUS_OFFICE if amended else PEOPLES_COMMITTEE
    stopped = {"stop_monthly_survivor_benefit": "2 working_day"}
    return {
        "pause_limits": PAUSES_OF_DEATH if amended else {},
        "stages": [
            step(DEATH, office, "24 hour", limits={"verification": "3 working_day"}),
            step(MOVE_OUT, RESIDENCE, "1 working_day", "civil_status"),
            step(SURVIVORS, INSURANCE, "8 working_day", "civil_status", limits=stopped, only_in="social_insurance"),
            step(FUNERAL, "Cơ quan y tế", "3 working_day", "civil_status", only_in="funeral_support"),
            step(MERIT, "Cơ quan nội vụ", "18 working_day", "civil_status", only_in="merit"),
        ],
    }


def joint_circular(total: str, *, residence: bool) -> dict:
    stages = [stage(BIRTH, PEOPLES_COMMITTEE)]
    stages += [stage(MOVE_IN, "Cơ quan công an", None, "civil_status")] if residence else []
    stages += [stage(HEALTH_CARD, INSURANCE, None, "civil_status")]
    return {"total": total, "total_extra": SUPPLEMENT_AND_REMOTE, "stages": stages}


def land() -> dict:
    registration = ("registration", "Đăng ký đất đai", "Registration")
    payment = ("financial_obligation", "Thực hiện nghĩa vụ tài chính", "Payment of taxes and fees")
    certificate = ("certificate", "Cấp Giấy chứng nhận", "Certificate")
    unlimited = {"only_in": "financial_obligation", "counts_in_total": False}
    before = ("registration", "financial_obligation")
    return {
        "total": "20 working_day",
        "total_extra": {"mountain": "10 day"},
        "stages": [
            stage(registration, "Cơ quan đăng ký đất đai", "17 working_day", basis=DAK_LAK),
            stage(payment, "Người sử dụng đất", None, "registration", **unlimited),
            stage(certificate, "Cơ quan cấp Giấy chứng nhận", "3 working_day", *before, basis=DAK_LAK),
        ],
    }


def group_of_law(id: str, day: date) -> dict:
    groups = {
        "ttlt05_2015_birth_residence_insurance": (date(2015, 7, 1), lambda: joint_circular("20 working_day", residence=True)),
        "ttlt05_2015_birth_insurance": (date(2015, 7, 1), lambda: joint_circular("15 working_day", residence=False)),
        "nd63_2024_birth": (DECREE_63, lambda: birth(day >= AMENDED)),
        "nd63_2024_death": (DECREE_63, lambda: death(day >= AMENDED)),
        "land_first_registration": (date.min, land),
    }
    if id not in groups:
        raise RuleError("option_unknown", id)
    in_force_from, group = groups[id]
    if day < in_force_from:
        raise RuleError("value_out_of_range", str(day))
    return group()
