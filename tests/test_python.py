"""What the Python package promises beyond the vectors: types in and out, exceptions, value semantics."""

import copy
import datetime as dt
import doctest
from decimal import Decimal
from types import MappingProxyType

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
    assert len({cls.code for cls in classes}) == len(classes) == 11
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
