//! The shapes that cross a boundary: what JSON, Python and JavaScript pass in, and the one place where it is read.
//!
//! Dates are `YYYY-MM-DD`, moments `YYYY-MM-DDTHH:MM:SS` (the seconds may be left out) in civil time of Viet Nam, amounts are decimal
//! strings, names are the stable snake_case ones. Fields that a shape does not have are refused.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use serde::Deserialize;

use crate::calendar::{Calendar, LocalDays};
use crate::deadline::{Amount, Counting, CountingRules, Cutoff, CutoffEffect, Deadline, Roll, TimeLimit, Unit, deadline};
use crate::error::{Error, quote};
use crate::hours::OfficeHours;

mod either;
#[cfg(feature = "one-stop")]
pub mod procedure;

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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
}

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
}

/// A time limit: text, or an amount of a unit.
#[derive(Clone, Debug)]
pub enum Limit {
    /// As [`TimeLimit::parse`] reads it.
    Text(String),
    /// `{"amount": "3", "unit": "working_day"}`.
    Counted(CountedLimit),
}

/// An amount of a unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedLimit {
    /// Exact decimal.
    pub amount: String,
    /// Stable name of the unit.
    pub unit: String,
}

impl Limit {
    /// The time limit. What is misspelt is reported before what is merely impossible.
    ///
    /// # Errors
    /// As [`TimeLimit::parse`] and [`TimeLimit::new`].
    pub fn build(&self) -> Result<TimeLimit, Error> {
        match self {
            Self::Text(text) => TimeLimit::parse(text),
            Self::Counted(limit) => match (Amount::parse(&limit.amount), Unit::parse(&limit.unit)) {
                (Err(misspelt), _) if misspelt.is_syntax() => Err(misspelt),
                (_, Err(unknown)) => Err(unknown),
                (amount, Ok(unit)) => TimeLimit::new(amount?, unit),
            },
        }
    }
}

/// How a limit is counted, in the stable names.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuleNames<'a> {
    /// `by_date` or `by_clock`.
    pub counting: Option<&'a str>,
    /// `HH:MM`, or the name of a cut-off of law.
    pub cutoff: Option<&'a str>,
    /// `day_0` or `day_1`.
    pub cutoff_effect: Option<&'a str>,
    /// `forward` or `none`.
    pub roll: Option<&'a str>,
}

impl RuleNames<'_> {
    /// The rules, with office hours.
    ///
    /// # Errors
    /// `option_unknown` for a name that does not exist, `hours_invalid` for a time that does not.
    pub fn build(&self, hours: OfficeHours) -> Result<CountingRules, Error> {
        let effect = self.cutoff_effect.map(CutoffEffect::parse).transpose()?;
        let cutoff = self.cutoff.map(|text| parse_cutoff(text, effect)).transpose()?;
        Ok(CountingRules {
            counting: self.counting.map(Counting::parse).transpose()?.unwrap_or_default(),
            cutoff,
            roll: self.roll.map(Roll::parse).transpose()?,
            hours,
        })
    }
}

fn parse_cutoff(text: &str, effect: Option<CutoffEffect>) -> Result<Cutoff, Error> {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return Ok(Cutoff::new(parse_time(text)?, effect.unwrap_or_default()));
    }
    let named = Cutoff::named(text)?;
    Ok(effect.map_or(named, |effect| named.with_effect(effect)))
}

/// A question for a due date.
///
/// ```
/// use motcua::wire::DeadlineRequest;
///
/// let json = r#"{"received_at": "2026-04-24T10:00:00", "limit": {"amount": "3", "unit": "working_day"}}"#;
/// let request: DeadlineRequest = serde_json::from_str(json).unwrap();
/// assert_eq!(request.evaluate()?.due_on().to_string(), "2026-05-04");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRequest {
    /// Moment of receipt.
    pub received_at: String,
    /// The limit.
    pub limit: Limit,
    /// Office hours.
    pub hours: Option<Hours>,
    /// `by_date` or `by_clock`.
    pub counting: Option<String>,
    /// `HH:MM`, or the name of a cut-off of law.
    pub cutoff: Option<String>,
    /// `day_0` or `day_1`.
    pub cutoff_effect: Option<String>,
    /// `forward` or `none`.
    pub roll: Option<String>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

impl DeadlineRequest {
    /// The due date.
    ///
    /// # Errors
    /// As [`deadline`] and the parts of the request.
    pub fn evaluate(&self) -> Result<Deadline, Error> {
        let received_at = parse_moment(&self.received_at)?;
        let rules = RuleNames {
            counting: self.counting.as_deref(),
            cutoff: self.cutoff.as_deref(),
            cutoff_effect: self.cutoff_effect.as_deref(),
            roll: self.roll.as_deref(),
        };
        let question = Question { limit: &self.limit, hours: self.hours.as_ref(), rules };
        let calendar = self.calendar.as_ref().map_or_else(|| Ok(Calendar::vietnam()), CalendarOptions::build);
        let (limit, rules) = question.build()?;
        deadline(received_at, &limit, &calendar?, &rules)
    }
}

/// A limit and how it is counted, before any receipt: what [`deadline`] and [`latest_receipt`](crate::latest_receipt) share.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The limit.
    pub limit: &'a Limit,
    /// Office hours.
    pub hours: Option<&'a Hours>,
    /// Everything else.
    pub rules: RuleNames<'a>,
}

impl Question<'_> {
    /// The limit and the rules. Every part is read before an impossible amount is reported.
    ///
    /// # Errors
    /// Those of the parts.
    pub fn build(&self) -> Result<(TimeLimit, CountingRules), Error> {
        let limit = match self.limit.build() {
            Err(misspelt) if misspelt.is_syntax() => return Err(misspelt),
            limit => limit,
        };
        let hours = self.hours.map(Hours::build).transpose()?.unwrap_or_default();
        let rules = self.rules.build(hours)?;
        Ok((limit?, rules))
    }
}
