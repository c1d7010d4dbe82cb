//! Columns as days or minutes since 1970-01-01, of one width.

use chrono::NaiveDateTime;

use super::rows::{Times, part};
use crate::batch::{Column, Moments, TimeUnit, Value};

/// What times are compared as: days in 32 bits, minutes in 64.
pub trait Place: Value + Ord + Default {
    /// The largest.
    const LAST: Self;
    /// How many make a day.
    const PER_DAY: i64;

    /// A count in this width, and whether it fits.
    fn cut(count: i64) -> (Self, bool);

    /// A column that is what it should be already.
    fn same(values: &[i32]) -> Option<&[Self]>;
}

impl Place for i32 {
    const LAST: Self = Self::MAX;
    const PER_DAY: i64 = 1;

    #[inline]
    fn cut(count: i64) -> (Self, bool) {
        let place = count as Self;
        (place, (i64::from(place) == count) & (place != Self::MIN))
    }

    fn same(values: &[i32]) -> Option<&[Self]> {
        Some(values)
    }
}

impl Place for i64 {
    const LAST: Self = Self::MAX;
    const PER_DAY: i64 = 24 * 60;

    #[inline]
    fn cut(count: i64) -> (Self, bool) {
        (count, true)
    }

    fn same(_: &[i32]) -> Option<&[Self]> {
        None
    }
}

/// The period and the moment of a report.
#[derive(Clone, Copy, Debug)]
pub struct Bounds<T> {
    /// The first day of the period, or the first there is.
    pub(super) from: T,
    /// The moment of the report.
    pub(super) at: T,
}

impl<T: Place> Bounds<T> {
    /// Whether what was finished then is finished at the moment of the report.
    #[inline]
    pub(super) fn has_happened(&self, finished: T) -> bool {
        (finished != T::NULL) & (finished <= self.at)
    }

    /// A moment as it is compared.
    pub(super) fn place(at: NaiveDateTime) -> T {
        T::narrow(at.and_utc().timestamp().div_euclid(86_400 / T::PER_DAY))
    }
}

/// Writes some rows of a column, unless they are what they should be already; `Err` when one of them is too far away for any date, which
/// becomes null.
pub(super) fn convert<'b, T: Place>(column: &Times<'b>, first: usize, buffer: &'b mut [T]) -> (&'b [T], bool) {
    match column {
        Times::Narrow(Moments { values: Column::Each(values), unit: TimeUnit::Day }) if T::same(&[]).is_some() => {
            let values = values.get(first..first + buffer.len()).unwrap_or_default();
            (T::same(values).unwrap_or_default(), false)
        }
        Times::Narrow(moments) => by_unit(moments, first, buffer),
        Times::Wide(moments) => by_unit(moments, first, buffer),
    }
}

fn by_unit<'b, V: Value, T: Place>(moments: &Moments<'_, V>, first: usize, buffer: &'b mut [T]) -> (&'b [T], bool) {
    let values = part(&moments.values, first, buffer.len());
    // The divisors are known when it is compiled, so that no row divides.
    let beyond = match (moments.unit, T::PER_DAY) {
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

/// The floor of each value over a step. Whether one does not fit.
fn fill<V: Value, T: Place, const STEP: i64>(values: Result<&[V], V>, out: &mut [T]) -> bool {
    // The quotient of null is no null; without a branch it is made one.
    let place = |value: V| {
        let wide = value.wide();
        let is_null = wide == i64::NULL;
        let quotient = wide.div_euclid(STEP);
        let (place, fits) = T::cut(quotient);
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
