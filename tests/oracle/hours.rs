//! Office hours, and working time taken shift by shift.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::calendar::{Calendar, Day};

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// No limit of the tests needs more; it only stops a walk that leaves the listed years.
const LONGEST_WALK_IN_DAYS: u64 = 800;

#[derive(Clone, Copy)]
pub(crate) struct Shift {
    pub(crate) open: NaiveTime,
    pub(crate) close: NaiveTime,
}

impl Shift {
    fn seconds(self) -> i64 {
        (self.close - self.open).num_seconds()
    }
}

/// The shifts of Monday to Sunday.
pub(crate) struct Week([Vec<Shift>; 7]);

impl Week {
    /// From the same keys and texts that the library is given, read without its help.
    pub(crate) fn new(spec: &[(&str, &str)]) -> Self {
        let mut week = Week(Default::default());
        for (key, shifts) in spec {
            let (first, last) = key.split_once('-').unwrap_or((key, key));
            for weekday in position(first)..=position(last) {
                week.0[weekday] = shifts.split(',').map(shift).collect();
            }
        }
        week
    }

    fn on(&self, weekday: Weekday) -> &[Shift] {
        &self.0[weekday.num_days_from_monday() as usize]
    }

    /// The longest of Monday to Friday.
    pub(crate) fn standard_day(&self) -> &[Shift] {
        self.0[..5].iter().max_by_key(|shifts| seconds(shifts)).expect("a week has five weekdays")
    }
}

pub(crate) fn seconds(shifts: &[Shift]) -> i64 {
    shifts.iter().map(|shift| shift.seconds()).sum()
}

fn position(weekday: &str) -> usize {
    WEEKDAYS.iter().position(|name| *name == weekday).expect("a weekday of three letters")
}

fn shift(text: &str) -> Shift {
    let (open, close) = text.split_once('-').expect("opening-closing");
    Shift { open: clock(open), close: clock(close) }
}

fn clock(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").expect("HH:MM")
}

/// One office: when its doors are open.
pub(crate) struct Office<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) week: Week,
}

impl Office<'_> {
    pub(crate) fn shifts(&self, date: NaiveDate) -> Option<&[Shift]> {
        Some(match self.calendar.day(date)? {
            Day::Working | Day::Weekend => self.week.on(date.weekday()),
            Day::Makeup(replaced) => self.week.on(replaced),
            Day::Off => &[],
        })
    }

    pub(crate) fn closing(&self, date: NaiveDate) -> Option<NaiveDateTime> {
        let last = self.shifts(date)?.last().or(self.week.standard_day().last())?;
        Some(date.and_time(last.close))
    }

    pub(crate) fn is_open(&self, at: NaiveDateTime) -> Option<bool> {
        let time = at.time();
        Some(self.shifts(at.date())?.iter().any(|shift| shift.open <= time && time < shift.close))
    }

    /// The earliest moment, not before `at`, by which `seconds` of working time have passed.
    pub(crate) fn after(&self, at: NaiveDateTime, mut seconds: i64) -> Option<NaiveDateTime> {
        if seconds == 0 {
            return Some(at);
        }
        for offset in 0..LONGEST_WALK_IN_DAYS {
            let date = at.date().checked_add_days(Days::new(offset))?;
            for shift in self.shifts(date)? {
                let begin = date.and_time(shift.open).max(at);
                let available = (date.and_time(shift.close) - begin).num_seconds().max(0);
                if available > 0 && seconds <= available {
                    return begin.checked_add_signed(TimeDelta::seconds(seconds));
                }
                seconds -= available;
            }
        }
        None
    }
}
