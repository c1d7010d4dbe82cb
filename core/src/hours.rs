//! Office hours and working-time arithmetic.

mod regular;
mod table;
mod week;
mod working_time;

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

pub(crate) use self::regular::{ROWS as REGULAR_ROWS, Regular};
pub(crate) use self::table::TimeTable;
use self::week::Week;
pub use self::working_time::WorkingTime;
pub(crate) use self::working_time::{Moment, bisect};
use crate::calendar::DayNumber;
use crate::error::Error;
use crate::law::Citation;
use crate::tables::DEFAULT_HOURS;

/// The hours an office is open, by weekday, with other hours for dated seasons (giờ làm việc).
///
/// A shift runs from its opening to its closing minute within one day, 00:00 to 23:59. Hours given for a rest day are hours in which the
/// office is open on it: working time runs, but the day does not become a working day. The default is the common provincial one,
/// Monday to Friday 07:00-11:30 and 13:30-17:00.
///
/// ```
/// use motcua::OfficeHours;
///
/// let every_weekday = OfficeHours::parse("07:30-11:30,13:30-17:00")?;
/// let half_saturday = OfficeHours::from_week([("mon-fri", "07:00-11:30,13:30-17:00"), ("sat", "07:00-11:30")])?;
/// assert_eq!(OfficeHours::parse("07:00-").unwrap_err().code(), "hours_invalid");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "giờ làm việc")]
pub struct OfficeHours(Arc<Schedule>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Schedule {
    usual: Week,
    /// Without overlap, in order.
    seasons: Vec<Season>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Season {
    first: DayNumber,
    last: DayNumber,
    week: Week,
    citation: Arc<str>,
}

impl Default for OfficeHours {
    fn default() -> Self {
        static DEFAULT: OnceLock<OfficeHours> = OnceLock::new();
        // The table is checked by a test; an unreadable one leaves an office that never opens.
        DEFAULT.get_or_init(|| Self::of(Week::monday_to_friday(DEFAULT_HOURS).unwrap_or_default())).clone()
    }
}

impl OfficeHours {
    fn of(usual: Week) -> Self {
        Self(Arc::new(Schedule { usual, seasons: Vec::new() }))
    }

    /// Hours for Monday to Friday, as in `07:30-11:30,13:30-17:00`.
    ///
    /// # Errors
    /// `hours_invalid` when the text is not shifts `HH:MM-HH:MM` separated by commas, ascending, each ending after it begins; two
    /// shifts may touch.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Week::monday_to_friday(text).map(Self::of)
    }

    /// Hours by weekday. A key is a day `mon` to `sun` or a range such as `mon-fri`; a day without a key is closed.
    ///
    /// # Errors
    /// `hours_invalid` for an unknown key, a day named twice, shifts as in [`parse`](Self::parse), or no hours from Monday to Friday.
    pub fn from_week<'a>(days: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Error> {
        Week::from_days(days).map(Self::of)
    }

    /// Other hours from `from` to `to`, both included, with the decision they rest on: summer hours, a fasting month, a flood.
    ///
    /// ```
    /// use motcua::{Calendar, OfficeHours, WorkingTime};
    /// use chrono::NaiveDate;
    ///
    /// let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    /// let summer = OfficeHours::parse("06:30-11:00,13:30-17:00")?;
    /// let hours = OfficeHours::default().with_season(day(4, 16), day(10, 15), &summer, "Quyết định 10/QĐ-UBND")?;
    /// let time = WorkingTime::new(&Calendar::vietnam(), &hours);
    /// let at = |m, d, h| day(m, d).and_hms_opt(h, 0, 0).unwrap();
    /// assert_eq!(time.between(at(7, 6, 6), at(7, 6, 7))?, 30 * 60);
    /// assert_eq!(time.between(at(11, 2, 6), at(11, 2, 7))?, 0);
    /// # Ok::<(), motcua::Error>(())
    /// ```
    ///
    /// # Errors
    /// `date_invalid` when the range runs backwards, `date_out_of_range` outside the calendar, `hours_invalid` when it overlaps another
    /// season.
    pub fn with_season(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        hours: &Self,
        citation: impl Into<Arc<str>>,
    ) -> Result<Self, Error> {
        let number = |date| DayNumber::of(date).ok_or_else(|| crate::calendar::out_of_range("the season", date));
        let (first, last) = (number(from)?, number(to)?);
        let value = format!("{from} to {to}");
        if last < first {
            return Err(Error::DateInvalid { value, expected: "a season: its end lies before its beginning" });
        }
        let mut schedule = Schedule::clone(&self.0);
        let at = schedule.seasons.partition_point(|season| season.first <= first);
        let overlaps = |season: &Season| season.first <= last && first <= season.last;
        if schedule.seasons.iter().any(overlaps) {
            return Err(Error::HoursInvalid { value, problem: "the season overlaps another" });
        }
        let week = hours.0.usual.clone();
        schedule.seasons.insert(at, Season { first, last, week, citation: citation.into() });
        Ok(Self(Arc::new(schedule)))
    }

    /// The decision the hours of a date rest on, where the date lies in a season.
    #[must_use]
    pub fn citation(&self, date: NaiveDate) -> Option<Citation> {
        let season = self.season(DayNumber::of(date)?)?;
        Some(Citation::local(Arc::clone(&season.citation)))
    }

    fn season(&self, day: DayNumber) -> Option<&Season> {
        let after = self.0.seasons.partition_point(|season| season.first <= day);
        self.0.seasons.get(after.checked_sub(1)?).filter(|season| day <= season.last)
    }

    pub(crate) fn week(&self, day: DayNumber) -> &Week {
        self.season(day).map_or(&self.0.usual, |season| &season.week)
    }

    /// Stretches of days with one week of hours, from the first day covered on: `(first day, week)`.
    fn stretches(&self) -> impl Iterator<Item = (DayNumber, &Week)> {
        let usual = &self.0.usual;
        let starts_open = self.0.seasons.first().is_none_or(|season| season.first > DayNumber::FIRST);
        let opening = starts_open.then_some((DayNumber::FIRST, usual));
        let next_first = self.0.seasons.iter().skip(1).map(|season| Some(season.first)).chain([None]);
        let seasons = self.0.seasons.iter().zip(next_first).flat_map(move |(season, next)| {
            let after = season.last.next();
            let gap = (next != Some(after)).then_some((after, usual));
            [(season.first, &season.week)].into_iter().chain(gap)
        });
        opening.into_iter().chain(seasons)
    }
}
