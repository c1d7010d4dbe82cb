//! Time limits: an exact amount of a unit, or a text that names none.

use std::fmt;

use super::amount::Amount;
use super::{explain, parse};
use crate::error::{Error, quote};
use crate::law::Language;

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

    /// The days of a limit of whole working days, 1 or more.
    pub(crate) fn whole_working_days(&self) -> Option<i64> {
        match &self.0 {
            Kind::Counted { amount, unit: Unit::WorkingDay } => amount.whole().filter(|days| *days > 0),
            _ => None,
        }
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

    /// The limit as a reader of the language writes it: `3 ngày làm việc`, `3 working days`; an undetermined text as it came.
    ///
    /// ```
    /// use motcua::{Language, TimeLimit};
    ///
    /// assert_eq!(TimeLimit::parse("12.5 working_day")?.text(Language::Vi), "12,5 ngày làm việc");
    /// # Ok::<(), motcua::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match &self.0 {
            Kind::Counted { amount, unit } => explain::counted(&amount.to_string(), unit.as_str(), language),
            Kind::Undetermined { text } => text.clone(),
        }
    }

    /// The limit that both together make; `None` unless both are counted in the same unit, for units never mix.
    #[cfg(feature = "one-stop")]
    pub(crate) fn plus(&self, other: &Self) -> Option<Self> {
        let ((a, unit), (b, other)) = (self.counted().ok()?, other.counted().ok()?);
        if unit == other { Self::new(a.plus(b), unit).ok() } else { None }
    }

    /// Whether this limit is longer than the other, and how far apart they are; `None` unless both have the same unit.
    #[cfg(feature = "one-stop")]
    pub(crate) fn compare(&self, other: &Self) -> Option<(std::cmp::Ordering, Amount)> {
        let ((a, unit), (b, other)) = (self.counted().ok()?, other.counted().ok()?);
        (unit == other).then(|| (a.cmp(&b), a.distance(b)))
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
