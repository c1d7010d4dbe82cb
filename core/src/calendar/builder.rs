//! Builds a calendar: the State's days, then the agency's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};

use super::day::Cause;
use super::index::{DayNumber, WorkingDays};
use super::local::LocalDays;
use super::statute::{self, MadeUp};
use super::week::Weekdays;
use super::{Calendar, HoursOf, Inner, Open, OpenDays};
use crate::error::Error;
use crate::tables::{self, HOLIDAYS};

/// What departs from [`Calendar::vietnam`].
///
/// ```
/// use motcua::{Calendar, Certainty};
/// use chrono::{NaiveDate, Weekday};
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// // An office that rests on Sunday only: swaps do not bind it.
/// let six_days = Calendar::builder().weekly_rest(&[Weekday::Sun]).build()?;
/// assert_eq!(six_days.add_working_days(day(2026, 1, 9), 1)?, day(2026, 1, 10));
///
/// // Announced days or an error.
/// let strict = Calendar::builder().announced_only(true).build()?;
/// assert_eq!(strict.add_working_days(Calendar::announced().1, 1).unwrap_err().code(), "not_announced");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct CalendarBuilder {
    pub(super) rest: Weekdays,
    culture_day_made_up: bool,
    worked_saturday_counts: bool,
    pub(super) announced_only: bool,
    closures: Vec<Arc<LocalDays>>,
    openings: Vec<Arc<LocalDays>>,
}

impl Default for CalendarBuilder {
    fn default() -> Self {
        Self {
            rest: Weekdays::from_bits(tables::WEEKLY_REST),
            culture_day_made_up: tables::CULTURE_DAY_MADE_UP.default,
            worked_saturday_counts: tables::WORKED_SATURDAY_COUNTS.default,
            announced_only: false,
            closures: Vec::new(),
            openings: Vec::new(),
        }
    }
}

impl CalendarBuilder {
    /// Other weekly rest days (ngày nghỉ hằng tuần). Days off in lieu follow them by the rule of the Labour Code; swaps bind only
    /// offices that rest on Saturday and Sunday and are left out.
    pub fn weekly_rest(mut self, days: &[Weekday]) -> Self {
        self.rest = Weekdays::from_days(days);
        self
    }

    /// Whether 24 November on a weekly rest day is made up; the law leaves it open, the default is no.
    pub const fn culture_day_made_up(mut self, made_up: bool) -> Self {
        self.culture_day_made_up = made_up;
        self
    }

    /// Whether a make-up workday counts as a working day of a time limit; the law leaves it open, the default is yes. The office is
    /// open on it in either case, so working time does not change.
    pub const fn worked_saturday_counts(mut self, counts: bool) -> Self {
        self.worked_saturday_counts = counts;
        self
    }

    /// Refuses, with `not_announced`, every answer that rests on a day whose year has not been announced.
    pub const fn announced_only(mut self, only: bool) -> Self {
        self.announced_only = only;
        self
    }

    /// Days on which the agency is closed: working days, make-up workdays and rest days alike. Public holidays, days off in lieu and swapped
    /// days keep their own kind. Of closures that overlap the first counts.
    pub fn closure(mut self, days: LocalDays) -> Self {
        self.closures.push(Arc::new(days));
        self
    }

    /// Days on which the agency works though it would rest, with the hours of its standard day. Days that are worked anyway stay as they
    /// are. Openings win over closures; of openings that overlap the first counts.
    pub fn opening(mut self, days: LocalDays) -> Self {
        self.openings.push(Arc::new(days));
        self
    }

    /// The calendar.
    ///
    /// # Errors
    /// `calendar_empty` when no working day is left.
    pub fn build(self) -> Result<Calendar, Error> {
        let every_day_rests = self.rest.is_every_day();
        let calendar = self.calendar();
        if calendar.working_days().count() > 0 {
            return Ok(calendar);
        }
        let why = if every_day_rests { "every day of the week is a rest day" } else { "closures cover every day" };
        Err(Error::CalendarEmpty { why })
    }

    /// The same with the other answer to an open question.
    pub(super) fn with_other_answer(mut self, question: Open) -> Self {
        match question {
            Open::CultureDayMadeUp => self.culture_day_made_up = !self.culture_day_made_up,
            Open::WorkedSaturdayCounts => self.worked_saturday_counts = !self.worked_saturday_counts,
        }
        self
    }

    /// The calendar, empty or not.
    pub(super) fn calendar(self) -> Calendar {
        let (causes, culture_day) = self.causes();
        let special: Vec<(DayNumber, Cause)> = causes.into_iter().collect();
        let rest = self.rest;
        let mut working: Vec<bool> =
            (0..DayNumber::count()).map(|d| !rest.contains_index(DayNumber::from_raw(d).weekday())).collect();
        for (day, cause) in &special {
            if let Some(is_working) = working.get_mut(day.get() as usize) {
                *is_working = match cause {
                    Cause::Opening(_) => true,
                    Cause::Makeup { .. } => self.worked_saturday_counts,
                    _ => false,
                };
            }
        }
        let (announced, last_announced) = statute::announced_span();
        Calendar(Arc::new(Inner {
            working_days: WorkingDays::new(|day| working.get(day.get() as usize).copied().unwrap_or(false)),
            open_days: open_days(&special),
            hanging_on: [culture_day, makeup_workdays(&special)],
            special,
            announced: (
                DayNumber::of(announced).unwrap_or(DayNumber::FIRST),
                DayNumber::of(last_announced).map_or(DayNumber::FIRST, DayNumber::next),
            ),
            builder: self,
            ranks: Default::default(),
            others: Default::default(),
        }))
    }

    /// Every day that is not what its weekday makes it, from the statute up to the agency's own; and the days off in lieu that only one
    /// of the two answers to the open question of 24 November has.
    fn causes(&self) -> (BTreeMap<DayNumber, Cause>, Vec<DayNumber>) {
        let mut causes = BTreeMap::new();
        let mut undecided = Vec::new();
        let mut put = |date: NaiveDate, cause: Cause| {
            if let Some(number) = DayNumber::of(date) {
                causes.insert(number, cause);
            }
        };
        if statute::swaps_bind(self.rest) {
            for (year, swap) in statute::swaps() {
                put(swap.off, Cause::SwappedOff { year, swap });
                put(swap.worked, Cause::Makeup { year, swap });
            }
        }
        for year in statute::years() {
            let days = statute::statutory_days(year);
            let holiday = |place: u8| HOLIDAYS.get(usize::from(place));
            let made_up = statute::made_up(&days, self.rest, self.culture_day_made_up);
            let otherwise = statute::made_up(&days, self.rest, !self.culture_day_made_up);
            undecided.extend(differing(&made_up, &otherwise));
            for made_up in made_up {
                if let Some(holiday) = holiday(made_up.of.holiday) {
                    put(made_up.date, Cause::MadeUp { holiday, of: made_up.of.date });
                }
            }
            for day in days {
                if let Some(holiday) = holiday(day.holiday) {
                    put(day.date, Cause::Holiday(holiday));
                }
            }
        }
        for (day, closure) in local_days(&self.closures) {
            let off_anyway = matches!(causes.get(&day), Some(cause) if !matches!(cause, Cause::Makeup { .. }));
            if !off_anyway {
                causes.insert(day, Cause::Closure(Arc::clone(closure)));
            }
        }
        for (day, opening) in local_days(&self.openings) {
            let works_anyway = match causes.get(&day) {
                None => !self.rest.contains_index(day.weekday()),
                Some(Cause::Makeup { .. }) => self.worked_saturday_counts,
                Some(_) => false,
            };
            if !works_anyway {
                causes.insert(day, Cause::Opening(Arc::clone(opening)));
            }
        }
        (causes, undecided)
    }
}

impl Cause {
    /// The hours an office keeps on such a day.
    pub(crate) fn hours(&self) -> HoursOf {
        match self {
            Self::Makeup { swap, .. } => HoursOf::Weekday(swap.off.weekday().num_days_from_monday()),
            Self::Opening(_) => HoursOf::StandardDay,
            _ => HoursOf::Closed,
        }
    }
}

/// Each day of a list of ranges once, with the first range that holds it; linear in days plus ranges however much they overlap.
fn local_days(ranges: &[Arc<LocalDays>]) -> Vec<(DayNumber, &Arc<LocalDays>)> {
    // For each day the next one, itself included, that no range has taken yet.
    let mut free: Vec<u32> = (0..=DayNumber::count()).collect();
    let mut next_free = |from: u32, take: bool| {
        let mut day = from;
        while let Some(&next) = free.get(day as usize).filter(|&&next| next != day) {
            day = next;
        }
        // Whoever asks from here again goes straight there.
        for at in [from, day] {
            if let Some(entry) = free.get_mut(at as usize) {
                *entry = day + u32::from(take && at == day);
            }
        }
        day
    };
    let mut days = Vec::new();
    for range in ranges {
        let (first, last) = range.span();
        let mut day = next_free(first.get(), false);
        while day <= last.get() {
            next_free(day, true);
            days.push((DayNumber::from_raw(day), range));
            day = next_free(day, false);
        }
    }
    days
}

/// Running sums of what the special days change about the number of open days of each class.
fn open_days(special: &[(DayNumber, Cause)]) -> Vec<OpenDays> {
    let mut sums = [0_i32; 8];
    let mut add = |class: u32, change: i32| {
        if let Some(sum) = sums.get_mut(class as usize) {
            *sum = sum.saturating_add(change);
        }
        sums
    };
    special
        .iter()
        .map(|(day, cause)| {
            let without = add(day.weekday(), -1);
            match cause.hours() {
                HoursOf::Closed => without,
                HoursOf::Weekday(weekday) => add(weekday, 1),
                HoursOf::StandardDay => add(7, 1),
            }
        })
        .collect()
}

fn makeup_workdays(special: &[(DayNumber, Cause)]) -> Vec<DayNumber> {
    special.iter().filter(|(_, cause)| matches!(cause, Cause::Makeup { .. })).map(|(day, _)| *day).collect()
}

/// The dates that only one of two lists has. One of them is at most one date longer, which pushes none of the others: nothing is off
/// around 24 November.
fn differing(some: &[MadeUp], others: &[MadeUp]) -> Vec<DayNumber> {
    let lacking = |list: &[MadeUp], date| list.iter().all(|made_up| made_up.date != date);
    let only = |list: &'_ [MadeUp], other: &'_ [MadeUp]| -> Vec<DayNumber> {
        list.iter().filter(|m| lacking(other, m.date)).filter_map(|m| DayNumber::of(m.date)).collect()
    };
    [only(some, others), only(others, some)].concat()
}
