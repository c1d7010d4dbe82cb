//! Exact amounts.

use std::fmt;

use rust_decimal::Decimal;

use crate::error::{Error, LARGEST_AMOUNT, quote, too_large};

/// An exact amount, 0 or more. Quarters of a working day occur in published procedures, so it is a decimal and never binary floating
/// point.
///
/// ```
/// use motcua::Amount;
///
/// assert_eq!(Amount::parse("03")?.to_string(), "3");
/// assert_eq!(Amount::parse("4,750")?.to_string(), "4.75");
/// assert_eq!(Amount::parse("NaN").unwrap_err().code(), "amount_invalid");
/// assert_eq!(Amount::parse("1000000000000000000").unwrap_err().code(), "amount_out_of_range");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads digits with at most one decimal point or comma, or scientific notation.
    ///
    /// # Errors
    /// `amount_invalid` when the text is no such number, `amount_negative`, `amount_out_of_range` above a thousand million or with more
    /// decimals than can be kept exactly.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let invalid = || Error::AmountInvalid { value: quote(text) };
        let (negative, number) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match number.split_once(['e', 'E']) {
            None => (number, None),
            Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix('+').unwrap_or(exponent))),
        };
        let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let exponent_digits = exponent.map(|e| e.strip_prefix('-').unwrap_or(e));
        if !digits(whole) || !digits(fraction) || exponent_digits.is_some_and(|e| !digits(e)) {
            return Err(invalid());
        }
        let zero = mantissa.bytes().all(|b| !(b'1'..=b'9').contains(&b));
        if zero {
            return Ok(Self::ZERO);
        }
        if negative {
            return Err(Error::AmountNegative { value: quote(text) });
        }
        let value = decimal(whole, fraction, exponent.unwrap_or("0")).ok_or_else(|| too_large(text))?;
        let amount = Self(value.normalize());
        if amount.is_too_large() {
            return Err(too_large(text));
        }
        Ok(amount)
    }

    /// The sum. What is too large is caught when a limit is made of it.
    #[cfg(feature = "one-stop")]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).normalize())
    }

    /// The amount as a whole number, if it is one.
    pub(crate) fn whole(self) -> Option<i64> {
        let (whole, fraction) = self.split();
        fraction.is_zero().then_some(whole)
    }

    /// The whole part and what is left over.
    pub(crate) fn split(self) -> (i64, Self) {
        let one = self.one();
        let (whole, fraction) = (self.0.mantissa() / one, self.0.mantissa() % one);
        let fraction = Decimal::try_from_i128_with_scale(fraction, self.0.scale()).unwrap_or_default();
        (i64::try_from(whole).unwrap_or(LARGEST_AMOUNT), Self(fraction.normalize()))
    }

    /// The amount in units of 10⁻ᵈ, for d decimals; `None` when it has more decimals than that.
    #[cfg(feature = "one-stop")]
    pub(crate) fn scaled(self, decimals: u32) -> Option<u64> {
        let missing = decimals.checked_sub(self.0.scale())?;
        u64::try_from(self.0.mantissa().checked_mul(10_i128.checked_pow(missing)?)?).ok()
    }

    /// What the mantissa of 1 would be.
    fn one(self) -> i128 {
        10_i128.checked_pow(self.0.scale()).unwrap_or(i128::MAX)
    }

    /// How far apart two amounts are.
    #[cfg(feature = "one-stop")]
    pub(crate) fn distance(self, other: Self) -> Self {
        let (more, less) = if self < other { (other, self) } else { (self, other) };
        Self(more.0.checked_sub(less.0).unwrap_or_default().normalize())
    }

    pub(super) fn is_too_large(self) -> bool {
        self.0.mantissa() > i128::from(LARGEST_AMOUNT) * self.one()
    }

    pub(crate) fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The amount times so many seconds, plus nanoseconds below a second, in whole seconds: rounded up once. Exact.
    pub(crate) fn seconds(self, per_unit: u32, nanoseconds: u32) -> i64 {
        const NANOSECONDS: i128 = 1_000_000_000;
        // 96 bits times 17; the rest of the division times 30.
        let product = self.0.mantissa() * i128::from(per_unit);
        let (whole, rest) = (product / self.one(), product % self.one());
        let missing = NANOSECONDS - i128::from(nanoseconds);
        let begun = i128::from(rest > 0 || nanoseconds > 0)
            + i128::from(rest.saturating_mul(NANOSECONDS) > missing.saturating_mul(self.one()));
        i64::try_from(whole + begun).unwrap_or(i64::MAX)
    }
}

impl From<u32> for Amount {
    /// A whole amount; what is above the largest is caught when a limit is made of it.
    fn from(amount: u32) -> Self {
        Self(Decimal::from(amount))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Puts a number together exactly; `None` when that is impossible.
fn decimal(whole: &str, fraction: &str, exponent: &str) -> Option<Decimal> {
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let exponent = exponent.parse::<i64>().ok()? - i64::try_from(fraction.len()).ok()?;
    let mut mantissa = digits.parse::<i128>().ok()?;
    if exponent > 0 {
        mantissa = mantissa.checked_mul(10_i128.checked_pow(u32::try_from(exponent).ok()?)?)?;
    }
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(-exponent.min(0)).ok()?).ok()
}
