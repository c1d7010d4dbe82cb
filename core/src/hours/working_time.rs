//! Working seconds along the calendar, without stepping through days.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::OfficeHours;
use super::table::TimeTable;
use super::week::{DaySeconds, Shifts, Week};
use crate::calendar::{Calendar, DayNumber, beyond};
use crate::error::Error;

const SECONDS_PER_DAY: u32 = 86_400;

/// Working time of one office: how much lies between two moments, and when an amount of it has passed.
///
/// Time runs while the office is open and the day is no holiday, day off in lieu or swapped day. A make-up workday has the hours of the
/// weekday it replaces. Both questions are answered by bisection over the days that are not what their weekday makes them.
///
/// ```
/// use motcua::{Calendar, OfficeHours, WorkingTime};
/// use chrono::NaiveDate;
///
/// let at = |d, h, min| NaiveDate::from_ymd_opt(2026, 4, d).unwrap().and_hms_opt(h, min, 0).unwrap();
/// let time = WorkingTime::new(&Calendar::vietnam(), &OfficeHours::default());
///
/// // Friday afternoon to Tuesday morning, across a weekend and a Monday off.
/// assert_eq!(time.between(at(24, 16, 0), at(28, 8, 0))?, 2 * 3600);
/// assert_eq!(time.add(at(24, 16, 0), 2 * 3600)?, at(28, 8, 0));
/// // An amount that ends at closing ends then, not at the next opening.
/// assert_eq!(time.add(at(24, 16, 0), 3600)?, at(24, 17, 0));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "thời gian làm việc")]
pub struct WorkingTime {
    calendar: Calendar,
    hours: OfficeHours,
    /// First day and working seconds before it, of each stretch of days with one week of hours.
    stretches: Vec<(DayNumber, i64)>,
    /// The answers of each day, for an office of which many are asked.
    table: Option<Arc<TimeTable>>,
}

impl WorkingTime {
    /// Working time of an office with these hours on this calendar.
    #[must_use]
    pub fn new(calendar: &Calendar, hours: &OfficeHours) -> Self {
        let mut stretches = Vec::with_capacity(1);
        let mut previous: Option<(DayNumber, &Week, i64)> = None;
        for (first, week) in hours.stretches() {
            let before = previous
                .map_or(0, |(start, week, before)| before + regular(calendar, week, first) - regular(calendar, week, start));
            stretches.push((first, before));
            previous = Some((first, week, before));
        }
        Self { calendar: calendar.clone(), hours: hours.clone(), stretches, table: None }
    }

    /// The same with the answers of each day at hand. It takes one to two megabytes and the time of some thousand questions to make.
    pub(crate) fn tabulated(mut self) -> Self {
        self.table = TimeTable::new(&self.calendar, &self.hours).map(Arc::new);
        self
    }

    pub(crate) fn table(&self) -> Option<&TimeTable> {
        self.table.as_deref()
    }

    /// Working seconds from one moment to another; negative when reversed.
    ///
    /// # Errors
    /// `date_out_of_range`; `not_announced` when the calendar was built for announced days only.
    pub fn between(&self, from: NaiveDateTime, to: NaiveDateTime) -> Result<i64, Error> {
        let (a, b) = (Moment::new(&self.calendar, from)?, Moment::new(&self.calendar, to)?);
        self.calendar.check_announced(a.day.min(b.day), a.day.max(b.day))?;
        Ok(self.elapsed(b) - self.elapsed(a))
    }

    /// The earliest moment, not before `at`, by which `seconds` more working seconds have passed.
    ///
    /// # Errors
    /// `amount_negative`; `date_out_of_range` when the moment or the answer lies outside the coverage; `not_announced` when the
    /// calendar was built for announced days only.
    pub fn add(&self, at: NaiveDateTime, seconds: i64) -> Result<NaiveDateTime, Error> {
        if seconds < 0 {
            return Err(Error::AmountNegative { value: seconds.to_string() });
        }
        let from = Moment::new(&self.calendar, at)?;
        let to = self.advance(from, seconds).ok_or_else(|| beyond("working seconds", seconds))?;
        self.calendar.check_announced(from.day, to.day)?;
        Ok(to.date_time())
    }

    /// The first days of the stretches with one week of hours.
    pub(crate) fn stretch_starts(&self) -> impl DoubleEndedIterator<Item = DayNumber> {
        self.stretches.iter().map(|(first, _)| *first)
    }

    /// Working seconds from the first moment covered to this one.
    pub(crate) fn elapsed(&self, at: Moment) -> i64 {
        let shifts = self.shifts(at.day);
        self.before(at.day) + i64::from(shifts.seconds_before(at.second))
    }

    /// The earliest moment not before `from` with so many more working seconds; `None` past the coverage.
    pub(crate) fn advance(&self, from: Moment, seconds: i64) -> Option<Moment> {
        if seconds == 0 {
            return from.plus(0);
        }
        let target = self.elapsed(from).checked_add(seconds)?;
        let day = self.day_reaching(target)?;
        let second = self.shifts(day).time_after(u32::try_from(target - self.before(day)).ok()?)?;
        Some(Moment { day, second })
    }

    /// Working seconds before a day begins.
    fn before(&self, day: DayNumber) -> i64 {
        if let Some(before) = self.table.as_ref().and_then(|table| table.before(day)) {
            return before;
        }
        let at = self.stretches.partition_point(|(first, _)| *first <= day).saturating_sub(1);
        let (first, before) = self.stretches.get(at).copied().unwrap_or((DayNumber::FIRST, 0));
        let week = self.hours.week(first);
        before + regular(&self.calendar, week, day) - regular(&self.calendar, week, first)
    }

    /// The first day by whose end so many working seconds have passed since the first moment covered; `target` is positive.
    fn day_reaching(&self, target: i64) -> Option<DayNumber> {
        if let Some(table) = &self.table {
            return table.day_reaching(target).map(DayNumber::from_raw);
        }
        let at = self.stretches.partition_point(|(_, before)| *before < target).saturating_sub(1);
        let (first, before) = self.stretches.get(at).copied()?;
        let week = self.hours.week(first);
        // The same amount on a calendar that always had this week's hours.
        let target = target - before + regular(&self.calendar, week, first);
        let special = self.calendar.special();
        let before_special = |at: usize| special.get(at).map(|(day, _)| regular_after(&self.calendar, week, *day, at));
        // At most one for each day covered.
        let count = special.len() as u32;
        let after = bisect(count, |at| before_special(at as usize).is_some_and(|before| before < target)) as usize;
        let (day, before) = match after.checked_sub(1).and_then(|at| Some((special.get(at)?, before_special(at)?))) {
            None => (DayNumber::FIRST, 0),
            Some(((day, cause), before)) => {
                let with_own = before + i64::from(week.shifts(cause.hours()).seconds());
                if with_own >= target {
                    return Some(*day);
                }
                (day.next(), with_own)
            }
        };
        // From here to the target every day is what its weekday makes it: whole weeks, then at most seven days.
        let missing = target - before;
        let (per_week, _) = week_sums(week, 0);
        let weeks = u32::try_from((missing - 1) / per_week.max(1)).ok()?;
        let mut missing = missing - i64::from(weeks) * per_week;
        let day = day.get().checked_add(weeks.checked_mul(7)?)?;
        let reached = (day..day.checked_add(7)?).map(DayNumber::from_raw).find(|day| {
            missing -= weekday_seconds(week, day.weekday());
            missing <= 0
        })?;
        (reached.get() < DayNumber::count()).then_some(reached)
    }

    pub(crate) const fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The moment itself while the office is open, else its next opening.
    pub(crate) fn opening(&self, at: Moment) -> Option<Moment> {
        if let Some(second) = self.shifts(at.day).open_from(at.second) {
            return Some(Moment { day: at.day, second });
        }
        // The first second of working time after this moment ends one second after the opening.
        let next = self.advance(at, 1)?;
        Some(Moment { day: next.day, second: next.second - 1 })
    }

    /// The latest moment not after this one at which the office is open or just closes.
    pub(crate) fn last_open(&self, at: Moment) -> Option<Moment> {
        if let Some(second) = self.shifts(at.day).open_until(at.second) {
            return Some(Moment { day: at.day, second });
        }
        let day = self.day_reaching(self.before(at.day))?;
        Some(Moment { day, second: self.shifts(day).closing()? })
    }

    pub(crate) fn shifts(&self, day: DayNumber) -> &Shifts {
        let table = self.table.as_ref().and_then(|table| table.shifts(day));
        table.unwrap_or_else(|| self.hours.week(day).shifts(self.calendar.hours_of(day)))
    }

    /// Working seconds of the standard day in force on a day: the longest of Monday to Friday.
    pub(crate) fn standard_seconds(&self, day: DayNumber) -> u32 {
        self.hours.week(day).standard().seconds()
    }

    /// The first opening of a day; of the standard day where the day has no hours.
    pub(crate) fn open(&self, day: DayNumber) -> Moment {
        let standard = || self.hours.week(day).standard().open_from(0);
        let second = self.shifts(day).open_from(0).or_else(standard).unwrap_or_default();
        Moment { day, second }
    }

    /// The last closing of a day; of the standard day where the day has no hours.
    pub(crate) fn close(&self, day: DayNumber) -> Moment {
        let standard = || self.hours.week(day).standard().closing();
        let second = self.shifts(day).closing().or_else(standard).unwrap_or_default();
        Moment { day, second }
    }
}

/// Working seconds before a day, had the office always kept this week's hours.
fn regular(calendar: &Calendar, week: &Week, day: DayNumber) -> i64 {
    regular_after(calendar, week, day, calendar.special().partition_point(|(special, _)| *special < day))
}

/// The same when the number of special days before it is known.
fn regular_after(calendar: &Calendar, week: &Week, day: DayNumber, special_before: usize) -> i64 {
    let (per_week, partial) = week_sums(week, day.get() % 7);
    let plain = i64::from(day.get() / 7) * per_week + partial;
    let change = special_before.checked_sub(1).and_then(|at| calendar.open_days().get(at)).map_or(0, |changes| {
        week.seconds().iter().zip(changes).map(|(&seconds, &days)| i64::from(seconds) * i64::from(days)).sum()
    });
    plain + change
}

/// How many of the places from 0 satisfy a predicate that, once false, stays false.
pub(crate) fn bisect(places: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, places);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// Seconds of a whole week, and of its first so many days counted from the weekday of the first day covered.
fn week_sums(week: &Week, days: u32) -> (i64, i64) {
    (0..7).fold((0, 0), |(all, partial), offset| {
        let seconds = weekday_seconds(week, DayNumber::from_raw(offset).weekday());
        (all + seconds, if offset < days { partial + seconds } else { partial })
    })
}

fn weekday_seconds(week: &Week, weekday: u32) -> i64 {
    week.seconds().get(weekday as usize).copied().map_or(0, i64::from)
}

/// A covered moment, in whole seconds: a fraction of a second is rounded up, within its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) day: DayNumber,
    /// 0 to 86,400: the end of a day is not the beginning of the next, because the date of receipt decides.
    pub(crate) second: DaySeconds,
}

impl Moment {
    pub(crate) fn new(calendar: &Calendar, at: NaiveDateTime) -> Result<Self, Error> {
        let second = at.num_seconds_from_midnight() + u32::from(at.nanosecond() > 0);
        Ok(Self { day: calendar.number(at.date())?, second: second.min(SECONDS_PER_DAY) })
    }

    pub(crate) fn date(self) -> NaiveDate {
        self.day.date()
    }

    pub(crate) fn date_time(self) -> NaiveDateTime {
        let midnight = self.date().and_time(NaiveTime::MIN);
        midnight.checked_add_signed(TimeDelta::seconds(self.second.into())).unwrap_or(midnight)
    }

    /// So many seconds later on the clock; `None` past the coverage.
    pub(crate) fn plus(self, seconds: i64) -> Option<Self> {
        let total = i64::from(self.day.get()) * i64::from(SECONDS_PER_DAY) + i64::from(self.second);
        let total = u64::try_from(total.checked_add(seconds)?).ok()?;
        let day = u32::try_from(total / u64::from(SECONDS_PER_DAY)).ok().filter(|&day| day < DayNumber::count())?;
        let second = u32::try_from(total % u64::from(SECONDS_PER_DAY)).ok()?;
        Some(Self { day: DayNumber::from_raw(day), second })
    }
}
