//! Columns: slices of integers that mean days or moments.

use std::fmt;
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::error::Error;

/// An integer a column is made of: `i32` or `i64`.
pub trait Value: Copy + Eq + fmt::Debug + Send + Sync + sealed::Sealed + 'static {
    /// The null of a column: its smallest integer.
    const NULL: Self;

    /// The integer as 64 bits; null stays the smallest.
    fn wide(self) -> i64;

    /// The integer in this width; what does not fit is null.
    fn narrow(value: i64) -> Self;
}

impl Value for i64 {
    const NULL: Self = Self::MIN;

    #[inline(always)]
    fn wide(self) -> i64 {
        self
    }

    #[inline(always)]
    fn narrow(value: i64) -> Self {
        value
    }
}

impl Value for i32 {
    const NULL: Self = Self::MIN;

    #[inline(always)]
    fn wide(self) -> i64 {
        if self == Self::MIN { i64::MIN } else { i64::from(self) }
    }

    #[inline(always)]
    fn narrow(value: i64) -> Self {
        Self::try_from(value).unwrap_or(Self::MIN)
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for i32 {}
    impl Sealed for i64 {}
}

/// A value for each row, or one for all.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a, T> {
    /// The same for every row.
    One(T),
    /// One a row.
    Each(&'a [T]),
}

impl<T: Copy> Column<'_, T> {
    /// How many rows it has; `None` when it is the same for every row.
    #[must_use]
    pub const fn rows(&self) -> Option<usize> {
        match self {
            Self::One(_) => None,
            Self::Each(values) => Some(values.len()),
        }
    }

    /// Some of the rows.
    #[inline(always)]
    pub(crate) fn part(self, rows: &Range<usize>) -> Self {
        match self {
            Self::One(value) => Self::One(value),
            Self::Each(values) => Self::Each(part(values, rows)),
        }
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<T> {
        match self {
            Self::One(value) => Some(*value),
            Self::Each(values) => values.get(row).copied(),
        }
    }
}

/// Fails when a column has not as many rows as the answers.
pub(super) fn check_rows<T: Copy>(name: &'static str, column: &Column<'_, T>, expected: usize) -> Result<(), Error> {
    match column.rows() {
        Some(rows) if rows != expected => Err(Error::ColumnLength { column: name, rows, expected }),
        _ => Ok(()),
    }
}

/// The rows of a slice; none where there are none.
#[inline]
pub(super) fn part<'a, T>(values: &'a [T], rows: &Range<usize>) -> &'a [T] {
    values.get(rows.clone()).unwrap_or_default()
}

/// A thing for each row out of a list of them, or one for all.
#[derive(Debug)]
pub enum PerRow<'a, T> {
    /// The same for every row.
    One(&'a T),
    /// For each row a place in the list, from 0. [`u32::MAX`] is null; any other place the list does not have is `value_out_of_range`.
    Each {
        /// The list.
        of: &'a [T],
        /// The places.
        ids: &'a [u32],
    },
}

impl<T> Clone for PerRow<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PerRow<'_, T> {}

impl<'a, T> PerRow<'a, T> {
    pub(super) const fn rows(&self) -> Option<usize> {
        match self {
            Self::One(_) => None,
            Self::Each { ids, .. } => Some(ids.len()),
        }
    }

    pub(super) fn check_rows(&self, column: &'static str, expected: usize) -> Result<(), Error> {
        match self.rows() {
            Some(rows) if rows != expected => Err(Error::ColumnLength { column, rows, expected }),
            _ => Ok(()),
        }
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<&'a T> {
        match self {
            Self::One(one) => Some(one),
            Self::Each { of, ids } => of.get(*ids.get(row)? as usize),
        }
    }

    /// Whether the row has none, by its own word.
    pub(super) fn is_null(&self, row: usize) -> bool {
        matches!(self, Self::Each { ids, .. } if ids.get(row).is_none_or(|id| *id == u32::MAX))
    }

    /// The same with the cause: `Ok(None)` for a null.
    pub(super) fn find(&self, row: usize, name: &'static str) -> Result<Option<&'a T>, Error> {
        match (self, self.get(row)) {
            (_, Some(found)) => Ok(Some(found)),
            (Self::Each { of, ids }, None) => match ids.get(row) {
                None | Some(&u32::MAX) => Ok(None),
                Some(id) => {
                    let last = of.len().saturating_sub(1);
                    let bound = if of.is_empty() { "the list is empty" } else { "a place in the list, from 0" };
                    let value = if of.is_empty() { id.to_string() } else { format!("{id} (last {last})") };
                    Err(Error::ValueOutOfRange { name, value, bound })
                }
            },
            (Self::One(_), None) => Ok(None),
        }
    }
}

/// What the integers of a column of moments count, since 1970-01-01 00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    /// Days; the moment is 00:00.
    Day,
    /// Seconds.
    Second,
    /// Thousandths of a second.
    Millisecond,
    /// Millionths of a second.
    Microsecond,
    /// Thousand-millionths of a second.
    Nanosecond,
}

impl TimeUnit {
    /// How many make a day.
    #[must_use]
    pub const fn per_day(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Second => 86_400,
            Self::Millisecond => 86_400_000,
            Self::Microsecond => 86_400_000_000,
            Self::Nanosecond => 86_400_000_000_000,
        }
    }

    /// A moment in this unit; a unit of days drops the time of day.
    pub(crate) fn count(self, at: NaiveDateTime) -> Option<i64> {
        let at = at.and_utc();
        match self {
            Self::Day => Some(at.timestamp().div_euclid(86_400)),
            Self::Second => Some(at.timestamp()),
            Self::Millisecond => Some(at.timestamp_millis()),
            Self::Microsecond => Some(at.timestamp_micros()),
            Self::Nanosecond => at.timestamp_nanos_opt(),
        }
    }

    /// The moment a count means; `None` when it lies outside all dates.
    pub(super) fn moment(self, count: i64) -> Option<NaiveDateTime> {
        let (day, within) = (count.div_euclid(self.per_day()), count.rem_euclid(self.per_day()));
        let date = date(day)?;
        let nanoseconds = within * (TimeUnit::Nanosecond.per_day() / self.per_day());
        let second = u32::try_from(nanoseconds / 1_000_000_000).ok()?;
        let nano = u32::try_from(nanoseconds % 1_000_000_000).ok()?;
        Some(date.and_time(NaiveTime::from_num_seconds_from_midnight_opt(second, nano)?))
    }
}

/// A column of moments, civil time of Viet Nam, or of dates.
#[derive(Clone, Copy, Debug)]
pub struct Moments<'a, V> {
    /// The counts.
    pub values: Column<'a, V>,
    /// What they count.
    pub unit: TimeUnit,
}

impl<'a, V: Value> Moments<'a, V> {
    /// A column with one moment a row.
    #[must_use]
    pub const fn each(values: &'a [V], unit: TimeUnit) -> Self {
        Self { values: Column::Each(values), unit }
    }

    pub(super) fn is_null(&self, row: usize) -> bool {
        self.values.get(row).is_none_or(|value| value == V::NULL)
    }

    /// The moment of a row: `Ok(None)` for a null.
    pub(crate) fn find(&self, row: usize, what: &'static str) -> Result<Option<NaiveDateTime>, Error> {
        let Some(count) = self.values.get(row).map(Value::wide).filter(|count| *count != i64::NULL) else { return Ok(None) };
        match self.unit.moment(count) {
            Some(moment) => Ok(Some(moment)),
            None => Err(beyond_dates(what, count, self.unit)),
        }
    }
}

/// The date of a count of days.
#[inline]
pub(super) fn date(days: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(days).ok()?)
}

/// The date of a count of days, or why there is none.
#[cfg(feature = "one-stop")]
pub(crate) fn date_of(what: &'static str, days: i64) -> Result<NaiveDate, Error> {
    date(days).ok_or_else(|| beyond_dates(what, days, TimeUnit::Day))
}

/// A count no date has.
pub(super) fn beyond_dates(what: &'static str, count: i64, unit: TimeUnit) -> Error {
    let noun = match unit {
        TimeUnit::Day => "days",
        TimeUnit::Second => "seconds",
        TimeUnit::Millisecond => "milliseconds",
        TimeUnit::Microsecond => "microseconds",
        TimeUnit::Nanosecond => "nanoseconds",
    };
    let (first, last) = crate::Calendar::coverage();
    Error::DateOutOfRange { what, value: format!("{count} {noun} since 1970-01-01"), first, last }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn counts_and_moments_are_each_others_inverse() {
        for unit in [TimeUnit::Second, TimeUnit::Millisecond, TimeUnit::Microsecond, TimeUnit::Nanosecond] {
            for count in [-1, 0, 1, 86_399, 86_400, 1_777_000_123] {
                assert_eq!(unit.moment(count).and_then(|at| unit.count(at)), Some(count), "{unit:?}");
            }
        }
        assert_eq!(TimeUnit::Second.moment(-1), DateTime::from_timestamp(-1, 0).map(|at| at.naive_utc()));
        assert_eq!(TimeUnit::Day.moment(i64::MAX), None);
    }
}
