//! Due dates, one function for each way of counting.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::hours::{Office, seconds};

/// Amounts are counted in ten-thousandths, so that 4.75 and 0.0001 are whole numbers.
pub(crate) const ONE: i64 = 10_000;
const LAST_DERIVED_YEAR: i32 = 2009;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unit {
    WorkingDayByDate,
    WorkingDayByClock,
    WorkingHour,
    Hour,
    Minute,
    Day,
    Week,
    Month,
    Year,
    SameDay,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effect {
    Day0,
    Day1,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Roll {
    Forward,
    Stay,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    pub(crate) received: NaiveDateTime,
    pub(crate) amount: i64,
    pub(crate) unit: Unit,
    pub(crate) cutoff: Option<(NaiveTime, Effect)>,
    pub(crate) roll: Option<Roll>,
}

/// When it is due, and the first and last day the calendar was asked about.
pub(crate) struct Due {
    pub(crate) at: NaiveDateTime,
    consulted: Option<(NaiveDate, NaiveDate)>,
}

impl Due {
    /// The weaker class of the two that the listed years have.
    pub(crate) fn is_derived(&self) -> bool {
        self.consulted.is_some_and(|(first, last)| first <= last && first.year() <= LAST_DERIVED_YEAR)
    }
}

/// `None`: the listed years do not reach that far, or the rules leave the answer open.
pub(crate) fn due(office: &Office<'_>, question: &Question) -> Option<Due> {
    let Question { received, amount, unit, .. } = *question;
    match unit {
        Unit::SameDay => same_day(office, received, Some(question.cutoff.map_or_else(default_cutoff, |(at, _)| at))),
        Unit::WorkingDayByDate if amount == 0 => same_day(office, received, None),
        Unit::WorkingDayByDate => working_days_by_date(office, question),
        Unit::WorkingDayByClock => by_working_time(office, received, amount * seconds(office.week.standard_day())),
        Unit::WorkingHour => by_working_time(office, received, amount * 3600),
        Unit::Hour => clock_time(office, question, amount * 3600),
        Unit::Minute => clock_time(office, question, amount * 60),
        Unit::Day | Unit::Week | Unit::Month | Unit::Year => calendar_unit(office, question),
    }
}

fn default_cutoff() -> NaiveTime {
    NaiveTime::from_hms_opt(15, 0, 0).expect("15:00 exists")
}

fn whole_seconds(ten_thousandths: i64) -> i64 {
    (ten_thousandths + ONE - 1) / ONE
}

fn same_day(office: &Office<'_>, received: NaiveDateTime, cutoff: Option<NaiveTime>) -> Option<Due> {
    let day_0 = received.date();
    let past_cutoff = cutoff.is_some_and(|cutoff| received.time() > cutoff);
    let past_closing = received > office.closing(day_0)?;
    let today = office.calendar.is_working(day_0)? && !past_cutoff && !past_closing;
    let due_on = if today { day_0 } else { office.calendar.nth_working_day(day_0, 1)? };
    Some(Due { at: office.closing(due_on)?, consulted: Some((day_0, due_on)) })
}

/// The day that is not counted: the day of receipt, unless a cut-off moves it.
fn day_zero(office: &Office<'_>, question: &Question) -> Option<NaiveDate> {
    let received_on = question.received.date();
    let Some((cutoff, effect)) = question.cutoff else {
        return Some(received_on);
    };
    if !office.calendar.is_working(received_on)? || question.received.time() <= cutoff {
        return Some(received_on);
    }
    let next_working_day = office.calendar.nth_working_day(received_on, 1)?;
    match effect {
        Effect::Day0 => Some(next_working_day),
        Effect::Day1 => next_working_day.pred_opt(),
    }
}

fn working_days_by_date(office: &Office<'_>, question: &Question) -> Option<Due> {
    let day_0 = day_zero(office, question)?;
    let last_whole_day = office.calendar.nth_working_day(day_0, question.amount / ONE)?;
    let part = question.amount % ONE;
    let (at, due_on) = if part == 0 {
        (office.closing(last_whole_day)?, last_whole_day)
    } else {
        let part_day = office.calendar.nth_working_day(last_whole_day, 1)?;
        let part_seconds = whole_seconds(part * seconds(office.shifts(part_day)?));
        if part_seconds == 0 {
            // A part of a working day on which the office keeps no hours: the rules do not say.
            return None;
        }
        (office.after(part_day.and_time(NaiveTime::MIN), part_seconds)?, part_day)
    };
    Some(Due { at, consulted: Some((day_0.succ_opt()?, due_on)) })
}

fn by_working_time(office: &Office<'_>, received: NaiveDateTime, ten_thousandths: i64) -> Option<Due> {
    let at = office.after(received, whole_seconds(ten_thousandths))?;
    Some(Due { at, consulted: Some((received.date(), at.date())) })
}

fn clock_time(office: &Office<'_>, question: &Question, ten_thousandths: i64) -> Option<Due> {
    let end = question.received.checked_add_signed(TimeDelta::seconds(whole_seconds(ten_thousandths)))?;
    if question.roll != Some(Roll::Forward) {
        return Some(Due { at: end, consulted: None });
    }
    if office.calendar.is_working(end.date())? {
        return Some(Due { at: end, consulted: Some((end.date(), end.date())) });
    }
    let due_on = office.calendar.nth_working_day(end.date(), 1)?;
    Some(Due { at: office.closing(due_on)?, consulted: Some((end.date(), due_on)) })
}

fn calendar_unit(office: &Office<'_>, question: &Question) -> Option<Due> {
    let amount = question.amount / ONE;
    let nominal = add_calendar_unit(day_zero(office, question)?, amount, question.unit)?;
    let stays = question.roll == Some(Roll::Stay) || office.calendar.is_working(nominal)?;
    let due_on = if stays { nominal } else { office.calendar.nth_working_day(nominal, 1)? };
    Some(Due { at: office.closing(due_on)?, consulted: Some((nominal, due_on)) })
}

fn add_calendar_unit(day_0: NaiveDate, amount: i64, unit: Unit) -> Option<NaiveDate> {
    let amount = u32::try_from(amount).ok()?;
    match unit {
        Unit::Day => day_0.checked_add_days(Days::new(amount.into())),
        Unit::Week => day_0.checked_add_days(Days::new(7 * u64::from(amount))),
        Unit::Month => Some(same_date_in_month(day_0, day_0.month0() + amount)),
        _ => Some(same_date_in_month(day_0, day_0.month0() + 12 * amount)),
    }
}

/// The same day of the month; where that month is too short, the latest day it has.
fn same_date_in_month(day_0: NaiveDate, months_from_january: u32) -> NaiveDate {
    let year = day_0.year() + i32::try_from(months_from_january / 12).expect("a few centuries at most");
    let month = months_from_january % 12 + 1;
    (1..=day_0.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day)).expect("every month has a first day")
}
