//! The library against the naive model: exhaustively where the questions can be listed, on dense grids elsewhere.
//!
//! The model knows 2007-2027 and steps through days and shifts; see `oracle/naive.rs`. Where it has no answer the
//! library is not asked.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a wrong fixture has to stop the test, and helpers outside #[test] functions are not exempt by themselves"
)]

#[path = "oracle/naive.rs"]
mod naive;

#[path = "oracle/check_calendar.rs"]
mod check_calendar;
#[path = "oracle/check_deadlines.rs"]
mod check_deadlines;
#[path = "oracle/check_working_time.rs"]
mod check_working_time;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use motcua::OfficeHours;

use naive::calendar::{Calendar as NaiveCalendar, date};
use naive::hours::{Office, Week};

type WeekSpec = &'static [(&'static str, &'static str)];

const DEFAULT_WEEK: WeekSpec = &[("mon-fri", "07:00-11:30,13:30-17:00")];

/// Weeks that differ in what tends to go wrong: lunch, Saturday mornings, a short Friday, a closed Wednesday, shifts that
/// touch, a Sunday, closing times before and after the usual cut-off.
const WEEKS: [WeekSpec; 6] = [
    DEFAULT_WEEK,
    &[("mon-fri", "07:30-11:30,13:30-17:00"), ("sat", "07:30-11:00")],
    &[("mon-thu", "07:30-12:00,13:00-17:00"), ("fri", "07:30-11:30")],
    &[("mon-tue", "08:00-12:00,13:00-16:30"), ("thu-fri", "08:00-12:00,13:00-16:30")],
    &[("mon-fri", "07:00-12:00,12:00-17:00"), ("sun", "08:00-09:30")],
    &[("mon-fri", "07:15-09:00,09:45-11:30,12:30-14:30")],
];

/// Fortnights around Tết 2026 and around the worked Saturday of August 2026, with a week to either side.
const FORTNIGHTS: [(&str, &str); 2] = [("2026-02-09", "2026-03-01"), ("2026-08-17", "2026-09-06")];

fn office_hours(spec: WeekSpec) -> OfficeHours {
    OfficeHours::from_week(spec.iter().copied()).expect("the weeks of this file are valid")
}

fn office<'a>(calendar: &'a NaiveCalendar, spec: WeekSpec) -> Office<'a> {
    Office { calendar, week: Week::new(spec) }
}

fn days_between(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |date| *date <= last)
}

fn minutes_between(first: &str, last: &str) -> impl Iterator<Item = NaiveDateTime> {
    let (start, end) = (date(first).and_time(NaiveTime::MIN), date(last).and_time(NaiveTime::MIN) + TimeDelta::days(1));
    (0..(end - start).num_minutes()).map(move |minute| start + TimeDelta::minutes(minute))
}
