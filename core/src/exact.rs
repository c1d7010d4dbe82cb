//! Exact numbers of any size.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::error::{Error, quote};

/// An exact rational number: what scores are made of. It is rounded where a formula says so, once, half up, and printed as a decimal;
/// binary floating point never touches it.
///
/// ```
/// use motcua::Exact;
///
/// let online = Exact::parse("6")? * Exact::from(82_913) / Exact::from(98_459);
/// assert_eq!(online.text(2), "5.05");
/// assert_eq!(Exact::parse("0.125")?.rounded(2), Exact::parse("0.13")?);
/// assert_eq!(Exact::parse("-0.125")?.text(2), "-0.13");
/// assert_eq!((Exact::from(1) / Exact::from(3)).to_string(), "1/3");
/// assert_eq!(Exact::parse("7,50")?.to_string(), "7.5");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Exact(BigRational);

/// Digits a number may have on either side of its point. More is taken for a mistake.
const DIGITS: usize = 18;

impl Exact {
    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// Reads digits with at most one decimal point or comma and a sign.
    ///
    /// # Errors
    /// `amount_invalid` when the text is no such number, `value_out_of_range` with more than 18 digits before or behind the point.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let (is_negative, number) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) {
            return Err(Error::AmountInvalid { value: quote(text) });
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        if whole.len() > DIGITS || fraction.len() > DIGITS {
            let bound = "at most 18 digits before and behind the point";
            return Err(Error::ValueOutOfRange { name: "the number", value: quote(text), bound });
        }
        // Both parts are digits, 18 at most each: 36 together fit 128 bits.
        let digits: i128 = format!("0{whole}{fraction}").parse().unwrap_or_default();
        let scale = 10_i128.pow(u32::try_from(fraction.len()).unwrap_or_default());
        let value = BigRational::new(BigInt::from(digits), BigInt::from(scale));
        Ok(Self(if is_negative { -value } else { value }))
    }

    /// How many decimals it takes to write the number; `None` when no number of decimals does, as for a third.
    #[must_use]
    pub fn decimals(&self) -> Option<u32> {
        let (mut twos, mut fives) = (0, 0);
        let mut left = self.0.denom().clone();
        for (prime, count) in [(2_u8, &mut twos), (5_u8, &mut fives)] {
            while (&left % prime).is_zero() {
                left /= prime;
                *count += 1;
            }
        }
        (left == BigInt::from(1)).then_some(twos.max(fives))
    }

    /// Rounded half up to so many decimals (18 at most); a negative half goes away from zero.
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Self {
        let scale = scale(decimals);
        Self(BigRational::new(self.scaled(&scale), scale))
    }

    /// Rounded half up and printed with so many decimals (18 at most).
    #[must_use]
    pub fn text(&self, decimals: u32) -> String {
        let (sign, digits) = self.scaled(&scale(decimals)).into_parts();
        let decimals = decimals.min(DIGITS as u32) as usize;
        let digits = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = digits.split_at_checked(digits.len() - decimals).unwrap_or((&digits, ""));
        let sign = if sign == Sign::Minus { "-" } else { "" };
        if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// The nearest floating-point number, for estimates; never for scores.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The quotient; `None` when the divisor is 0.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// The number times the scale, as an integer, half away from zero.
    fn scaled(&self, scale: &BigInt) -> BigInt {
        let (numerator, denominator) = (self.0.numer() * scale * 2_u8, self.0.denom());
        // The denominator of a reduced fraction is above 0; division of integers cuts towards zero.
        let half_away = if numerator.is_negative() { numerator - denominator } else { numerator + denominator };
        half_away / (denominator * 2_u8)
    }
}

fn scale(decimals: u32) -> BigInt {
    BigInt::from(10_u64.pow(decimals.min(DIGITS as u32)))
}

impl fmt::Display for Exact {
    /// As a decimal without trailing zeros where there is one, else as a fraction, as in `2/3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimals() {
            Some(decimals) if decimals <= DIGITS as u32 => f.write_str(&self.text(decimals)),
            _ => write!(f, "{}/{}", self.0.numer(), self.0.denom()),
        }
    }
}

impl From<i64> for Exact {
    fn from(whole: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(whole)))
    }
}

impl From<u64> for Exact {
    fn from(whole: u64) -> Self {
        Self(BigRational::from_integer(BigInt::from(whole)))
    }
}

impl From<i32> for Exact {
    fn from(whole: i32) -> Self {
        Self::from(i64::from(whole))
    }
}

macro_rules! operators {
    ($($operator:ident $name:ident $sign:tt),+) => {
        $(
            impl $operator for Exact {
                type Output = Self;

                fn $name(self, other: Self) -> Self {
                    Self(self.0 $sign other.0)
                }
            }

            impl<'a> $operator<&'a Exact> for &'a Exact {
                type Output = Exact;

                fn $name(self, other: &'a Exact) -> Exact {
                    Exact(&self.0 $sign &other.0)
                }
            }
        )+
    };
}

operators! { Add add +, Sub sub -, Mul mul * }

/// Division by zero gives zero, never a panic: ask [`Exact::checked_div`] where a divisor may be zero.
impl Div for Exact {
    type Output = Self;

    fn div(self, divisor: Self) -> Self {
        self.checked_div(&divisor).unwrap_or_else(Self::zero)
    }
}

impl Neg for Exact {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::zero(), Add::add)
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(terms: I) -> Self {
        terms.fold(Self::zero(), |total, term| &total + term)
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn reads_only_plain_decimals() {
        for text in ["", ".", "5.", ".5", "1e3", "1_000", "NaN", "--1", "1.2.3", "١"] {
            assert_eq!(Exact::parse(text).unwrap_err().code(), "amount_invalid", "{text}");
        }
        assert_eq!(Exact::parse(&"9".repeat(19)).unwrap_err().code(), "value_out_of_range");
        assert_eq!(Exact::parse(&format!("0.{}1", "0".repeat(18))).unwrap_err().code(), "value_out_of_range");
        assert_eq!(exact(&format!("{}1.50{}", "0".repeat(90), "0".repeat(90))), exact("1.5"));
        assert_eq!(exact(&format!("{0}.{0}", "9".repeat(18))).to_string(), format!("{0}.{0}", "9".repeat(18)));
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (text, decimals, rounded) in [
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("0.005", 2, "0.01"),
            ("-0.004", 2, "0.00"),
            ("0.0049999", 2, "0.00"),
            ("14.995", 2, "15.00"),
            ("1", 2, "1.00"),
            ("0", 1, "0.0"),
        ] {
            assert_eq!(exact(text).text(decimals), rounded, "{text}");
            assert_eq!(exact(text).rounded(decimals), exact(rounded), "{text}");
        }
        assert_eq!((exact("2") / exact("3")).text(99), "0.666666666666666667");
    }

    #[test]
    fn knows_how_many_decimals_a_number_has() {
        assert_eq!(exact("61.40").decimals(), Some(1));
        assert_eq!((exact("1") / exact("8")).decimals(), Some(3));
        assert_eq!((exact("1") / exact("6")).decimals(), None);
        assert_eq!((exact("0") / exact("0")).decimals(), Some(0));
    }
}
