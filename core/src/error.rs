//! One error type with stable codes.

use chrono::NaiveDate;

/// Why a question could not be answered.
///
/// Every variant has a stable [`code`](Error::code), the same in Rust, Python and JavaScript. Messages name the value and the bound; values
/// are shortened to a line, so a message stays printable whatever came in.
///
/// ```
/// use motcua::{Error, TimeLimit};
///
/// let error = TimeLimit::parse("-3 ngày").unwrap_err();
/// assert_eq!(error.code(), "amount_negative");
/// assert_eq!(error.to_string(), "the amount `-3` is negative; it must be 0 or more");
/// # assert!(Error::CODES.contains(&error.code()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Text that is no date or moment, or a range that runs backwards.
    #[error("`{value}` is not {expected}")]
    DateInvalid {
        /// The text that came in.
        value: String,
        /// What was expected instead.
        expected: &'static str,
    },
    /// A date, or a result, outside what the tables cover.
    #[error("{what} `{value}` is outside `{first}` to `{last}`")]
    DateOutOfRange {
        /// What lies outside: the date asked for, or the result.
        what: &'static str,
        /// The date, or an amount that leads past the last one.
        value: String,
        /// First day covered.
        first: NaiveDate,
        /// Last day covered.
        last: NaiveDate,
    },
    /// The caller demanded announced days only, and the answer rests on others.
    #[error("the days off from `{from}` to `{to}` are not all announced; announced are `{first}` to `{last}`")]
    NotAnnounced {
        /// First day consulted.
        from: NaiveDate,
        /// Last day consulted.
        to: NaiveDate,
        /// First announced day.
        first: NaiveDate,
        /// Last announced day.
        last: NaiveDate,
    },
    /// An amount that is not a number.
    #[error("`{value}` is not an amount; write a decimal number such as `3` or `4.75`")]
    AmountInvalid {
        /// The text that came in.
        value: String,
    },
    /// An amount below zero.
    #[error("the amount `{value}` is negative; it must be 0 or more")]
    AmountNegative {
        /// The amount.
        value: String,
    },
    /// An amount that its unit cannot have, or that no limit could have.
    #[error("the amount `{value}` is out of range: {bound}")]
    AmountOutOfRange {
        /// The amount.
        value: String,
        /// What is allowed.
        bound: &'static str,
    },
    /// A unit that does not exist.
    #[error(
        "`{value}` is not a unit of time; known are working_day, working_hour, minute, hour, day, week, month, year, same_day"
    )]
    UnitUnknown {
        /// The text that came in.
        value: String,
    },
    /// A value, or a name, that an option does not have.
    #[error("`{value}` is not {option}; known are {known}")]
    OptionUnknown {
        /// Which option.
        option: &'static str,
        /// The text that came in.
        value: String,
        /// The values it has.
        known: &'static str,
    },
    /// Office hours that cannot be.
    #[error("office hours `{value}`: {problem}")]
    HoursInvalid {
        /// The shifts, or the key of the day.
        value: String,
        /// What is wrong with them.
        problem: &'static str,
    },
    /// A due date was asked of a limit that names no amount.
    #[error("the limit `{text}` names no single amount of time, so no due date follows from it")]
    LimitUndetermined {
        /// The limit as written.
        text: String,
    },
    /// A calendar without any working day.
    #[error("the calendar has no working day left: {why}")]
    CalendarEmpty {
        /// What took them all away.
        why: &'static str,
    },
}

impl Error {
    /// Every code, for bindings that make one class of each.
    pub const CODES: [&'static str; 11] = [
        "date_invalid",
        "date_out_of_range",
        "not_announced",
        "amount_invalid",
        "amount_negative",
        "amount_out_of_range",
        "unit_unknown",
        "option_unknown",
        "hours_invalid",
        "limit_undetermined",
        "calendar_empty",
    ];

    /// Whether something is misspelt, as against impossible or out of reach.
    pub(crate) const fn is_syntax(&self) -> bool {
        matches!(
            self,
            Self::DateInvalid { .. }
                | Self::AmountInvalid { .. }
                | Self::UnitUnknown { .. }
                | Self::OptionUnknown { .. }
                | Self::HoursInvalid { .. }
        )
    }

    /// The stable snake_case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DateInvalid { .. } => "date_invalid",
            Self::DateOutOfRange { .. } => "date_out_of_range",
            Self::NotAnnounced { .. } => "not_announced",
            Self::AmountInvalid { .. } => "amount_invalid",
            Self::AmountNegative { .. } => "amount_negative",
            Self::AmountOutOfRange { .. } => "amount_out_of_range",
            Self::UnitUnknown { .. } => "unit_unknown",
            Self::OptionUnknown { .. } => "option_unknown",
            Self::HoursInvalid { .. } => "hours_invalid",
            Self::LimitUndetermined { .. } => "limit_undetermined",
            Self::CalendarEmpty { .. } => "calendar_empty",
        }
    }
}

/// Shortens what came in to something a message can hold.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    if text.chars().nth(LONGEST).is_none() {
        text.chars().map(printable).collect()
    } else {
        text.chars().take(LONGEST - 1).map(printable).chain(['…']).collect()
    }
}

/// The largest amount anybody could mean; more is taken for a mistake.
pub(crate) const LARGEST_AMOUNT: i64 = 1_000_000_000;

/// Fails for a count of days nobody could mean.
pub(crate) fn check_count(n: i64) -> Result<(), Error> {
    if n.unsigned_abs() > LARGEST_AMOUNT.unsigned_abs() {
        return Err(too_large(&n.to_string()));
    }
    Ok(())
}

pub(crate) fn too_large(value: &str) -> Error {
    Error::AmountOutOfRange { value: quote(value), bound: "at most 1000000000" }
}
