//! The questions asked backwards: until when to file, how long is left, by when to hand over.

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use super::count::Path;
use super::limit::TimeLimit;
use super::rules::CountingRules;
use super::{Deadline, deadline};
use crate::calendar::{Calendar, DayNumber, out_of_range};
use crate::error::Error;
use crate::hours::{Moment, OfficeHours, WorkingTime, bisect};
use crate::tables;

const LAST_SECOND: u32 = 86_399;

/// The latest receipt that is still due in time.
#[derive(Clone, Debug)]
pub struct LatestReceipt {
    received_at: NaiveDateTime,
    at_counter: Option<NaiveDateTime>,
    deadline: Deadline,
}

impl LatestReceipt {
    /// The latest moment: often the last second of a day, since the date of receipt decides.
    #[must_use]
    pub const fn received_at(&self) -> NaiveDateTime {
        self.received_at
    }

    /// The latest moment not after it at which the office is open.
    #[must_use]
    pub const fn at_counter(&self) -> Option<NaiveDateTime> {
        self.at_counter
    }

    /// What a receipt at that moment leads to. It may be due before the day wanted, when no receipt leads to exactly that day.
    #[must_use]
    pub const fn deadline(&self) -> &Deadline {
        &self.deadline
    }
}

/// The latest moment of receipt for which the result is due on a day, or before it.
///
/// ```
/// use motcua::{Calendar, CountingRules, TimeLimit, latest_receipt};
/// use chrono::NaiveDate;
///
/// let wanted = NaiveDate::from_ymd_opt(2026, 2, 13).unwrap(); // the last working day before Tết
/// let limit = TimeLimit::parse("5 ngày làm việc")?;
/// let latest = latest_receipt(wanted, &limit, &Calendar::vietnam(), &CountingRules::default())?;
/// assert_eq!(latest.at_counter().unwrap().to_string(), "2026-02-06 17:00:00");
/// assert_eq!(latest.deadline().due_on(), wanted);
/// # Ok::<(), motcua::Error>(())
/// ```
///
/// # Errors
/// As [`deadline`]; `date_out_of_range` too when the coverage holds no receipt early enough.
pub fn latest_receipt(
    due_on: NaiveDate,
    limit: &TimeLimit,
    calendar: &Calendar,
    rules: &CountingRules,
) -> Result<LatestReceipt, Error> {
    let wanted = calendar.number(due_on)?;
    limit.counted()?;
    let time = WorkingTime::new(calendar, &rules.hours);
    // Whether the days consulted are announced is asked of the answer, not of the candidates.
    let in_time = |day: u32, second: u32| {
        let received_at = Moment { day: DayNumber::from_raw(day), second }.date_time();
        Path::new(received_at, limit, &time, rules).is_ok_and(|path| path.due.date() <= due_on)
    };
    let Some(day) = latest_day(&time, wanted, |day| in_time(day, 0)) else {
        // Say what is wrong with the first day, if anything else is.
        deadline(Moment { day: DayNumber::FIRST, second: 0 }.date_time(), limit, calendar, rules)?;
        return Err(out_of_range("a receipt early enough for the day wanted,", due_on));
    };
    // Within a day the due date never falls as the hour rises.
    let latest_on = |day: u32| bisect(LAST_SECOND + 1, |second| in_time(day, second)).checked_sub(1);
    let latest = Moment { day: DayNumber::from_raw(day), second: latest_on(day).unwrap_or(0) };
    let received_at = latest.date_time();
    Ok(LatestReceipt {
        received_at,
        at_counter: at_counter(&time, latest, latest_on).map(Moment::date_time),
        deadline: deadline(received_at, limit, calendar, rules)?,
    })
}

/// The latest day, not after the one wanted, at whose first second a receipt is in time. At midnight no cut-off has passed, so the due
/// date never falls as the day of receipt rises, as long as the standard day has one length: hence one season after the other, from the last.
fn latest_day(time: &WorkingTime, wanted: DayNumber, in_time: impl Fn(u32) -> bool) -> Option<u32> {
    let mut end = wanted.get() + 1;
    for first in time.stretch_starts().rev().map(DayNumber::get).filter(|first| *first <= wanted.get()) {
        let days = bisect(end.saturating_sub(first), |day| in_time(first + day));
        if let Some(day) = days.checked_sub(1) {
            return Some(first + day);
        }
        end = first;
    }
    None
}

/// The latest moment, not after the latest receipt, at which the office is open and a receipt is in time. A receipt on the day before may
/// be after the cut-off that a receipt on a day off does not know; then an earlier hour of that day is.
fn at_counter(time: &WorkingTime, latest: Moment, latest_on: impl Fn(u32) -> Option<u32>) -> Option<Moment> {
    let mut at = time.last_open(latest)?;
    // Each turn goes back at least a day; a cut-off reaches over one working day.
    for _ in 0..4 {
        match latest_on(at.day.get()) {
            Some(second) if at.second <= second => return Some(at),
            Some(second) => at = time.last_open(Moment { day: at.day, second })?,
            None => at = time.last_open(Moment { day: at.day, second: 0 })?,
        }
    }
    None
}

/// What is left until a due moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "còn lại")]
pub struct Remaining {
    working_days: i64,
    working_seconds: i64,
    clock_seconds: i64,
}

impl Remaining {
    /// Working days after the day of the moment, up to and including the due day; negative when it has passed.
    #[must_use]
    pub const fn working_days(self) -> i64 {
        self.working_days
    }

    /// Seconds of office hours left; negative when overdue.
    #[must_use]
    pub const fn working_seconds(self) -> i64 {
        self.working_seconds
    }

    /// Seconds on the clock left; negative when overdue.
    #[must_use]
    pub const fn clock_seconds(self) -> i64 {
        self.clock_seconds
    }

    /// Whether the due moment has passed.
    #[must_use]
    pub const fn is_past(self) -> bool {
        self.clock_seconds < 0
    }
}

pub(super) fn remaining(deadline: &Deadline, at: NaiveDateTime) -> Result<Remaining, Error> {
    let time = &deadline.time;
    let due_at = deadline.due_at();
    let left = due_at - at;
    Ok(Remaining {
        working_days: time.calendar().count_working_days(at.date(), deadline.due_on())?,
        working_seconds: time.between(at, due_at)?,
        // Rounded down, so that half a second late is late.
        clock_seconds: left.num_seconds() - i64::from(left.subsec_nanos() < 0),
    })
}

/// By when the one-stop must have handed a dossier to the handling unit: within the working day of receipt, or, received after 15:00, after
/// closing or on a day off, by the start of the next working day. This does not move the due date.
///
/// Legal basis: Decree 61/2018 Art. 18.2; Decree 118/2025 Art. 18.2.
///
/// ```
/// use motcua::{Calendar, OfficeHours, hand_over_by};
/// use chrono::NaiveDate;
///
/// let at = |d, h, m| NaiveDate::from_ymd_opt(2026, 9, d).unwrap().and_hms_opt(h, m, 0).unwrap();
/// let by = |received_at| hand_over_by(received_at, &Calendar::vietnam(), &OfficeHours::default());
/// assert_eq!(by(at(7, 15, 0))?, at(7, 17, 0));
/// assert_eq!(by(at(7, 15, 1))?, at(8, 7, 0));
/// # Ok::<(), motcua::Error>(())
/// ```
///
/// # Errors
/// `date_out_of_range`; `not_announced` when the calendar was built for announced days only.
#[doc(alias = "chuyển hồ sơ")]
pub fn hand_over_by(received_at: NaiveDateTime, calendar: &Calendar, hours: &OfficeHours) -> Result<NaiveDateTime, Error> {
    let time = WorkingTime::new(calendar, hours);
    let received = Moment::new(calendar, received_at)?;
    let days = calendar.working_days();
    let close = time.close(received.day);
    let early = received.second <= tables::CUTOFF_HAND_OVER.time.num_seconds_from_midnight() && received <= close;
    let by = if early && days.contains(received.day) { Some(close) } else { days.after(received.day).map(|day| time.open(day)) };
    let by = by.ok_or_else(|| out_of_range("the day after", received_at.date()))?;
    calendar.check_announced(received.day, by.day)?;
    Ok(by.date_time())
}
