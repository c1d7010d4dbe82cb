"""What the Python package promises beyond the vectors: types in and out, exceptions, value semantics."""

import copy
import datetime as dt
import doctest
import json
import pickle
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

import motcua
import pytest

RECEIVED = dt.datetime(2026, 4, 24, 10)
CLOSURE = {
    "from": dt.date(2026, 10, 19),
    "to": "2026-10-20",
    "reason_vi": "Nghỉ do lũ lụt",
    "reason_en": "Closed for flooding",
    "citation": "Thông báo 12/TB-UBND",
}


def test_dates_go_in_and_come_out_as_datetime():
    due = motcua.deadline(RECEIVED, "03 ngày làm việc")
    assert type(due.due_on) is dt.date and type(due.due_at) is dt.datetime
    assert due.due_at == dt.datetime(2026, 5, 4, 17)
    assert due.received_at == RECEIVED and due.due_at.tzinfo is None
    day = motcua.Calendar.vietnam().day(dt.date(2026, 8, 22))
    assert day.linked_date == dt.date(2026, 8, 31)


def test_the_docstring_of_the_package_runs():
    assert doctest.testmod(motcua).failed == 0


def test_every_code_has_its_class():
    classes = {getattr(motcua, name) for name in motcua.__all__ if name.endswith("Error")} - {motcua.MotcuaError}
    assert len({cls.code for cls in classes}) == len(classes) == 33
    for cls in classes:
        assert issubclass(cls, motcua.MotcuaError) and issubclass(cls, ValueError)
        snake = "".join("_" + c.lower() if c.isupper() else c for c in cls.__name__.removesuffix("Error"))
        assert cls.code == snake.removeprefix("_")


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: motcua.Calendar.vietnam().day(dt.date(2006, 12, 31)), "date_out_of_range"),
        (lambda: motcua.Calendar.vietnam().day(dt.date(9999, 12, 31)), "date_out_of_range"),
        (lambda: motcua.Calendar.vietnam().add_working_days(dt.date(2026, 1, 1), 10**18), "amount_out_of_range"),
        (lambda: motcua.Calendar.vietnam().add_working_days(dt.date(2026, 1, 1), -(10**30)), "amount_out_of_range"),
        (lambda: motcua.Calendar.vietnam(announced_only=True).day(dt.date(2030, 1, 2)), "not_announced"),
        (lambda: motcua.Calendar.vietnam(weekly_rest=["mon", "x"]), "option_unknown"),
        (
            lambda: motcua.Calendar.vietnam(weekly_rest=["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
            "calendar_empty",
        ),
        (lambda: motcua.deadline(RECEIVED.replace(tzinfo=dt.timezone.utc), "3 day"), "date_invalid"),
        (lambda: motcua.deadline(RECEIVED, "theo dự án được phê duyệt"), "limit_undetermined"),
        (lambda: motcua.deadline(RECEIVED, "1.5 day"), "amount_out_of_range"),
        (lambda: motcua.deadline(RECEIVED, "3 fortnight"), "unit_unknown"),
        (lambda: motcua.deadline(RECEIVED, "3 day", counting="by_moon"), "option_unknown"),
        (lambda: motcua.deadline(RECEIVED, "3 day", cutoff="25:00"), "hours_invalid"),
        (lambda: motcua.deadline(RECEIVED, "3 day", hours="07:00-"), "hours_invalid"),
        (lambda: motcua.deadline(RECEIVED, "3 day", hours={"mon-fri": 8}), "hours_invalid"),
        (lambda: motcua.TimeLimit(float("nan"), "day"), "amount_invalid"),
        (lambda: motcua.TimeLimit(-1, "day"), "amount_negative"),
        (lambda: motcua.TimeLimit("9" * 100_000, "day"), "amount_out_of_range"),
        (lambda: motcua.TimeLimit.parse("x" * 1_000_000), "amount_invalid"),
        (lambda: motcua.LunarDate(2026, 3, 31), "date_invalid"),
        (lambda: motcua.parse_moment("2026-04-24T10:00:00+07:00"), "date_invalid"),
        (lambda: motcua.deadline(RECEIVED, "3 day").explain("fr"), "option_unknown"),
        (lambda: motcua.add_working_seconds(RECEIVED, -1), "amount_negative"),
        (lambda: motcua.Calendar.vietnam().add_working_days(dt.date(2026, 1, 1), 1.5), "amount_invalid"),
        (lambda: motcua.Calendar.vietnam().add_working_days(dt.date(2026, 1, 1), float("nan")), "amount_invalid"),
        (lambda: motcua.Calendar.vietnam().add_working_days(dt.date(2026, 1, 1), 10**5000), "amount_out_of_range"),
        (lambda: motcua.TimeLimit(10**5000, "day"), "amount_out_of_range"),
        (lambda: motcua.Calendar.vietnam().day(RECEIVED.replace(tzinfo=dt.timezone.utc)), "date_invalid"),
        (lambda: motcua.LunarDate(2026, 300, 1), "date_invalid"),
        (lambda: motcua.LunarDate(2026, -1, 1), "date_invalid"),
        (lambda: motcua.Calendar.vietnam(closures=[{"from": "2026-01-05"}]), "option_unknown"),
        (lambda: motcua.Calendar.vietnam(closures=[{**CLOSURE, "reason": "x"}]), "option_unknown"),
        (lambda: motcua.Calendar.vietnam(closures=[{**CLOSURE, "reason_vi": None}]), "option_unknown"),
    ],
)
def test_bad_input_is_a_typed_error(ask, code):
    with pytest.raises(motcua.MotcuaError) as raised:
        ask()
    assert raised.value.code == code
    assert str(raised.value) and len(str(raised.value)) < 300


def test_what_is_no_date_is_a_type_error():
    for ask in (
        lambda: motcua.Calendar.vietnam().day("2026-01-01"),
        lambda: motcua.deadline(dt.date(2026, 4, 24), "3 day"),
        lambda: motcua.deadline(RECEIVED, 3),
        lambda: motcua.deadline(RECEIVED, "3 day", hours=8),
    ):
        with pytest.raises(TypeError):
            ask()


def test_a_fraction_of_a_second_is_rounded_up():
    # After 15:00:00 means strictly later, and be it by a microsecond.
    just_after = dt.datetime(2026, 11, 23, 15, 0, 0, 1)
    assert motcua.deadline(just_after, "trong ngày").due_on == dt.date(2026, 11, 25)
    assert motcua.deadline(just_after, "1 hour").due_at == dt.datetime(2026, 11, 23, 16, 0, 1)
    last = dt.datetime(2026, 11, 23, 23, 59, 59, 999_999)
    assert motcua.deadline(last, "1 working_day").due_on == dt.date(2026, 11, 25)


def test_limits_are_values():
    limit = motcua.TimeLimit.parse("04,750 ngày làm việc")
    assert (limit.amount, limit.unit, limit.undetermined) == ("4.75", "working_day", False)
    assert limit == motcua.TimeLimit(Decimal("4.75"), "working_day") == motcua.TimeLimit("4.75", "working_day")
    assert len({limit, copy.copy(limit), motcua.TimeLimit.parse(str(limit))}) == 1
    free = motcua.TimeLimit.parse("theo dự án được phê duyệt")
    assert free.undetermined and free.amount is None and free.unit is None
    assert str(free) == "theo dự án được phê duyệt"


def test_an_agency_has_its_own_days():
    calendar = motcua.Calendar.vietnam(closures=[CLOSURE])
    day = calendar.day(dt.date(2026, 10, 20))
    assert (day.kind, day.is_working, day.name_vi) == ("local_closure", False, "Nghỉ do lũ lụt")
    assert [str(citation) for citation in day.citations] == ["Thông báo 12/TB-UBND"]
    due = motcua.deadline(dt.datetime(2026, 10, 16, 9), "1 working_day", calendar=calendar)
    assert due.due_on == dt.date(2026, 10, 21)
    assert "Thông báo 12/TB-UBND" in due.explain("vi")


def test_hours_have_seasons():
    hours = {
        "mon-fri": "07:00-11:30,13:30-17:00",
        "seasons": [{"from": "2026-04-16", "to": "2026-10-15", "hours": "06:30-11:00,13:30-17:00", "citation": "QĐ 1"}],
    }
    six, seven = dt.datetime(2026, 7, 6, 6), dt.datetime(2026, 7, 6, 7)
    assert motcua.working_seconds_between(six, seven, hours=hours) == 1800
    assert motcua.add_working_seconds(six, 1800, hours=hours) == seven


def test_hours_that_contain_themselves_do_not_nest():
    hours = {"mon-fri": "07:00-11:30,13:30-17:00", "sat": None}
    hours["seasons"] = [{"from": "2026-07-01", "to": "2026-07-31", "hours": hours, "citation": "QĐ 1"}]
    assert motcua.working_seconds_between(dt.datetime(2026, 7, 6), dt.datetime(2026, 7, 7), hours=hours) == 8 * 3600
    same = motcua.working_seconds_between(dt.datetime(2026, 7, 6), dt.datetime(2026, 7, 7), hours=MappingProxyType(hours))
    assert same == 8 * 3600


def test_the_exact_instant_is_rounded_up_once():
    half = dt.datetime(2026, 1, 5, 9, 0, 0, 500_000)
    assert motcua.deadline(half, "0.0001 hour").due_at == dt.datetime(2026, 1, 5, 9, 0, 1)
    late = dt.datetime(2026, 1, 5, 15, 0, 0, 500_000)
    assert motcua.deadline(late, "0.3333 working_day", counting="by_clock").due_at == dt.datetime(2026, 1, 6, 7, 40)
    last = dt.datetime(2026, 1, 5, 23, 59, 59, 500_000)
    nothing = motcua.deadline(last, "0 working_hour")
    assert (nothing.due_on, nothing.due_at) == (dt.date(2026, 1, 6), dt.datetime(2026, 1, 6))
    due = motcua.deadline(RECEIVED, "3 working_day")
    assert due.remaining(due.due_at + dt.timedelta(microseconds=1)).is_past and not due.remaining(due.due_at).is_past


def test_the_inverse_and_what_is_left():
    latest = motcua.latest_receipt(dt.date(2026, 2, 13), "5 ngày làm việc")
    assert latest.at_counter == dt.datetime(2026, 2, 6, 17)
    assert latest.deadline.due_on == dt.date(2026, 2, 13)
    left = latest.deadline.remaining(dt.datetime(2026, 2, 12, 16))
    assert (left.working_days, left.working_seconds, left.is_past) == (1, 9 * 3600, False)
    assert latest.deadline.remaining(dt.datetime(2026, 2, 14)).is_past
    assert motcua.hand_over_by(dt.datetime(2026, 9, 7, 15, 0, 1)) == dt.datetime(2026, 9, 8, 7)


def test_lunar_dates_go_both_ways():
    tet = motcua.lunar(dt.date(2026, 2, 17))
    assert (tet.year, tet.month, tet.day, tet.leap) == (2026, 1, 1, False)
    assert tet.to_solar() == dt.date(2026, 2, 17) and tet == motcua.LunarDate(2026, 1, 1)
    assert tet < motcua.lunar(dt.date(2026, 2, 18)) and tet.day_name() == "mùng 1 tháng Giêng"
    assert motcua.lunar(dt.date(1967, 12, 31)).proleptic and not tet.proleptic


def test_steps_carry_their_basis():
    due = motcua.deadline(RECEIVED, "3 working_day")
    steps = {step.operation: step for step in due.steps}
    assert steps["leave_out_first_day"].citations[0].article == "147.2"
    skipped = [(run.first, run.last, run.kind) for run in due.steps[2].days]
    assert skipped == [
        (dt.date(2026, 4, 25), dt.date(2026, 4, 25), "weekend"),
        (dt.date(2026, 4, 26), dt.date(2026, 4, 26), "public_holiday"),
        (dt.date(2026, 4, 27), dt.date(2026, 4, 27), "compensatory_day_off"),
    ]
    assert due.steps[-1].end == due.due_at


SUBMITTED = {"at": dt.datetime(2026, 7, 6, 8), "kind": "submitted", "channel": "counter"}
ACCEPTED = {"at": dt.datetime(2026, 7, 6, 8, 10), "kind": "accepted"}
AS_OF = dt.datetime(2026, 7, 8, 8)


def standing(**changed):
    return motcua.dossier(**{"limit": "5 working_day", "events": [SUBMITTED, ACCEPTED], "as_of": AS_OF, **changed})


def test_answers_are_immutable_records_with_real_types():
    now = standing()
    assert isinstance(now, motcua.Record) and isinstance(now, motcua.records.DossierAnswer)
    assert (now.state, now.due_on, now.due_at) == ("in_process", dt.date(2026, 7, 13), dt.datetime(2026, 7, 13, 17))
    assert type(now.due_on) is dt.date and now["due_on"] == now.due_on and now.decided_at is None
    [duty] = [duty for duty in now.duties if duty.duty == "appointment_slip"]
    assert isinstance(duty, motcua.records.DutyAnswer) and duty.since_at == ACCEPTED["at"]
    assert duty.citation.article == "17.3" and duty.citation.text.en.endswith("Art. 17.3")
    for change in (lambda: setattr(now, "state", "x"), lambda: delattr(now, "state"), lambda: now["state"].x):
        with pytest.raises(AttributeError):
            change()
    with pytest.raises(AttributeError, match="DossierAnswer has no field 'due'"):
        _ = now.due
    with pytest.raises(KeyError):
        _ = now["due"]
    assert "due_on" in now and "due" not in now and len(now) == len(now.keys()) == len(list(now))
    assert dict(now)["owes"] == now.owes == ("appointment_slip",)
    assert "state" in dir(now) and repr(now).startswith("DossierAnswer(regime='nd118_2025', state='in_process', due_on=")


def test_records_are_values():
    now, again = standing(), standing()
    assert now == again and hash(now) == hash(again) and len({now, again}) == 1
    assert now != standing(limit="6 working_day") and now != now.to_dict()
    for copied in (copy.copy(now), copy.deepcopy(now), pickle.loads(pickle.dumps(now))):
        assert copied == now and type(copied) is type(now) and type(copied.duties[0]) is type(now.duties[0])
    given = {"limit": "5 working_day", "events": [SUBMITTED, ACCEPTED], "as_of": AS_OF}
    message = motcua.evaluate({"operation": "dossier", "given": given})
    assert now.to_dict() == message["expect"] == json.loads(json.dumps(now.to_dict()))


def test_what_goes_in_may_be_of_many_types():
    class Pair(NamedTuple):
        first: dict
        second: dict

    same = [
        standing(events=(SUBMITTED, ACCEPTED)),
        standing(events=Pair(MappingProxyType(SUBMITTED), ACCEPTED)),
        standing(events=[{**SUBMITTED, "at": "2026-07-06T08:00:00"}, ACCEPTED], as_of="2026-07-08T08:00"),
        standing(limit=motcua.TimeLimit(5, "working_day")),
        standing(limit={"amount": Decimal("5.0"), "unit": "working_day"}),
        standing(regime=None, calendar={}, hours="07:00-11:30,13:30-17:00"),
        standing(calendar=motcua.Calendar.vietnam()),
        standing(calendar={"weekly_rest": ("sat", "sun")}),
    ]
    assert all(now.due_at == standing().due_at for now in same)
    calendar = motcua.Calendar.vietnam(closures=[{**CLOSURE, "from": "2026-07-09", "to": dt.date(2026, 7, 10)}])
    assert standing(calendar=calendar).due_on == dt.date(2026, 7, 15)
    code = motcua.dossier_code(unit="000.17.22.H56", received_on=dt.date(2021, 5, 31), serial=1)
    assert code.code == "000.17.22.H56-210531-0001" and code == motcua.dossier_code(**{"code": code.code})
    # After the moment means strictly later, and be it by a microsecond.
    assert standing(events=[SUBMITTED, {**ACCEPTED, "at": SUBMITTED["at"].replace(microsecond=1)}]).promises[
        0
    ].made_at == dt.datetime(2026, 7, 6, 8, 0, 1)


@pytest.mark.parametrize(
    ("changed", "error", "path", "index"),
    [
        ({"events": [SUBMITTED, {**ACCEPTED, "foo": 1}]}, motcua.FieldUnknownError, "events[1].foo", None),
        ({"events": [SUBMITTED, {**ACCEPTED, "form": "apology"}]}, motcua.FieldUnknownError, "events[1].form", 1),
        ({"events": [SUBMITTED, {**ACCEPTED, "at": dt.datetime(2026, 7, 5)}]}, motcua.EventOutOfOrderError, "events[1]", 1),
        ({"events": [{"at": AS_OF}]}, motcua.RequestInvalidError, "events[0].kind", None),
        ({"events": [SUBMITTED, {**ACCEPTED, "officer": {1}}]}, motcua.RequestInvalidError, "events[1].officer", None),
        ({"events": [SUBMITTED, {1: 2}]}, motcua.RequestInvalidError, "events[1]", None),
        ({"events": {1, 2}}, motcua.RequestInvalidError, "events", None),
        ({"limit": 5}, motcua.RequestInvalidError, "limit", None),
        ({"limit": b"5 day"}, motcua.RequestInvalidError, "limit", None),
        ({"limit": "\ud800"}, motcua.RequestInvalidError, "limit", None),
        ({"max_supplements": 10**5000}, motcua.RequestInvalidError, "max_supplements", None),
        ({"max_supplements": float("inf")}, motcua.RequestInvalidError, "max_supplements", None),
        ({"calendar": {"holidays": []}}, motcua.FieldUnknownError, "calendar.holidays", None),
        ({"as_of": AS_OF.replace(tzinfo=dt.timezone.utc)}, motcua.DateInvalidError, None, None),
        ({"as_of": dt.datetime.max}, motcua.DateInvalidError, None, None),
        ({"as_of": dt.date(2026, 7, 8)}, motcua.DateInvalidError, None, None),
    ],
)
def test_a_refusal_says_where(changed, error, path, index):
    with pytest.raises(error) as raised:
        standing(**changed)
    assert (raised.value.code, raised.value.path, raised.value.index) == (error.code, path, index)
    assert path is None or path.split(".")[0].split("[")[0] in str(raised.value)
    same = pickle.loads(pickle.dumps(raised.value))
    assert (type(same), str(same), same.path, same.index) == (error, str(raised.value), path, index)


def test_a_name_that_does_not_exist_is_a_type_error():
    with pytest.raises(TypeError, match="as_off"):
        standing(as_off=AS_OF)
    with pytest.raises(TypeError, match="events"):
        motcua.dossier(limit="5 day", as_of=AS_OF)


def test_what_contains_itself_is_refused():
    round_list, round_dict = [], {}
    round_list += [round_list, round_list]
    round_dict["seasons"] = [round_dict]
    for changed in ({"events": round_list}, {"hours": round_dict}):
        with pytest.raises(motcua.RequestInvalidError, match="nests too deep"):
            standing(**changed)
    assert motcua.evaluate({"operation": "dossier", "given": round_dict})["error"] == "request_invalid"


def test_evaluate_answers_in_kind_and_never_raises_for_a_refusal():
    question = {"operation": "lunar", "given": {"date": dt.date(2026, 2, 17)}}
    answer = {"expect": {"year": 2026, "month": 1, "day": 1, "leap": False}}
    wrong = {"operation": "lunar", "given": {"date": RECEIVED.replace(tzinfo=dt.timezone.utc)}}
    assert motcua.evaluate(question) == motcua.evaluate(MappingProxyType(question)) == answer
    first, second, third = motcua.evaluate([question, wrong, {"operation": "lunar", "given": {"date": object()}}])
    assert (first, second["error"]) == (answer, "date_invalid")
    assert (third["error"], third["path"]) == ("request_invalid", "given.date")
    assert motcua.evaluate((question,)) == [answer] and motcua.evaluate([]) == []
    assert json.loads(motcua.evaluate(json.dumps({"operation": "lunar", "given": {"date": "2026-02-17"}}))) == answer
    assert json.loads(motcua.evaluate("\ud800"))["error"] == "request_invalid"
    for request in (None, 5, b"{}", dt.date(2026, 2, 17), {1, 2}):
        with pytest.raises(TypeError):
            motcua.evaluate(request)

    class Broken(dict):
        def keys(self):
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        motcua.evaluate(Broken(operation="lunar"))


def test_words_python_keeps_for_itself_end_in_an_underscore():
    period = {"from_": dt.date(2026, 1, 1), "to": dt.date(2026, 12, 31)}
    register = motcua.petition_register(petitions=[], as_of=dt.datetime(2026, 12, 31), **period)
    assert register.counts.received == 0
    with pytest.raises(motcua.DateInvalidError):
        motcua.petition_register(petitions=[], as_of=dt.datetime(2026, 12, 31), from_=period["to"], to=period["from_"])


def test_days_of_force_are_dates():
    csv = "code,name,limit,in_force_from\n1.001193,A,3 day,2026-01-01\n"
    catalogue = motcua.catalogue_check(csv=csv).catalogue
    assert catalogue.procedures[0].versions[0].in_force_from == dt.date(2026, 1, 1)
    applies = motcua.procedure_limit(catalogue=catalogue, code="1.001193", on=dt.date(2026, 7, 6))
    assert (applies.in_force_from, applies.in_force_until) == (dt.date(2026, 1, 1), None)
