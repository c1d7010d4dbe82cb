//! Days, kinds of day, and working-day arithmetic.

mod day;
mod index;
mod local;
pub(crate) mod lunar;
pub(crate) mod statute;
mod week;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate, Weekday};

pub(crate) use self::day::Cause;
pub use self::day::{Day, DayKind};
pub(crate) use self::index::{DayNumber, WorkingDays};
pub use self::local::LocalDays;
pub use self::lunar::LunarDate;
use self::statute::MadeUp;
use self::week::Weekdays;
use crate::error::Error;
use crate::law::Certainty;
use crate::tables::{self, FIRST_DAY, HOLIDAYS, LAST_DAY};

/// The working-day calendar of state offices in Viet Nam.
///
/// It covers 2007-01-01 to 2199-12-31: every day has a kind, a name and a legal basis, and [`Day::certainty`] says whether the Prime
/// Minister has announced its year. A clone is a pointer, so pass calendars around freely.
///
/// Legal basis: Labour Code 2019, Art. 111-112 and its predecessors, and each year's announcement.
///
/// ```
/// use motcua::Calendar;
/// use chrono::NaiveDate;
///
/// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
/// let calendar = Calendar::vietnam();
///
/// // 26 April 2026 (Hung Kings) is a Sunday: the 27th is off in its place, and 30 April and 1 May are holidays.
/// assert_eq!(calendar.add_working_days(day(4, 24), 3)?, day(5, 4));
/// // Counted are the working days after the first date, up to and including the second.
/// assert_eq!(calendar.count_working_days(day(4, 24), day(5, 4))?, 3);
/// // Backwards: the working day before a day.
/// assert_eq!(calendar.add_working_days(day(5, 4), -1)?, day(4, 29));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone)]
#[doc(alias = "lịch làm việc")]
pub struct Calendar(Arc<Inner>);

impl fmt::Debug for Calendar {
    /// What it was built from, not its tables.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calendar")
            .field("rest", &self.0.rest)
            .field("announced_only", &self.0.announced_only)
            .field("working_days", &self.0.working_days.count())
            .finish_non_exhaustive()
    }
}

struct Inner {
    rest: Weekdays,
    announced_only: bool,
    working_days: WorkingDays,
    /// Days that are not what their weekday makes them, in order.
    special: Vec<(DayNumber, Cause)>,
    /// For each special day, what it and those before it change about the open days, by class of hours.
    open_days: Vec<OpenDays>,
    /// Working weekdays that would be off if the open question of 24 November went the other way, and the reverse.
    undecided: Vec<DayNumber>,
    /// First day of the announced years, and the first day after them.
    announced: (DayNumber, DayNumber),
}

/// How many days of each class of hours: Monday to Sunday, then the standard day.
pub(crate) type OpenDays = [i16; 8];

/// Which hours an office keeps on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HoursOf {
    /// Those of a weekday, Monday 0.
    Weekday(u32),
    /// Those of the standard day.
    StandardDay,
    /// None: the office is closed.
    Closed,
}

impl Calendar {
    /// The calendar of an office that rests on Saturday and Sunday, with both open questions at their default.
    #[must_use]
    pub fn vietnam() -> Self {
        static VIETNAM: OnceLock<Calendar> = OnceLock::new();
        VIETNAM.get_or_init(|| Self(Arc::new(CalendarBuilder::default().inner()))).clone()
    }

    /// A calendar with an agency's own days, other weekly rest days, or another answer to an open question.
    pub fn builder() -> CalendarBuilder {
        CalendarBuilder::default()
    }

    /// First and last day covered, both included.
    #[must_use]
    pub const fn coverage() -> (NaiveDate, NaiveDate) {
        (FIRST_DAY, LAST_DAY)
    }

    /// First and last day of the years whose days off have been announced, both included.
    #[must_use]
    pub fn announced() -> (NaiveDate, NaiveDate) {
        statute::announced_span()
    }

    /// One day with its kind, name and legal basis.
    ///
    /// # Errors
    /// `date_out_of_range`; `not_announced` when the calendar was built for announced days only.
    pub fn day(&self, date: NaiveDate) -> Result<Day, Error> {
        let number = self.number(date)?;
        self.check_announced(number, number)?;
        Ok(self.describe(number))
    }

    /// The n-th working day strictly after a date, or for a negative `n` strictly before it; for 0 the date itself.
    ///
    /// The date itself need not be a working day and is never counted. Takes the same time for every `n`.
    ///
    /// # Errors
    /// `date_out_of_range` when the date or the answer lies outside the coverage, `amount_out_of_range` beyond a thousand million,
    /// `not_announced` when the calendar was built for announced days only.
    #[doc(alias = "cộng ngày làm việc")]
    pub fn add_working_days(&self, date: NaiveDate, n: i64) -> Result<NaiveDate, Error> {
        let from = self.number(date)?;
        if n == 0 {
            return Ok(date);
        }
        crate::deadline::check_count(n)?;
        let to = self.step(from, n).ok_or_else(|| beyond("working days", n))?;
        if n > 0 {
            self.check_announced(DayNumber::from_raw(from.get() + 1), to)?;
        } else {
            self.check_announced(to, from)?;
        }
        Ok(to.date())
    }

    /// How many working days lie strictly after `after`, up to and including `until`; negative when reversed.
    ///
    /// # Errors
    /// `date_out_of_range`; `not_announced` when the calendar was built for announced days only.
    #[doc(alias = "đếm ngày làm việc")]
    pub fn count_working_days(&self, after: NaiveDate, until: NaiveDate) -> Result<i64, Error> {
        let (a, b) = (self.number(after)?, self.number(until)?);
        if a != b {
            self.check_announced(DayNumber::from_raw(a.min(b).get() + 1), a.max(b))?;
        }
        Ok(i64::from(self.0.working_days.rank(b)) - i64::from(self.0.working_days.rank(a)))
    }

    /// The number of a covered date.
    #[inline]
    pub(crate) fn number(&self, date: NaiveDate) -> Result<DayNumber, Error> {
        DayNumber::of(date).ok_or_else(|| out_of_range("the date", date))
    }

    /// The n-th working day after (or before) a day; `None` outside the coverage.
    #[inline]
    pub(crate) fn step(&self, from: DayNumber, n: i64) -> Option<DayNumber> {
        let days = &self.0.working_days;
        // A day that works is itself the last of those up to it, and must not be counted when going back.
        let base = if n > 0 { days.rank(from) } else { days.rank(from) + u32::from(!days.contains(from)) };
        let place = i64::from(base).checked_add(n)?.checked_sub(1)?;
        days.nth(u32::try_from(place).ok()?)
    }

    pub(crate) fn working_days(&self) -> &WorkingDays {
        &self.0.working_days
    }

    pub(crate) fn describe(&self, number: DayNumber) -> Day {
        Day {
            date: number.date(),
            is_working: self.0.working_days.contains(number),
            is_rest: self.0.rest.contains_index(number.weekday()),
            default_rest: statute::swaps_bind(self.0.rest),
            certainty: self.certainty(number, number),
            cause: self.cause(number).cloned(),
        }
    }

    pub(crate) fn cause(&self, number: DayNumber) -> Option<&Cause> {
        let at = self.0.special.binary_search_by_key(&number, |(day, _)| *day).ok()?;
        self.0.special.get(at).map(|(_, cause)| cause)
    }

    /// The special days from a place in their order on.
    pub(crate) fn special(&self) -> &[(DayNumber, Cause)] {
        &self.0.special
    }

    /// The special days within a range, ends included.
    pub(crate) fn special_within(&self, first: DayNumber, last: DayNumber) -> &[(DayNumber, Cause)] {
        let special = &self.0.special;
        let from = special.partition_point(|(day, _)| *day < first);
        let to = special.partition_point(|(day, _)| *day <= last);
        special.get(from..to).unwrap_or_default()
    }

    pub(crate) fn open_days(&self) -> &[OpenDays] {
        &self.0.open_days
    }

    pub(crate) fn hours_of(&self, number: DayNumber) -> HoursOf {
        self.cause(number).map_or(HoursOf::Weekday(number.weekday()), Cause::hours)
    }

    /// The weakest class among the days of a range, ends included.
    pub(crate) fn certainty(&self, first: DayNumber, last: DayNumber) -> Certainty {
        let (announced, projected) = self.0.announced;
        if last >= projected {
            Certainty::Projected
        } else if first < announced {
            Certainty::Derived
        } else {
            Certainty::Announced
        }
    }

    /// Fails when only announced days were wanted and the range holds others.
    pub(crate) fn check_announced(&self, from: DayNumber, to: DayNumber) -> Result<(), Error> {
        if !self.0.announced_only || self.certainty(from, to) == Certainty::Announced {
            return Ok(());
        }
        let (first, last) = statute::announced_span();
        Err(Error::NotAnnounced { from: from.date(), to: to.date(), first, last })
    }

    /// Whether a range holds a day whose kind hangs on the open question of 24 November.
    pub(crate) fn touches_undecided(&self, first: DayNumber, last: DayNumber) -> bool {
        let from = self.0.undecided.partition_point(|day| *day < first);
        self.0.undecided.get(from).is_some_and(|day| *day <= last)
    }

    /// Whether a range holds a make-up workday, whose counting is an open question.
    pub(crate) fn touches_worked_rest_day(&self, first: DayNumber, last: DayNumber) -> bool {
        self.special_within(first, last).iter().any(|(_, cause)| matches!(cause, Cause::Makeup { .. }))
    }
}

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
/// assert_eq!(strict.add_working_days(day(2027, 12, 31), 1).unwrap_err().code(), "not_announced");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct CalendarBuilder {
    rest: Weekdays,
    culture_day_made_up: bool,
    worked_saturday_counts: bool,
    announced_only: bool,
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

    /// Days on which the agency is closed. Public holidays and days off keep their own kind.
    pub fn closure(mut self, days: LocalDays) -> Self {
        self.closures.push(Arc::new(days));
        self
    }

    /// Days on which the agency works whatever the calendar says, with the hours of its standard day. Openings win over closures.
    pub fn opening(mut self, days: LocalDays) -> Self {
        self.openings.push(Arc::new(days));
        self
    }

    /// The calendar.
    ///
    /// # Errors
    /// `calendar_empty` when no working day is left.
    pub fn build(self) -> Result<Calendar, Error> {
        if self.rest.is_every_day() {
            return Err(Error::CalendarEmpty { why: "every day of the week is a rest day" });
        }
        let inner = self.inner();
        if inner.working_days.count() == 0 {
            return Err(Error::CalendarEmpty { why: "closures cover every day" });
        }
        Ok(Calendar(Arc::new(inner)))
    }

    fn inner(self) -> Inner {
        let (causes, undecided) = self.causes();
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
        Inner {
            rest,
            announced_only: self.announced_only,
            working_days: WorkingDays::new(|day| working.get(day.get() as usize).copied().unwrap_or(false)),
            open_days: open_days(&special),
            undecided,
            special,
            announced: (
                DayNumber::of(announced).unwrap_or(DayNumber::FIRST),
                DayNumber::of(last_announced).map_or(DayNumber::FIRST, |d| DayNumber::from_raw(d.get() + 1)),
            ),
        }
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
        for closure in &self.closures {
            for day in closure.days() {
                let off_anyway = matches!(causes.get(&day), Some(c) if !matches!(c, Cause::Makeup { .. }));
                if !off_anyway {
                    causes.insert(day, Cause::Closure(Arc::clone(closure)));
                }
            }
        }
        for opening in &self.openings {
            for day in opening.days() {
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

/// Running sums of what the special days change about the number of open days of each class.
fn open_days(special: &[(DayNumber, Cause)]) -> Vec<OpenDays> {
    let mut sums = [0_i16; 8];
    let mut add = |class: u32, change: i16| {
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

/// The dates that only one of two lists has. One of them is at most one date longer, which pushes none of the others: nothing is off
/// around 24 November.
fn differing(some: &[MadeUp], others: &[MadeUp]) -> Vec<DayNumber> {
    let lacking = |list: &[MadeUp], date| list.iter().all(|made_up| made_up.date != date);
    let only = |list: &'_ [MadeUp], other: &'_ [MadeUp]| -> Vec<DayNumber> {
        list.iter().filter(|m| lacking(other, m.date)).filter_map(|m| DayNumber::of(m.date)).collect()
    };
    [only(some, others), only(others, some)].concat()
}

pub(crate) fn out_of_range(what: &'static str, date: NaiveDate) -> Error {
    Error::DateOutOfRange { what, value: date.to_string(), first: FIRST_DAY, last: LAST_DAY }
}

/// The answer would lie outside the coverage.
pub(crate) fn beyond(unit: &'static str, amount: impl std::fmt::Display) -> Error {
    let value = format!("{amount} {unit}");
    Error::DateOutOfRange { what: "the result after", value, first: FIRST_DAY, last: LAST_DAY }
}
