//! Whole numbers worked out in floating point.
//!
//! Below 2^52 they are exact there, and processors divide, compare and choose among floating-point numbers several at a time, which of 64-bit
//! integers they mostly do not.

/// From 2^52 on, where the last bit of a floating-point number counts one.
const WHOLE: f64 = 4_503_599_627_370_496.0;
/// Far enough above it for negative numbers.
const NEAREST: f64 = 1.5 * WHOLE;
/// Whole numbers have so many bits.
const BITS: u32 = 52;

/// A whole number below 2^52.
#[inline(always)]
const fn real(number: u64) -> f64 {
    f64::from_bits(number | WHOLE.to_bits()) - WHOLE
}

/// A count over a step, rounded up; and not 0 if there are too many bits to work it out, or if the answer may have more than so many.
#[inline(always)]
pub(crate) const fn ceil<const STEP: i64, const IN_ANSWER: u32>(count: u64) -> (u64, u64) {
    let most = const {
        let most = IN_ANSWER + Divisor::<STEP>::ODD.ilog2();
        if most < BITS { most } else { BITS }
    };
    let parts = count.wrapping_add(const { (1 << Divisor::<STEP>::SHIFT) - 1 }) >> Divisor::<STEP>::SHIFT;
    let far = count >> 63 | parts >> most;
    if Divisor::<STEP>::ODD == 1 {
        return (parts, far);
    }
    let (near, rest) = divide::<STEP>(parts);
    // The nearest quotient is the ceiling unless something is left.
    (near.to_bits().wrapping_sub(NEAREST.to_bits()).wrapping_add((rest > 0.0) as u64), far)
}

/// A count over a step, rounded down; and not 0 if there are too many bits to work it out.
#[cfg(feature = "one-stop")]
#[inline(always)]
pub(crate) const fn floor<const STEP: i64>(count: i64) -> (i64, u64) {
    if STEP == 1 {
        return (count, 0);
    }
    // Made positive by whole steps, half of what there are bits for.
    let steps = const {
        let shift = Divisor::<STEP>::SHIFT;
        (1 << if shift < 11 { BITS - 1 + shift } else { 62 }) / STEP
    };
    let count = count.wrapping_add(steps * STEP).cast_unsigned();
    let parts = count >> Divisor::<STEP>::SHIFT;
    let (near, rest) = divide::<STEP>(parts);
    let quotient = near.to_bits().wrapping_sub(NEAREST.to_bits()).cast_signed();
    (quotient - (rest < 0.0) as i64 - steps, count >> 63 | parts >> BITS)
}

/// A divisor by its power of two, which is shifted out, and the rest.
struct Divisor<const STEP: i64>;

impl<const STEP: i64> Divisor<STEP> {
    const SHIFT: u32 = STEP.trailing_zeros();
    const ODD: u64 = STEP.cast_unsigned() >> Self::SHIFT;
}

/// The nearest quotient and [`NEAREST`], and what it leaves, above or below; exact, as the quotient times the divisor is.
#[inline(always)]
const fn divide<const STEP: i64>(parts: u64) -> (f64, f64) {
    let (whole, odd) = (real(parts), const { Divisor::<STEP>::ODD as f64 });
    let near = whole * const { 1.0 / Divisor::<STEP>::ODD as f64 } + NEAREST;
    (near, whole - (near - NEAREST) * odd)
}

#[cfg(test)]
mod tests {
    use super::ceil;

    fn check_ceil<const UNITS: i64>() {
        let units = UNITS.cast_unsigned();
        // Of nanoseconds 52 bits, each of 512, last until 2080; the calendar until 2199.
        let end = if UNITS == 1_000_000_000 { (1 << 61) / units } else { 6_090_508_800 };
        let seconds = [0, 1, 2, 59, 86_399, 86_400, 1_000_000_007, 2_305_843_008, end - 1];
        for (second, part) in seconds.iter().flat_map(|second| [0, 1, 2].map(|part| (second, part))) {
            for part in [part, units / 2 - part, units / 2 + part, units - 1 - part] {
                let moment = second * units + part;
                assert_eq!(ceil::<UNITS, 34>(moment), (moment.div_ceil(units), 0), "{moment}, {units} a second");
            }
        }
        // The second of a row before the calendar, of a null, and of one far beyond it.
        for moment in [u64::MAX, u64::MAX - units, 1 << 63, i64::MIN.cast_unsigned() - 1_167_609_600 * units, (1 << 61) + 1] {
            assert_ne!(ceil::<UNITS, 34>(moment).1, 0, "{moment}, {units} a second");
        }
    }

    #[test]
    fn a_quotient_rounded_up_is_that_of_whole_numbers() {
        check_ceil::<1_000>();
        check_ceil::<1_000_000>();
        check_ceil::<1_000_000_000>();
    }

    /// `per_day` counts make a day.
    #[cfg(feature = "one-stop")]
    fn check_floor<const STEP: i64>(per_day: i64) {
        let mut checked = 0;
        for days in [0_i64, 1, 2, 59, 365, 13_514, 20_000, 36_524, 53_000, 106_000, 1 << 40, 1 << 62] {
            for count in [days, -days].map(|days| days.saturating_mul(per_day)) {
                for count in (-2..=2).flat_map(|by| [count.saturating_add(by), count.saturating_add(by * STEP + by)]) {
                    let (quotient, far) = super::floor::<STEP>(count);
                    assert!(far != 0 || quotient == count.div_euclid(STEP), "{count} / {STEP}: {quotient}");
                    // 1824 to 2115.
                    assert!(far == 0 || days > 53_000, "{count} / {STEP}");
                    checked += usize::from(far == 0);
                }
            }
        }
        assert!(checked >= 180);
    }

    #[cfg(feature = "one-stop")]
    #[test]
    fn a_quotient_rounded_down_is_that_of_whole_numbers() {
        check_floor::<1>(1);
        check_floor::<60>(86_400);
        check_floor::<86_400>(86_400);
        check_floor::<60_000>(86_400_000);
        check_floor::<86_400_000>(86_400_000);
        check_floor::<60_000_000>(86_400_000_000);
        check_floor::<86_400_000_000>(86_400_000_000);
        check_floor::<60_000_000_000>(86_400_000_000_000);
        check_floor::<86_400_000_000_000>(86_400_000_000_000);
    }
}
