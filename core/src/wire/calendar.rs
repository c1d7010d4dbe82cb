//! Calendars as they are asked for.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

use super::parse_date;
use crate::calendar::{Calendar, LocalDays};
use crate::error::{Error, quote};

/// Reads `mon` to `sun`.
fn parse_weekday(text: &str) -> Result<Weekday, Error> {
    Ok(match text {
        "mon" => Weekday::Mon,
        "tue" => Weekday::Tue,
        "wed" => Weekday::Wed,
        "thu" => Weekday::Thu,
        "fri" => Weekday::Fri,
        "sat" => Weekday::Sat,
        "sun" => Weekday::Sun,
        _ => {
            let known = "mon, tue, wed, thu, fri, sat, sun";
            return Err(Error::OptionUnknown { option: "a day of the week", value: quote(text), known });
        }
    })
}

/// What departs from [`Calendar::vietnam`].
///
/// ```
/// use motcua::wire::CalendarOptions;
///
/// let json = r#"{"weekly_rest": ["sun"], "closures": [{"from": "2026-10-19", "to": "2026-10-20", "reason_vi": "Nghỉ do lũ lụt",
///     "reason_en": "Closed for flooding", "citation": "Thông báo 12/TB-UBND"}]}"#;
/// let options: CalendarOptions = serde_json::from_str(json).unwrap();
/// let calendar = options.build()?;
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarOptions {
    /// Weekly rest days, `mon` to `sun`; Saturday and Sunday if absent.
    pub weekly_rest: Option<Vec<String>>,
    /// Days on which the agency is closed.
    pub closures: Vec<LocalDaysOptions>,
    /// Days on which the agency works whatever the calendar says.
    pub openings: Vec<LocalDaysOptions>,
    /// Whether 24 November on a rest day is made up.
    pub culture_day_made_up: Option<bool>,
    /// Whether a make-up workday counts as a working day.
    pub worked_saturday_counts: Option<bool>,
    /// Refuse answers that rest on days not announced.
    pub announced_only: bool,
}

/// Days of an agency's own, `from` and `to` included.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LocalDaysOptions {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Why, in Vietnamese.
    pub reason_vi: String,
    /// Why, in English.
    pub reason_en: String,
    /// The decision it rests on.
    pub citation: String,
}

impl LocalDaysOptions {
    fn build(&self) -> Result<LocalDays, Error> {
        let (from, to) = (parse_date(&self.from)?, parse_date(&self.to)?);
        LocalDays::new(from, to, self.reason_vi.as_str(), self.reason_en.as_str(), self.citation.as_str())
    }
}

impl CalendarOptions {
    /// The calendar.
    ///
    /// # Errors
    /// As [`CalendarBuilder`](crate::CalendarBuilder) and [`LocalDays`]; `option_unknown` for an unknown day of the week.
    pub fn build(&self) -> Result<Calendar, Error> {
        if *self == Self::default() {
            // The shared one: nothing to build.
            return Ok(Calendar::vietnam());
        }
        let mut builder = Calendar::builder().announced_only(self.announced_only);
        if let Some(days) = &self.weekly_rest {
            let days = days.iter().map(|day| parse_weekday(day)).collect::<Result<Vec<_>, _>>()?;
            builder = builder.weekly_rest(&days);
        }
        if let Some(made_up) = self.culture_day_made_up {
            builder = builder.culture_day_made_up(made_up);
        }
        if let Some(counts) = self.worked_saturday_counts {
            builder = builder.worked_saturday_counts(counts);
        }
        for closure in &self.closures {
            builder = builder.closure(closure.build()?);
        }
        for opening in &self.openings {
            builder = builder.opening(opening.build()?);
        }
        builder.build()
    }

    /// The calendar asked for, Viet Nam's if none was.
    pub(super) fn or_vietnam(options: Option<&Self>) -> Result<Calendar, Error> {
        options.map_or_else(|| Ok(Calendar::vietnam()), Self::build)
    }
}
