//! Limits and how they are counted.

use serde::Deserialize;

use super::{CalendarOptions, Hours, parse_moment, parse_time};
use crate::deadline::{Amount, Counting, CountingRules, Cutoff, CutoffEffect, Deadline, Roll, TimeLimit, Unit, deadline};
use crate::error::Error;
use crate::hours::OfficeHours;

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
        let calendar = CalendarOptions::or_vietnam(self.calendar.as_ref());
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
        let hours = Hours::or_standard(self.hours)?;
        let rules = self.rules.build(hours)?;
        Ok((limit?, rules))
    }
}
