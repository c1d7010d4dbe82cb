//! The shapes that cross a boundary: what JSON, Python and JavaScript pass in, and the one place where it is read.
//!
//! Dates are `YYYY-MM-DD`, moments `YYYY-MM-DDTHH:MM:SS` (the seconds may be left out) in civil time of Viet Nam, amounts are decimal
//! strings, names are the stable snake_case ones. Fields that a shape does not have are refused.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

#[cfg(feature = "one-stop")]
mod answer;
mod calendar;
#[cfg(feature = "one-stop")]
mod dossier;
#[cfg(feature = "one-stop")]
mod each;
mod either;
#[cfg(feature = "one-stop")]
mod evaluate;
#[cfg(feature = "one-stop")]
mod form;
mod hours;
#[cfg(feature = "one-stop")]
mod interlinked;
mod limit;
#[cfg(feature = "one-stop")]
pub mod petition;
#[cfg(feature = "one-stop")]
pub mod plan;
#[cfg(feature = "one-stop")]
pub mod procedure;
#[cfg(feature = "one-stop")]
mod questions;
#[cfg(feature = "one-stop")]
mod rank;
#[cfg(feature = "one-stop")]
mod regime;
#[cfg(feature = "one-stop")]
mod register;
#[cfg(feature = "one-stop")]
mod report;
#[cfg(feature = "one-stop")]
pub mod scorecard;
#[cfg(feature = "one-stop")]
mod seed;
#[cfg(feature = "one-stop")]
pub mod service_quality;
#[cfg(feature = "one-stop")]
mod share;
#[cfg(feature = "one-stop")]
pub(crate) mod strict;
#[cfg(feature = "one-stop")]
pub mod survey;
#[cfg(feature = "one-stop")]
mod unit;

#[cfg(feature = "one-stop")]
pub use self::answer::{CitationAnswer, Note, Texts};
pub use self::calendar::{CalendarOptions, LocalDaysOptions};
#[cfg(feature = "one-stop")]
pub use self::dossier::*;
#[cfg(feature = "one-stop")]
pub use self::each::Each;
#[cfg(feature = "one-stop")]
pub use self::evaluate::{answer_operation, answer_request, evaluate, operations, refusal};
#[cfg(feature = "one-stop")]
pub use self::form::*;
pub use self::hours::{Hours, SeasonHours, WeekHours};
#[cfg(feature = "one-stop")]
pub use self::interlinked::*;
pub use self::limit::{CountedLimit, DeadlineRequest, Limit, Question, RuleNames};
#[cfg(feature = "one-stop")]
pub use self::questions::*;
#[cfg(feature = "one-stop")]
pub use self::rank::*;
#[cfg(feature = "one-stop")]
pub use self::regime::*;
#[cfg(feature = "one-stop")]
pub use self::register::*;
#[cfg(feature = "one-stop")]
pub use self::report::*;
#[cfg(feature = "one-stop")]
pub use self::share::{ProblemAnswer, ShareAnswer};
#[cfg(feature = "one-stop")]
pub use self::unit::{AdministrativeUnitAnswer, AdministrativeUnitOptions, AdministrativeUnitsAnswer, UnitRequest};
use crate::error::{Error, quote};
#[cfg(feature = "one-stop")]
pub use crate::number::Number;

/// Shortens what came in to a line a message can hold, as the core's own messages do; for bindings that refuse a value themselves.
///
/// ```
/// assert_eq!(motcua::wire::shorten("ba\nngày"), "ba ngày");
/// assert_eq!(motcua::wire::shorten(&"9".repeat(1000)).chars().count(), 60);
/// ```
#[must_use]
pub fn shorten(text: &str) -> String {
    quote(text)
}

/// Reads `YYYY-MM-DD`.
///
/// ```
/// assert!(motcua::wire::parse_date("2026-11-24").is_ok());
/// assert_eq!(motcua::wire::parse_date("2026-02-30").unwrap_err().code(), "date_invalid");
/// ```
///
/// # Errors
/// `date_invalid` for other spellings and for dates that do not exist.
pub fn parse_date(text: &str) -> Result<NaiveDate, Error> {
    let date = match numbers(text, "0000-00-00").as_deref() {
        Some(&[year, month, day]) => NaiveDate::from_ymd_opt(year.cast_signed(), month, day),
        _ => None,
    };
    date.ok_or_else(|| Error::DateInvalid { value: quote(text), expected: "a date that exists, written YYYY-MM-DD" })
}

/// Reads `YYYY-MM-DDTHH:MM:SS` or `YYYY-MM-DDTHH:MM`.
///
/// # Errors
/// `date_invalid` for other spellings (an offset among them) and for moments that do not exist.
pub fn parse_moment(text: &str) -> Result<NaiveDateTime, Error> {
    let parts = numbers(text, "0000-00-00T00:00:00").or_else(|| numbers(text, "0000-00-00T00:00"));
    let moment = match parts.as_deref() {
        Some(&[year, month, day, hour, minute, ref second @ ..]) => {
            let second = second.first().copied().unwrap_or(0);
            NaiveDate::from_ymd_opt(year.cast_signed(), month, day).and_then(|date| date.and_hms_opt(hour, minute, second))
        }
        _ => None,
    };
    moment.ok_or_else(|| Error::DateInvalid {
        value: quote(text),
        expected: "a moment that exists, written YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS in civil time of Viet Nam, without offset",
    })
}

/// Writes a moment as `YYYY-MM-DDTHH:MM:SS`.
///
/// ```
/// let moment = motcua::wire::parse_moment("2026-11-24T07:00")?;
/// assert_eq!(motcua::wire::moment_text(moment), "2026-11-24T07:00:00");
/// # Ok::<(), motcua::Error>(())
/// ```
#[must_use]
pub fn moment_text(moment: NaiveDateTime) -> String {
    format!("{}T{:02}:{:02}:{:02}", moment.date(), moment.hour(), moment.minute(), moment.second())
}

/// Reads `HH:MM`.
fn parse_time(text: &str) -> Result<NaiveTime, Error> {
    let time = match numbers(text, "00:00").as_deref() {
        Some(&[hour, minute]) => NaiveTime::from_hms_opt(hour, minute, 0),
        _ => None,
    };
    time.ok_or_else(|| Error::HoursInvalid {
        value: quote(text),
        problem: "a cut-off is a time written HH:MM, within 00:00 to 23:59",
    })
}

/// The numbers of a text that has digits wherever the model has `0`, and the model's characters elsewhere. A general format reader
/// would take more spellings and weigh more than the rest of a browser build.
fn numbers(text: &str, model: &str) -> Option<Vec<u32>> {
    let fits = text.len() == model.len()
        && text.bytes().zip(model.bytes()).all(|(byte, model)| if model == b'0' { byte.is_ascii_digit() } else { byte == model });
    let parts = text.split(|c: char| !c.is_ascii_digit()).map(|digits| digits.parse().ok());
    if fits { parts.collect() } else { None }
}
