//! Working time from every minute of two fortnights.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use motcua::{Calendar, WorkingTime};

use super::naive::calendar::{Calendar as NaiveCalendar, date};
use super::naive::hours::Office;
use super::{FORTNIGHTS, WEEKS, minutes_between, office, office_hours};

/// The minutes of a stretch of time, each open or closed: the plainest picture of working time there is.
struct Strip {
    start: NaiveDateTime,
    /// The open minutes, in order, counted from `start`.
    open: Vec<usize>,
    /// How many minutes are open before each minute.
    open_before: Vec<usize>,
}

impl Strip {
    /// Runs a month past `last`, so that an addition from the last minute still ends inside.
    fn new(office: &Office<'_>, first: &str, last: &str) -> Self {
        let mut strip = Strip { start: date(first).and_time(NaiveTime::MIN), open: Vec::new(), open_before: Vec::new() };
        let end = (date(last) + TimeDelta::days(31)).to_string();
        for (minute, at) in minutes_between(first, &end).enumerate() {
            strip.open_before.push(strip.open.len());
            if office.is_open(at).expect("a listed day") {
                strip.open.push(minute);
            }
        }
        strip
    }

    fn at(&self, minute: usize) -> NaiveDateTime {
        self.start + TimeDelta::minutes(small(minute))
    }

    fn open_minutes(&self, from: usize, to: usize) -> i64 {
        small(self.open_before[to] - self.open_before[from])
    }

    /// The end of the n-th open minute from `minute` on.
    fn after(&self, minute: usize, n: usize) -> NaiveDateTime {
        match n {
            0 => self.at(minute),
            _ => self.at(self.open[self.open_before[minute] + n - 1] + 1),
        }
    }
}

fn small(number: usize) -> i64 {
    i64::try_from(number).expect("a few weeks of minutes")
}

#[test]
fn working_time_from_every_minute_of_two_fortnights() {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    for (spec, (first, last)) in WEEKS.iter().flat_map(|spec| FORTNIGHTS.map(|window| (*spec, window))) {
        let hours = office_hours(spec);
        let working_time = WorkingTime::new(&library, &hours);
        let strip = Strip::new(&office(&model, spec), first, last);
        for minute in 0..minutes_between(first, last).count() {
            let at = strip.at(minute);
            for n in [0, 1, 60, 241, 480, 1500] {
                let seconds = 60 * small(n);
                assert_eq!(working_time.add(at, seconds).ok(), Some(strip.after(minute, n)), "{spec:?}: {at} + {n} min");
            }
            for length in [1, 45, 721, 1440, 9000] {
                let seconds = 60 * strip.open_minutes(minute, minute + length);
                let end = strip.at(minute + length);
                assert_eq!(working_time.between(at, end).ok(), Some(seconds), "{spec:?}: {at}..{end}");
                assert_eq!(working_time.between(end, at).ok(), Some(-seconds), "{spec:?}: {end}..{at}");
            }
        }
    }
}

#[test]
fn working_time_between_moments_that_are_not_whole_minutes() {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    for (spec, (first, last)) in WEEKS.iter().flat_map(|spec| FORTNIGHTS.map(|window| (*spec, window))) {
        let (hours, office) = (office_hours(spec), office(&model, spec));
        let working_time = WorkingTime::new(&library, &hours);
        for at in minutes_between(first, last).map(|at| at + TimeDelta::seconds(17)).step_by(7) {
            for seconds in [1, 43, 59, 3601, 28_799, 28_801, 100_003] {
                let end = office.after(at, seconds).expect("well before 2028");
                assert_eq!(working_time.add(at, seconds).ok(), Some(end), "{spec:?}: {at} + {seconds} s");
                assert_eq!(working_time.between(at, end).ok(), Some(seconds), "{spec:?}: {at}..{end}");
            }
        }
    }
}
