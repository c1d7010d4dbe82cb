//! Columns as days or minutes since 1970-01-01, of one width.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::rows::Times;
use crate::batch::{Column, Moments, TimeUnit, Value, floors};
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
    let values = moments.values.part(&(first..first + buffer.len()));
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

/// The floor of each value over a step. Whether one is too far away for any date.
fn fill<V: Value, T: Place, const STEP: i64>(values: Column<'_, V>, out: &mut [T]) -> bool {
    floors::<STEP, V, T>(values, out, place::<T, STEP>)
}

/// The place of a value and its floor; and whether it is too far away for any date.
#[inline(always)]
fn place<T: Place, const STEP: i64>(value: i64, count: i64) -> (T, bool) {
    let is_null = value == i64::NULL;
    let is_far =
        (i64::MAX / STEP >= T::NEAR) & (count.wrapping_add(T::NEAR).cast_unsigned() / (2 * T::NEAR).cast_unsigned() != 0);
    // The quotient of null is no null; without a branch it is made one.
    (if is_null | is_far { T::NULL } else { T::cut(count) }, !is_null & is_far)
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

    /// As `convert`, with divisions.
    fn naive<T: Place>(values: &[i64], step: i64) -> (Vec<T>, bool) {
        let near = |count: &i64| (-T::NEAR..T::NEAR).contains(count);
        let place = |value: &i64| Some(value.div_euclid(step)).filter(|count| *value != i64::MIN && near(count));
        let is_far = |value: &i64| *value != i64::MIN && !near(&value.div_euclid(step));
        (values.iter().map(|value| place(value).map_or(T::NULL, T::narrow)).collect(), values.iter().any(is_far))
    }

    fn check<T: Place>(values: &[i64], unit: TimeUnit, per_day: i64) {
        let mut buffer = vec![T::NULL; values.len()];
        let column = Moments::each(values, unit).into();
        let (places, beyond) = convert(&column, per_day, 0, &mut buffer);
        assert_eq!((places.to_vec(), beyond), naive(values, unit.per_day() / per_day), "{unit:?}, {per_day} a day");
    }

    #[test]
    fn places_are_floors_whatever_the_unit_and_however_far() {
        for unit in [TimeUnit::Day, TimeUnit::Second, TimeUnit::Millisecond, TimeUnit::Microsecond, TimeUnit::Nanosecond] {
            let day = unit.per_day();
            let edges = (-3..=3).flat_map(|days| [-1, 0, 1].map(|by| (20_000 + days) * day + by));
            let near: Vec<i64> = edges.chain([i64::MIN, 0, -1, -day, -7_000 * day, 29_000 * day + day / 3]).collect();
            // 1677, 2262 and what is no date: one such row, and all are worked out in another way.
            let far = [-106_751 * i128::from(day), 106_751 * i128::from(day), (1 << 27) * i128::from(day), i64::MAX.into()];
            let far = far.iter().filter_map(|value| i64::try_from(*value).ok());
            for values in far.map(|value| [&near[..], &[value]].concat()).chain([near.clone()]) {
                check::<i32>(&values, unit, 1);
                if unit != TimeUnit::Day {
                    check::<i64>(&values, unit, 24 * 60);
                }
            }
        }
    }
}
