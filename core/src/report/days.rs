//! Columns as days or minutes since 1970-01-01, of one width.

use chrono::NaiveDateTime;

use super::rows::{Times, part};
use crate::batch::{Column, Moments, TimeUnit, Value};

/// No date has so many days, by far; a power of two, for a test without a branch.
const NEAR: u32 = 27;

/// What times are compared as: days or minutes, in 32 or 64 bits.
pub trait Place: Value + Ord + Default {
    /// The largest.
    const LAST: Self;

    /// A count in this width, and whether it fits.
    fn cut(count: i64) -> (Self, bool);

    /// Whether one of some days is so far away that it is no date; null is not.
    fn reaches_beyond(days: &[Self]) -> bool;

    /// A column that has this width already.
    fn same<'a>(column: &Times<'a>) -> Option<&'a [Self]>;
}

impl Place for i32 {
    const LAST: Self = Self::MAX;

    fn reaches_beyond(days: &[Self]) -> bool {
        let far = |day: Self| if day == Self::NULL { 0 } else { day.wrapping_add(1 << NEAR).cast_unsigned() >> (NEAR + 1) };
        days.iter().fold(0, |any, day| any | far(*day)) != 0
    }

    #[inline]
    fn cut(count: i64) -> (Self, bool) {
        let place = count as Self;
        (place, (i64::from(place) == count) & (place != Self::MIN))
    }

    fn same<'a>(column: &Times<'a>) -> Option<&'a [Self]> {
        match column {
            Times::Narrow(Moments { values: Column::Each(values), unit: TimeUnit::Day }) => Some(values),
            _ => None,
        }
    }
}

impl Place for i64 {
    const LAST: Self = Self::MAX;

    fn reaches_beyond(days: &[Self]) -> bool {
        let far = |day: Self| if day == Self::NULL { 0 } else { day.wrapping_add(1 << NEAR).cast_unsigned() >> (NEAR + 1) };
        days.iter().fold(0, |any, day| any | far(*day)) != 0
    }

    #[inline]
    fn cut(count: i64) -> (Self, bool) {
        (count, true)
    }

    fn same<'a>(column: &Times<'a>) -> Option<&'a [Self]> {
        match column {
            Times::Wide(Moments { values: Column::Each(values), unit: TimeUnit::Day }) => Some(values),
            _ => None,
        }
    }
}

/// The period and the moment of a report.
#[derive(Clone, Copy, Debug)]
pub struct Bounds<T> {
    /// The first day of the period, or the first there is.
    pub(super) from: T,
    /// The moment of the report.
    pub(super) at: T,
    /// How many make a day: 1, or the minutes of one.
    pub(super) per_day: i64,
}

impl<T: Place> Bounds<T> {
    /// Whether what was finished then is finished at the moment of the report.
    #[inline]
    pub(super) fn has_happened(&self, finished: T) -> bool {
        (finished != T::NULL) & (finished <= self.at)
    }

    /// The bounds of a period and a moment, which may be open.
    pub(super) fn new(from: Option<NaiveDateTime>, at: Option<NaiveDateTime>, per_day: i64) -> Self {
        let place = |at: NaiveDateTime| T::narrow(at.and_utc().timestamp().div_euclid(86_400 / per_day));
        Self { from: from.map_or(T::NULL, place), at: at.map_or(T::LAST, place), per_day }
    }

    /// The day of a place.
    #[inline]
    pub(super) fn day(&self, place: T) -> i64 {
        place.wide().div_euclid(self.per_day)
    }
}

/// Some rows of a column: its own memory if they are what they should be already, else written. Whether one of them is too far away for any
/// date, which becomes null.
pub(super) fn convert<'b, T: Place>(column: &Times<'b>, per_day: i64, first: usize, buffer: &'b mut [T]) -> (&'b [T], bool) {
    if per_day == 1
        && let Some(values) = T::same(column)
    {
        let values = values.get(first..first + buffer.len()).unwrap_or_default();
        return (values, T::reaches_beyond(values));
    }
    match column {
        Times::Narrow(moments) => by_unit(moments, per_day, first, buffer),
        Times::Wide(moments) => by_unit(moments, per_day, first, buffer),
    }
}

fn by_unit<'b, V: Value, T: Place>(moments: &Moments<'_, V>, per_day: i64, first: usize, buffer: &'b mut [T]) -> (&'b [T], bool) {
    let values = part(&moments.values, first, buffer.len());
    // The divisors are known when it is compiled, so that no row divides.
    let beyond = match (moments.unit, per_day) {
        (TimeUnit::Day, _) => fill::<V, T, 1>(values, buffer),
        (TimeUnit::Second, 1) => fill::<V, T, 86_400>(values, buffer),
        (TimeUnit::Millisecond, 1) => fill::<V, T, 86_400_000>(values, buffer),
        (TimeUnit::Microsecond, 1) => fill::<V, T, 86_400_000_000>(values, buffer),
        (TimeUnit::Nanosecond, 1) => fill::<V, T, 86_400_000_000_000>(values, buffer),
        (TimeUnit::Second, _) => fill::<V, T, 60>(values, buffer),
        (TimeUnit::Millisecond, _) => fill::<V, T, 60_000>(values, buffer),
        (TimeUnit::Microsecond, _) => fill::<V, T, 60_000_000>(values, buffer),
        (TimeUnit::Nanosecond, _) => fill::<V, T, 60_000_000_000>(values, buffer),
    };
    (buffer, beyond)
}

/// The floor over a step: one multiplication, as all is made positive by whole steps before.
#[inline]
fn floor<const STEP: i64>(value: i64) -> i64 {
    if STEP == 1 {
        return value;
    }
    let steps = i64::MAX / STEP;
    let least = -steps * STEP;
    // Below lies less than one step.
    let positive = value.max(least).wrapping_sub(least).cast_unsigned();
    (positive / STEP.cast_unsigned()).cast_signed() - steps - i64::from(value < least)
}

/// The floor of each value over a step. Whether one does not fit.
fn fill<V: Value, T: Place, const STEP: i64>(values: Result<&[V], V>, out: &mut [T]) -> bool {
    let place = |value: V| {
        let wide = value.wide();
        let is_null = wide == i64::NULL;
        let (place, fits) = T::cut(floor::<STEP>(wide));
        let fits = fits | (i64::MAX / STEP < i32::MAX as i64);
        // The quotient of null is no null; without a branch it is made one.
        (if is_null | !fits { T::NULL } else { place }, !is_null & !fits)
    };
    match values {
        Err(value) => {
            let (place, beyond) = place(value);
            out.fill(place);
            beyond
        }
        Ok(values) => {
            let mut any = false;
            for (out, value) in out.iter_mut().zip(values) {
                let (place, beyond) = place(*value);
                *out = place;
                any |= beyond;
            }
            any
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, floor};

    #[test]
    fn days_that_are_no_dates_are_told_from_null() {
        for near in [i32::MIN, -(1 << 27), -1, 0, 95_000_000, (1 << 27) - 1] {
            assert!(!i32::reaches_beyond(&[near, 0]), "{near}");
        }
        for far in [-(1 << 27) - 1, 1 << 27, i32::MAX] {
            assert!(i32::reaches_beyond(&[0, far]) && i64::reaches_beyond(&[far.into(), 0]), "{far}");
        }
        assert!(!i64::reaches_beyond(&[i64::MIN, 20_000]) && i64::reaches_beyond(&[i64::MAX]));
    }

    #[test]
    fn a_floor_is_that_of_division() {
        for value in [
            i64::MIN + 1,
            i64::MIN + 61,
            i64::MIN + 86_400_000_000_000,
            -86_400_000_000_001,
            -86_401,
            -86_400,
            -61,
            -60,
            -1,
            0,
            1,
            59,
            60,
            86_399,
            86_400,
            i64::MAX,
        ] {
            assert_eq!(floor::<1>(value), value);
            assert_eq!(floor::<60>(value), value.div_euclid(60), "{value}");
            assert_eq!(floor::<86_400>(value), value.div_euclid(86_400), "{value}");
            assert_eq!(floor::<86_400_000_000_000>(value), value.div_euclid(86_400_000_000_000), "{value}");
        }
    }
}
