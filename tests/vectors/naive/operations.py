"""Each operation of the vectors: what is given in, what may be expected out."""

from fractions import Fraction

from . import procedure, service_quality, survey
from .backwards import hand_over, latest_receipt
from .calendar import LUNAR, certainty_of_year, read_calendar
from .dossier import dossier
from .errors import RuleError
from .estimate import proportion
from .form import form
from .hours import Hours
from .interlinked import interlinked
from .limit_text import parse_limit
from .listings import ONE_DAY
from .moments import parse_date, parse_moment
from .office import Office
from .petition import contact_record, petition, register
from .plan import quality_objectives, reform_plan
from .question import flags, read_question, skipped
from .rank import rank, rank_sensitivity, rank_uncertainty, rank_units
from .regime import regime
from .report import on_time_report
from .score import score, score_units
from .unit import score_change, unit_question


def day(given: dict) -> dict:
    date, calendar = parse_date(given["date"]), read_calendar(given)
    answer = {
        "is_working": calendar.is_working(date),
        "kind": calendar.kind(date),
        "certainty": certainty_of_year(date.year),
    }
    calendar.check_announced(date, date)
    return answer


def add_working_days(given: dict) -> dict:
    start, calendar = parse_date(given["from"]), read_calendar(given)
    date = calendar.nth_working_day(start, given["days"])
    # The day one starts from is not looked at.
    calendar.check_announced(*((start + ONE_DAY, date) if date >= start else (date, start - ONE_DAY)))
    return {"date": str(date)}


def count_working_days(given: dict) -> dict:
    after, until, calendar = parse_date(given["after"]), parse_date(given["until"]), read_calendar(given)
    days = calendar.count_working_days(after, until)
    calendar.check_announced(min(after, until) + ONE_DAY, max(after, until))
    return {"days": days}


def lunar(given: dict) -> dict:
    year, month, day_of_month, leap = LUNAR.of(parse_date(given["date"]))
    return {"year": year, "month": month, "day": day_of_month, "leap": leap}


def lunar_to_solar(given: dict) -> dict:
    return {"date": str(LUNAR.to_solar((given["year"], given["month"], given["day"], given["leap"])))}


def read_office(given: dict) -> Office:
    return Office(read_calendar(given), Hours(given.get("hours")))


def working_time(given: dict) -> dict:
    begin, end, office = parse_moment(given["from"]), parse_moment(given["to"]), read_office(given)
    seconds = office.seconds_between(begin, end)
    office.calendar.check_announced(min(begin, end).date(), max(begin, end).date())
    return {"seconds": seconds}


def add_working_time(given: dict) -> dict:
    begin, office = parse_moment(given["at"]), read_office(given)
    if given["seconds"] < 0:
        raise RuleError("amount_negative", str(given["seconds"]))
    end = office.after(begin, Fraction(given["seconds"]))
    office.calendar.check_announced(begin.date(), end.date())
    return {"at": end.isoformat()}


def deadline(given: dict) -> dict:
    received, question = parse_moment(given["received_at"]), read_question(given)
    due = question.announced_due(received)
    return {
        "due_on": str(due.on),
        "due_at": due.at.isoformat(),
        "certainty": due.certainty,
        "flags": flags(question, received),
        "skipped": skipped(question, received),
    }


def latest(given: dict) -> dict:
    found = latest_receipt(read_question(given), parse_date(given["due_on"]))
    return {
        "received_at": found.received_at.isoformat(),
        "at_counter": found.at_counter and found.at_counter.isoformat(),
        "due_on": str(found.due.on),
    }


def remaining(given: dict) -> dict:
    at, question = parse_moment(given["at"]), read_question(given)
    due = question.announced_due(parse_moment(given["received_at"]))
    days = count_working_days({**given, "after": str(at.date()), "until": str(due.on)})["days"]
    seconds = working_time({**given, "from": at.isoformat(), "to": due.at.isoformat()})["seconds"]
    return {
        "working_days": days,
        "working_seconds": seconds,
        "clock_seconds": int((due.at - at).total_seconds()),
        "is_past": at > due.at,
    }


def hand_over_by(given: dict) -> dict:
    return {"by": hand_over(parse_moment(given["received_at"]), read_office(given)).isoformat()}


OPERATIONS = {
    "day": day,
    "add_working_days": add_working_days,
    "count_working_days": count_working_days,
    "lunar": lunar,
    "lunar_to_solar": lunar_to_solar,
    "deadline": deadline,
    "parse_limit": lambda given: parse_limit(given["text"]),
    "working_time": working_time,
    "add_working_time": add_working_time,
    "latest_receipt": latest,
    "remaining": remaining,
    "hand_over": hand_over_by,
    "dossier": dossier,
    "interlinked": interlinked,
    "petition": petition,
    "petition_register": register,
    "contact_record": contact_record,
    "reform_plan": reform_plan,
    "quality_objectives": quality_objectives,
    "procedure_code": procedure.procedure_code,
    "search": procedure.search,
    "catalogue_check": procedure.catalogue_check,
    "procedure_limit": procedure.procedure_limit,
    "completeness": procedure.completeness,
    "publication": procedure.publication,
    "regime": regime,
    "form": form,
    "score": score,
    "score_units": score_units,
    "officer_score": service_quality.officer_score,
    "agency_score": service_quality.agency_score,
    "service_quality": service_quality.service_quality,
    "rank": rank,
    "rank_units": rank_units,
    "rank_uncertainty": rank_uncertainty,
    "rank_sensitivity": rank_sensitivity,
    "score_change": score_change,
    "on_time_report": on_time_report,
    "unit": unit_question,
    "proportion": proportion,
    "survey": survey.survey,
    "survey_change": survey.survey_change,
    "sample_size": survey.sample_size,
    "reliability": survey.reliability,
}
