//! Months, quarters and years as groups.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::days::{Bounds, Place};
use crate::error::{Error, quote};

/// A month, a quarter or a year (tháng, quý, năm).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "kỳ báo cáo")]
pub enum Step {
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

/// The first year that has a place; the last is that of the calendar.
const FIRST_YEAR: u32 = 1970;
const YEARS: u32 = 230;

/// The first day of each month there is a place for, and of the one after.
static MONTHS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let first = |month: u32| NaiveDate::from_ymd_opt(i32::try_from(FIRST_YEAR + month / 12).ok()?, month % 12 + 1, 1);
    (0..=YEARS * 12).map_while(|month| u32::try_from(first(month)?.to_epoch_days()).ok()).collect()
});

/// The month of a day, the first of 1970 is 0.
#[inline]
fn month(day: i64, months: &[u32]) -> Option<u32> {
    let day = u32::try_from(day).ok().filter(|day| months.last().is_some_and(|end| day < end))?;
    // In 2^20 parts of a month of middle length, 146097 / 4800 days: one off at most, and no more than 32 bits.
    let near = ((day * 34_452) >> 20).min(YEARS * 12 - 1);
    let (start, next) = (months.get(near as usize)?, months.get(near as usize + 1)?);
    Some(near + u32::from(day >= *next) - u32::from(day < *start))
}

fn digits_by<T: Place, const EACH: u32>(days: &[T], bounds: &Bounds<T>, digits: &mut [u32]) {
    let months = MONTHS.as_slice();
    for (digit, day) in digits.iter_mut().zip(days) {
        *digit = if *day == T::NULL { 0 } else { month(bounds.day(*day), months).map_or(u32::MAX, |month| month / EACH + 1) };
    }
}

impl Step {
    /// Reads `month`, `quarter` or `year`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "month" => Ok(Self::Month),
            "quarter" => Ok(Self::Quarter),
            "year" => Ok(Self::Year),
            _ => Err(Error::OptionUnknown { option: "a step of time", value: quote(text), known: "month, quarter, year" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    const fn per_year(self) -> u32 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }

    /// How many places there are: those of 1970 to 2199.
    #[must_use]
    pub const fn places(self) -> u32 {
        YEARS * self.per_year()
    }

    /// The place of a day, counted in days since 1970-01-01; the first step of 1970 is 0. `None` outside 1970 to 2199.
    #[must_use]
    pub fn place(self, day: i64) -> Option<u32> {
        Some(month(day, &MONTHS)? / (12 / self.per_year()))
    }

    /// One more than the place of each day; 0 of null, the largest number outside 1970 to 2199.
    pub(super) fn digits<T: Place>(self, days: &[T], bounds: &Bounds<T>, digits: &mut [u32]) {
        // The divisors are known when it is compiled.
        match self {
            Self::Month => digits_by::<T, 1>(days, bounds, digits),
            Self::Quarter => digits_by::<T, 3>(days, bounds, digits),
            Self::Year => digits_by::<T, 12>(days, bounds, digits),
        }
    }

    /// The step a place stands for, as in `2026-03`, `2026-Q1`, `2026`.
    #[must_use]
    pub fn label(self, place: u32) -> String {
        let (year, within) = (FIRST_YEAR + place / self.per_year(), place % self.per_year() + 1);
        match self {
            Self::Month => format!("{year}-{within:02}"),
            Self::Quarter => format!("{year}-Q{within}"),
            Self::Year => year.to_string(),
        }
    }

    /// The first day of the step a place stands for; `None` for a place there is not.
    #[must_use]
    pub fn first_day(self, place: u32) -> Option<NaiveDate> {
        if place >= self.places() {
            return None;
        }
        let year = i32::try_from(FIRST_YEAR + place / self.per_year()).ok()?;
        NaiveDate::from_ymd_opt(year, place % self.per_year() * (12 / self.per_year()) + 1, 1)
    }

    /// The place of a date.
    #[must_use]
    pub fn of(self, date: NaiveDate) -> Option<u32> {
        self.place(date.to_epoch_days().into())
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    #[test]
    fn every_day_has_the_place_of_its_date() {
        for day in -3..84_010 {
            let date = NaiveDate::from_epoch_days(day).unwrap();
            for step in [Step::Month, Step::Quarter, Step::Year] {
                let place = step.of(date);
                let is_there = (1970..=2199).contains(&date.year());
                assert_eq!(place.is_some(), is_there, "{date}");
                let Some(place) = place else { continue };
                let (first, next) = (step.first_day(place).unwrap(), step.first_day(place + 1));
                assert!(first <= date && next.is_none_or(|next| date < next), "{date} {place}");
            }
        }
        assert_eq!(
            (Step::Month.label(674), Step::Quarter.label(224), Step::Year.label(56)),
            ("2026-03".into(), "2026-Q1".into(), "2026".into())
        );
        assert_eq!(Step::Quarter.first_day(225).unwrap().to_string(), "2026-04-01");
    }
}
