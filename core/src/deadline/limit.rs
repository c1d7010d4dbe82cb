//! Time limits: an exact amount of a unit, or a text that names none.

use std::fmt;

use rust_decimal::Decimal;

use super::parse;
use crate::error::{Error, quote};

/// The largest amount anybody could mean; more is taken for a mistake.
const LARGEST: i64 = 1_000_000_000;

/// Fails for a count of days nobody could mean.
pub(crate) fn check_count(n: i64) -> Result<(), Error> {
    if n.unsigned_abs() > LARGEST.unsigned_abs() {
        return Err(too_large(&n.to_string()));
    }
    Ok(())
}

fn too_large(value: &str) -> Error {
    Error::AmountOutOfRange { value: quote(value), bound: "at most 1000000000" }
}

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
        (i64::try_from(whole).unwrap_or(LARGEST), Self(fraction.normalize()))
    }

    /// What the mantissa of 1 would be.
    fn one(self) -> i128 {
        10_i128.checked_pow(self.0.scale()).unwrap_or(i128::MAX)
    }

    fn is_too_large(self) -> bool {
        self.0.mantissa() > i128::from(LARGEST) * self.one()
    }

    pub(crate) fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The amount times so many seconds; a fraction of a second is rounded up. Exact: 96 bits times 32.
    pub(crate) fn seconds(self, per_unit: u32) -> i64 {
        let product = self.0.mantissa() * i128::from(per_unit);
        let seconds = product / self.one() + i128::from(product % self.one() > 0);
        i64::try_from(seconds).unwrap_or(i64::MAX)
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

/// A unit of a time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days on which state offices work (ngày làm việc).
    WorkingDay,
    /// Hours within office hours (giờ làm việc).
    WorkingHour,
    /// Clock minutes (phút), through nights and holidays.
    Minute,
    /// Clock hours (giờ), through nights and holidays.
    Hour,
    /// Calendar days (ngày).
    Day,
    /// Calendar weeks (tuần).
    Week,
    /// Calendar months (tháng).
    Month,
    /// Calendar years (năm).
    Year,
    /// Within the day of receipt (trong ngày); its amount is 0.
    SameDay,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 9] = [
        Self::WorkingDay,
        Self::WorkingHour,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
        Self::SameDay,
    ];

    /// Reads the stable name, as in `working_day`.
    ///
    /// # Errors
    /// `unit_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let unit = Self::ALL.into_iter().find(|unit| unit.as_str() == text);
        unit.ok_or_else(|| Error::UnitUnknown { value: quote(text) })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WorkingDay => "working_day",
            Self::WorkingHour => "working_hour",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::SameDay => "same_day",
        }
    }

    /// Whether the unit is counted in whole calendar dates only.
    pub(crate) const fn is_calendar(self) -> bool {
        matches!(self, Self::Day | Self::Week | Self::Month | Self::Year)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A time limit (thời hạn giải quyết): an amount of a unit, or a text that names no single amount.
///
/// ```
/// use motcua::{TimeLimit, Unit};
///
/// let limit = TimeLimit::parse("Không quá 03 (ba) ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ")?;
/// assert_eq!(limit.unit(), Some(Unit::WorkingDay));
/// assert_eq!(limit.to_string(), "3 working_day");
///
/// // What cannot be read for certain is not guessed.
/// assert!(TimeLimit::parse("theo dự án được phê duyệt")?.is_undetermined());
/// assert!(TimeLimit::parse("12.5 ngày + thời gian của thủ tục khác")?.is_undetermined());
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "thời hạn giải quyết")]
pub struct TimeLimit(Kind);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Counted { amount: Amount, unit: Unit },
    Undetermined { text: String },
}

impl TimeLimit {
    /// A limit of an amount of a unit.
    ///
    /// # Errors
    /// `amount_out_of_range` for a fraction of a day, week, month or year, and for a same-day limit of more than 0.
    pub fn new(amount: Amount, unit: Unit) -> Result<Self, Error> {
        let bound = if unit.is_calendar() && amount.whole().is_none() {
            "a whole number of days, weeks, months or years"
        } else if unit == Unit::SameDay && !amount.is_zero() {
            "0 for a same-day limit"
        } else if amount.is_too_large() {
            "at most 1000000000"
        } else {
            return Ok(Self(Kind::Counted { amount, unit }));
        };
        Err(Error::AmountOutOfRange { value: format!("{amount} {unit}"), bound })
    }

    /// The limit of a result due within the day of receipt.
    #[must_use]
    pub const fn same_day() -> Self {
        Self(Kind::Counted { amount: Amount::ZERO, unit: Unit::SameDay })
    }

    /// Reads the canonical form (`3 working_day`) or a Vietnamese spelling (`03 ngày làm việc`, `không quá 12,5 ngày làm việc kể từ ngày
    /// nhận đủ hồ sơ`, `trong ngày`), with or without diacritics.
    ///
    /// Text that says more or other than one amount of one unit (sums, ranges, conditions) comes back as
    /// [undetermined](Self::is_undetermined), never as a guess.
    ///
    /// # Errors
    /// `amount_invalid` for empty or endless text, `amount_negative`, `amount_out_of_range`; `unit_unknown` when a number is followed by a
    /// single word that is no unit, or by nothing.
    pub fn parse(text: &str) -> Result<Self, Error> {
        parse::time_limit(text)
    }

    pub(crate) fn undetermined(text: &str) -> Self {
        Self(Kind::Undetermined { text: text.to_owned() })
    }

    /// The amount, unless undetermined.
    #[must_use]
    pub const fn amount(&self) -> Option<Amount> {
        match &self.0 {
            Kind::Counted { amount, .. } => Some(*amount),
            Kind::Undetermined { .. } => None,
        }
    }

    /// The unit, unless undetermined.
    #[must_use]
    pub const fn unit(&self) -> Option<Unit> {
        match &self.0 {
            Kind::Counted { unit, .. } => Some(*unit),
            Kind::Undetermined { .. } => None,
        }
    }

    /// Whether the text names no single amount, so that no due date follows.
    #[must_use]
    pub const fn is_undetermined(&self) -> bool {
        matches!(self.0, Kind::Undetermined { .. })
    }

    /// Amount and unit.
    pub(crate) fn counted(&self) -> Result<(Amount, Unit), Error> {
        match &self.0 {
            Kind::Counted { amount, unit } => Ok((*amount, *unit)),
            Kind::Undetermined { text } => Err(Error::LimitUndetermined { text: quote(text) }),
        }
    }
}

impl fmt::Display for TimeLimit {
    /// The canonical form, or the undetermined text as it came.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Counted { amount, unit } => write!(f, "{amount} {unit}"),
            Kind::Undetermined { text } => f.write_str(text),
        }
    }
}
