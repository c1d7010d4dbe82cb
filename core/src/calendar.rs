//! Days, kinds of day, and working-day arithmetic.

mod builder;
mod day;
mod index;
mod local;
pub(crate) mod lunar;
pub(crate) mod statute;
mod week;

use std::fmt;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

pub use self::builder::CalendarBuilder;
pub(crate) use self::day::Cause;
pub use self::day::{Day, DayKind};
pub(crate) use self::index::{DayNumber, DayTable, Ranks, WorkingDays};
pub use self::local::LocalDays;
pub use self::lunar::LunarDate;
use crate::error::{Error, check_count};
use crate::law::Certainty;
use crate::tables::{FIRST_DAY, LAST_DAY};

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
            .field("rest", &self.0.builder.rest)
            .field("announced_only", &self.0.builder.announced_only)
            .field("working_days", &self.0.working_days.count())
            .finish_non_exhaustive()
    }
}

struct Inner {
    working_days: WorkingDays,
    /// Days that are not what their weekday makes them, in order.
    special: Vec<(DayNumber, Cause)>,
    /// For each special day, what it and those before it change about the open days, by class of hours.
    open_days: Vec<OpenDays>,
    /// For each open question the days whose kind hangs on its answer, in order.
    hanging_on: [Vec<DayNumber>; 2],
    /// First day of the announced years, and the first day after them.
    announced: (DayNumber, DayNumber),
    builder: CalendarBuilder,
    /// Working days before each day, built when a column is asked about.
    ranks: OnceLock<Box<Ranks>>,
    /// The calendars with the other answer to each open question, built when a due date hangs on it.
    others: [OnceLock<Calendar>; 2],
}

/// A question the law leaves open and the calendar answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Open {
    CultureDayMadeUp,
    WorkedSaturdayCounts,
}

/// How many days of each class of hours: Monday to Sunday, then the standard day.
pub(crate) type OpenDays = [i32; 8];

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
        VIETNAM.get_or_init(|| CalendarBuilder::default().calendar()).clone()
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
        check_count(n)?;
        let to = self.step(from, n).ok_or_else(|| beyond("working_day", n))?;
        if n > 0 {
            self.check_announced(from.next(), to)?;
        } else {
            // The date itself is not among the days counted back.
            self.check_announced(to, DayNumber::from_raw(from.get() - 1))?;
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
            self.check_announced(a.min(b).next(), a.max(b))?;
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

    /// Whether its weekly rest is that of state offices.
    pub(crate) fn rests_as_usual(&self) -> bool {
        statute::swaps_bind(self.0.builder.rest)
    }

    pub(crate) fn working_days(&self) -> &WorkingDays {
        &self.0.working_days
    }

    /// The working days arranged for columns.
    pub(crate) fn table(&self) -> DayTable<'_> {
        self.0.working_days.table(self.0.ranks.get_or_init(|| self.0.working_days.ranks()))
    }

    /// Whether days that have not been announced are refused.
    pub(crate) fn is_announced_only(&self) -> bool {
        self.0.builder.announced_only
    }

    pub(crate) fn describe(&self, number: DayNumber) -> Day {
        Day {
            date: number.date(),
            is_working: self.0.working_days.contains(number),
            is_rest: self.0.builder.rest.contains_index(number.weekday()),
            default_rest: self.rests_as_usual(),
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
        if !self.0.builder.announced_only || self.certainty(from, to) == Certainty::Announced {
            return Ok(());
        }
        let (first, last) = statute::announced_span();
        Err(Error::NotAnnounced { from: from.date(), to: to.date(), first, last })
    }

    /// The calendar with the other answer to an open question, where the answer can matter to a range of days, ends included.
    pub(crate) fn other_answer(&self, question: Open, first: DayNumber, last: DayNumber) -> Option<&Self> {
        let place = match question {
            Open::CultureDayMadeUp => 0,
            Open::WorkedSaturdayCounts => 1,
        };
        let days = self.0.hanging_on.get(place)?;
        days.get(days.partition_point(|day| *day < first)).filter(|day| **day <= last)?;
        let build = || self.0.builder.clone().with_other_answer(question).calendar();
        self.0.others.get(place).map(|other| other.get_or_init(build))
    }
}

pub(crate) fn out_of_range(what: &'static str, date: NaiveDate) -> Error {
    Error::DateOutOfRange { what, value: date.to_string(), first: FIRST_DAY, last: LAST_DAY }
}

/// The answer would lie outside the coverage.
pub(crate) fn beyond(unit: &'static str, amount: impl std::fmt::Display) -> Error {
    let value = format!("{amount} {unit}");
    Error::DateOutOfRange { what: "the result after", value, first: FIRST_DAY, last: LAST_DAY }
}
