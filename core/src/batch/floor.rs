//! Moments as whole steps: the days or minutes of a column.

use super::column::{Column, Value};
use crate::vectors::widest;
use crate::whole;

/// What `place` makes of each value and its floor over a step: an answer, and whether it is remarkable. Whether any is.
///
/// The floor of null is some number.
pub(crate) fn floors<const STEP: i64, V: Value, T: Copy>(
    values: Column<'_, V>,
    out: &mut [T],
    place: impl Fn(i64, i64) -> (T, bool) + Copy,
) -> bool {
    match values {
        Column::One(value) => {
            let (answer, is_remarkable) = place(value.wide(), floor::<STEP>(value.wide()));
            out.fill(answer);
            is_remarkable
        }
        Column::Each(values) => {
            widest!(floors_near::<STEP, V, T>(values, out, place)).unwrap_or_else(|| floors_far::<STEP, V, T>(values, out, place))
        }
    }
}

/// Several at once; `None` if one has too many bits for that.
#[inline(always)]
fn floors_near<const STEP: i64, V: Value, T>(values: &[V], out: &mut [T], place: impl Fn(i64, i64) -> (T, bool)) -> Option<bool> {
    let (mut any, mut far) = (false, 0);
    for (out, value) in out.iter_mut().zip(values) {
        let value = value.wide();
        let (count, is_far) = whole::floor::<STEP>(if value == i64::NULL { 0 } else { value });
        let (answer, is_remarkable) = place(value, count);
        *out = answer;
        any |= is_remarkable;
        far |= is_far;
    }
    (far == 0).then_some(any)
}

#[inline(never)]
fn floors_far<const STEP: i64, V: Value, T>(values: &[V], out: &mut [T], place: impl Fn(i64, i64) -> (T, bool)) -> bool {
    let mut any = false;
    for (out, value) in out.iter_mut().zip(values) {
        let (answer, is_remarkable) = place(value.wide(), floor::<STEP>(value.wide()));
        *out = answer;
        any |= is_remarkable;
    }
    any
}

/// The floor over a step: one multiplication, as all is made positive by whole steps before.
#[inline(always)]
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

#[cfg(test)]
mod tests {
    use super::floor;

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
