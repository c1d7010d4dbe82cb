//! An agency's own closures and openings.

use std::sync::Arc;

use chrono::NaiveDate;

use super::index::DayNumber;
use crate::error::Error;
use crate::law::{Citation, Language};

/// Days on which one agency departs from the State's calendar, with its reason and its own legal basis.
///
/// ```
/// use motcua::{Calendar, DayKind, LocalDays};
/// use chrono::NaiveDate;
///
/// let day = |d| NaiveDate::from_ymd_opt(2026, 10, d).unwrap();
/// let flood = LocalDays::new(day(19), day(20), "Nghỉ do lũ lụt", "Closed for flooding", "Thông báo 12/TB-UBND")?;
/// let calendar = Calendar::builder().closure(flood).build()?;
/// assert_eq!(calendar.day(day(19))?.kind(), DayKind::LocalClosure);
/// assert_eq!(calendar.add_working_days(day(16), 1)?, day(21));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDays {
    first: DayNumber,
    last: DayNumber,
    reason_vi: String,
    reason_en: String,
    citation: Arc<str>,
}

impl LocalDays {
    /// Days `from` to `to`, both included; reasons in Vietnamese and English; the decision they rest on.
    ///
    /// # Errors
    /// `date_out_of_range` outside the calendar, `date_invalid` when the range runs backwards.
    pub fn new(
        from: NaiveDate,
        to: NaiveDate,
        reason_vi: impl Into<String>,
        reason_en: impl Into<String>,
        citation: impl Into<Arc<str>>,
    ) -> Result<Self, Error> {
        let number = |date: NaiveDate| DayNumber::of(date).ok_or_else(|| super::out_of_range("the local day", date));
        let (first, last) = (number(from)?, number(to)?);
        if last < first {
            let expected = "a range of days: its end lies before its beginning";
            return Err(Error::DateInvalid { value: format!("{from} to {to}"), expected });
        }
        Ok(Self { first, last, reason_vi: reason_vi.into(), reason_en: reason_en.into(), citation: citation.into() })
    }

    pub(crate) const fn span(&self) -> (DayNumber, DayNumber) {
        (self.first, self.last)
    }

    pub(crate) fn reason(&self, language: Language) -> &str {
        language.pick(&self.reason_vi, &self.reason_en)
    }

    pub(crate) fn citation(&self) -> Citation {
        Citation::local(Arc::clone(&self.citation))
    }
}
