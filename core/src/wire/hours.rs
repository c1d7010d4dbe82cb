//! Office hours as they are written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::parse_date;
use crate::error::Error;
use crate::hours::OfficeHours;

/// Office hours: one text for Monday to Friday, or texts by day of the week, with seasons of other hours.
#[derive(Clone, Debug)]
pub enum Hours {
    /// `"07:30-11:30,13:30-17:00"` for Monday to Friday.
    Shifts(String),
    /// `{"mon-fri": "…", "sat": "…", "seasons": […]}`.
    Week(WeekHours),
}

/// Hours by day of the week.
#[derive(Clone, Debug, Default)]
pub struct WeekHours {
    /// Other hours for dated seasons.
    pub seasons: Vec<SeasonHours>,
    /// `mon` to `sun` or ranges, to shifts.
    pub days: BTreeMap<String, String>,
}

/// Hours of a season, `from` and `to` included.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeasonHours {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The hours; seasons within a season are ignored.
    pub hours: Box<Hours>,
    /// The decision they rest on.
    pub citation: String,
}

impl Hours {
    /// The office hours.
    ///
    /// # Errors
    /// As [`OfficeHours`].
    pub fn build(&self) -> Result<OfficeHours, Error> {
        let week = match self {
            Self::Shifts(text) => return OfficeHours::parse(text),
            Self::Week(week) => week,
        };
        let usual = OfficeHours::from_week(week.days.iter().map(|(day, text)| (day.as_str(), text.as_str())))?;
        week.seasons.iter().try_fold(usual, |hours, season| {
            let (from, to) = (parse_date(&season.from)?, parse_date(&season.to)?);
            hours.with_season(from, to, &season.hours.build()?, season.citation.as_str())
        })
    }

    /// The hours asked for, the standard ones if none were.
    pub(super) fn or_standard(hours: Option<&Self>) -> Result<OfficeHours, Error> {
        hours.map_or_else(|| Ok(OfficeHours::default()), Self::build)
    }
}
