//! Columns as days or minutes since 1970-01-01, of one width.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::rows::{Times, part};
use crate::batch::{Column, Moments, TimeUnit, Value, floor};
use crate::vectors::widest;

/// What times are compared as: days in 32 bits, or minutes in 64.
pub trait Place: Value + Ord + Default {
    /// The largest.
    const LAST: Self;

    /// No date is so far from 1970, by far; a power of two, for a test without a branch.
    const NEAR: i64;

    /// The count in this width, if it is near.
    fn cut(count: i64) -> Self;

    /// A column that is what it should be already, and whether one of it is too far away for any date; null is not.
    fn same<'a>(_: &Times<'a>, _: Range<usize>) -> Option<(&'a [Self], bool)> {
        None
    }
}

impl Place for i32 {
    const LAST: Self = Self::MAX;
    const NEAR: i64 = 1 << 27;

    #[inline(always)]
    fn cut(count: i64) -> Self {
        count as Self
    }

    fn same<'a>(column: &Times<'a>, rows: Range<usize>) -> Option<(&'a [Self], bool)> {
        let Times::Narrow(Moments { values: Column::Each(days), unit: TimeUnit::Day }) = column else { return None };
        let days = days.get(rows).unwrap_or_default();
        Some((days, widest!(any_is_far(days))))
    }
}

impl Place for i64 {
    const LAST: Self = Self::MAX;
    const NEAR: i64 = 1 << 38;

    #[inline(always)]
    fn cut(count: i64) -> Self {
        count
    }
}

/// Whether a day is too far away for any date; null is not.
#[inline(always)]
fn any_is_far(days: &[i32]) -> bool {
    const NEAR: i32 = i32::NEAR as i32;
    // Those that are near become less than twice as much.
    let far = |day: i32| if day == i32::NULL { 0 } else { day.wrapping_add(NEAR).cast_unsigned() / (2 * NEAR).cast_unsigned() };
    days.iter().fold(0, |any, day| any | far(*day)) != 0
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
    #[inline(always)]
    pub(super) fn has_happened(&self, finished: T) -> bool {
        (finished != T::NULL) & (finished <= self.at)
    }

    /// The bounds of a period and a moment, which may be open.
    pub(super) fn new(from: Option<NaiveDateTime>, at: Option<NaiveDateTime>, per_day: i64) -> Self {
        let place = |at: NaiveDateTime| T::narrow(at.and_utc().timestamp().div_euclid(86_400 / per_day));
        Self { from: from.map_or(T::NULL, place), at: at.map_or(T::LAST, place), per_day }
    }

    /// The day of a place.
    #[inline(always)]
    pub(super) fn day(&self, place: T) -> i64 {
        place.wide().div_euclid(self.per_day)
    }
}

/// Some rows of a column: its own memory if they are what they should be already, else written. Whether one of them is too far away for any
/// date, which becomes null.
pub(super) fn convert<'b, T: Place>(column: &Times<'b>, per_day: i64, first: usize, buffer: &'b mut [T]) -> (&'b [T], bool) {
    if let Some(same) = T::same(column, first..first + buffer.len()) {
        return same;
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
        (TimeUnit::Day, _) => widest!(fill::<V, T, 1>(values, buffer)),
        (TimeUnit::Second, 1) => widest!(fill::<V, T, 86_400>(values, buffer)),
        (TimeUnit::Millisecond, 1) => widest!(fill::<V, T, 86_400_000>(values, buffer)),
        (TimeUnit::Microsecond, 1) => widest!(fill::<V, T, 86_400_000_000>(values, buffer)),
        (TimeUnit::Nanosecond, 1) => widest!(fill::<V, T, 86_400_000_000_000>(values, buffer)),
        (TimeUnit::Second, _) => widest!(fill::<V, T, 60>(values, buffer)),
        (TimeUnit::Millisecond, _) => widest!(fill::<V, T, 60_000>(values, buffer)),
        (TimeUnit::Microsecond, _) => widest!(fill::<V, T, 60_000_000>(values, buffer)),
        (TimeUnit::Nanosecond, _) => widest!(fill::<V, T, 60_000_000_000>(values, buffer)),
    };
    (buffer, beyond)
}

/// The floor of each value over a step. Whether one is too far away for any date.
#[inline(always)]
fn fill<V: Value, T: Place, const STEP: i64>(values: Result<&[V], V>, out: &mut [T]) -> bool {
    let place = |value: V| {
        let wide = value.wide();
        let is_null = wide == i64::NULL;
        let count = floor::<STEP>(wide);
        let is_far =
            (i64::MAX / STEP >= T::NEAR) & (count.wrapping_add(T::NEAR).cast_unsigned() / (2 * T::NEAR).cast_unsigned() != 0);
        // The quotient of null is no null; without a branch it is made one.
        (if is_null | is_far { T::NULL } else { T::cut(count) }, !is_null & is_far)
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
    use super::{Place, convert};
    use crate::batch::{Moments, TimeUnit};
    use crate::report::Times;

    fn is_far<T: Place>(column: &Times<'_>, per_day: i64) -> bool {
        convert(column, per_day, 0, &mut [T::NULL; 2]).1
    }

    #[test]
    fn days_that_are_no_dates_are_told_from_null() {
        let narrow = |days: [i32; 2]| is_far::<i32>(&Moments::each(&days, TimeUnit::Day).into(), 1);
        let wide = |days: [i64; 2]| is_far::<i32>(&Moments::each(&days, TimeUnit::Day).into(), 1);
        for near in [i32::MIN, -(1 << 27), -1, 0, 95_000_000, (1 << 27) - 1] {
            assert!(!narrow([near, 0]), "{near}");
            assert!(near == i32::MIN || !wide([near.into(), 0]), "{near}");
        }
        for far in [-(1 << 27) - 1, 1 << 27, i32::MAX] {
            assert!(narrow([0, far]) && wide([far.into(), 0]), "{far}");
        }
        assert!(!wide([i64::MIN, 20_000]) && wide([i64::MAX, 0]) && wide([0, i64::from(i32::MIN)]) && wide([1 << 32, 0]));
        let minutes = |seconds: [i64; 2]| is_far::<i64>(&Moments::each(&seconds, TimeUnit::Second).into(), 24 * 60);
        assert!(!minutes([i64::MIN, 253_402_300_799]) && minutes([0, i64::MAX]) && minutes([i64::MIN + 1, 0]));
    }
}
