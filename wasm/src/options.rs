//! Reads the core's wire shapes from JavaScript values.

use std::collections::BTreeMap;

use motcua::wire::{CalendarOptions, CountedLimit, Hours, Limit, LocalDaysOptions, Question, RuleNames, SeasonHours, WeekHours};
use motcua::{Calendar, Error, OfficeHours};
use wasm_bindgen::JsValue;

use crate::calendar;
use crate::error::Thrown;
use crate::fields::{Fields, is_absent, word};

/// The options of a calendar, if there are any.
pub(crate) fn calendar_options(value: &JsValue) -> Result<Option<CalendarOptions>, Thrown> {
    if is_absent(value) {
        return Ok(None);
    }
    let known = "weeklyRest, closures, openings, cultureDayMadeUp, workedSaturdayCounts, announcedOnly";
    let fields = Fields::of(value, "an option of a calendar", known)?;
    Ok(Some(CalendarOptions {
        weekly_rest: fields.list("weeklyRest", |day| Ok(word(day)))?,
        closures: fields.list("closures", local_days)?.unwrap_or_default(),
        openings: fields.list("openings", local_days)?.unwrap_or_default(),
        culture_day_made_up: fields.flag("cultureDayMadeUp")?,
        worked_saturday_counts: fields.flag("workedSaturdayCounts")?,
        announced_only: fields.flag("announcedOnly")?.unwrap_or_default(),
    }))
}

fn local_days(value: &JsValue) -> Result<LocalDaysOptions, Thrown> {
    let fields = Fields::of(value, "a field of an agency's own days", "from, to, reasonVi, reasonEn, citation")?;
    Ok(LocalDaysOptions {
        from: fields.needed_word("from")?,
        to: fields.needed_word("to")?,
        reason_vi: fields.needed_text("reasonVi")?,
        reason_en: fields.needed_text("reasonEn")?,
        citation: fields.needed_text("citation")?,
    })
}

const SEASONS: &str = "seasons";

fn hours(value: &JsValue) -> Result<Hours, Thrown> {
    let mut hours = hours_of_a_season(value)?;
    if let (Hours::Week(week), Some(fields)) = (&mut hours, Fields::any(value)) {
        week.seasons = fields.list(SEASONS, season)?.unwrap_or_default();
    }
    Ok(hours)
}

fn season(value: &JsValue) -> Result<SeasonHours, Thrown> {
    let fields = Fields::of(value, "a field of a season", "from, to, hours, citation")?;
    Ok(SeasonHours {
        from: fields.needed_word("from")?,
        to: fields.needed_word("to")?,
        hours: Box::new(hours_of_a_season(&fields.get("hours")?.unwrap_or_default())?),
        citation: fields.needed_text("citation")?,
    })
}

/// Hours without their seasons. Within a season these mean nothing, and an object could hold itself there.
fn hours_of_a_season(value: &JsValue) -> Result<Hours, Thrown> {
    if let Some(shifts) = value.as_string() {
        return Ok(Hours::Shifts(shifts));
    }
    let problem = "hours are a text for Monday to Friday, or an object of texts by day of the week";
    let fields = Fields::any(value).ok_or_else(|| Error::HoursInvalid { value: word(value), problem })?;
    let mut days = BTreeMap::new();
    for day in fields.names()?.into_iter().filter(|name| name != SEASONS) {
        if let Some(shifts) = fields.word(&day)? {
            days.insert(day, shifts);
        }
    }
    Ok(Hours::Week(WeekHours { days, seasons: Vec::new() }))
}

/// A limit: text, an amount of a unit, or what was made of a text earlier.
pub(crate) fn limit(value: &JsValue) -> Result<Limit, Thrown> {
    if let Some(text) = value.as_string() {
        return Ok(Limit::Text(text));
    }
    let limit = "a limit, nor a field of one";
    let text = Fields::any(value).map(|fields| fields.get("text")).transpose()?.flatten();
    if text.is_some() {
        let fields = Fields::of(value, limit, "undetermined, text")?;
        return Ok(Limit::Text(fields.needed_text("text")?));
    }
    let fields = Fields::of(value, limit, "amount, unit, undetermined")?;
    Ok(Limit::Counted(CountedLimit { amount: fields.needed_word("amount")?, unit: fields.needed_word("unit")? }))
}

/// On what a question is answered: calendar, hours, and how a limit is counted.
#[derive(Default)]
pub(crate) struct Options {
    calendar: Option<Calendar>,
    hours: Option<Hours>,
    counting: Option<String>,
    cutoff: Option<String>,
    cutoff_effect: Option<String>,
    roll: Option<String>,
}

impl Options {
    /// The options of a question about a limit.
    pub(crate) fn of_limit(value: &JsValue) -> Result<Self, Thrown> {
        Self::read(value, "calendar, hours, counting, cutoff, cutoffEffect, roll")
    }

    /// The options of a question about working time.
    pub(crate) fn of_time(value: &JsValue) -> Result<Self, Thrown> {
        Self::read(value, "calendar, hours")
    }

    /// Options of the names in `known`.
    pub(crate) fn read(value: &JsValue, known: &'static str) -> Result<Self, Thrown> {
        if is_absent(value) {
            return Ok(Self::default());
        }
        let fields = Fields::of(value, "an option", known)?;
        Ok(Self {
            calendar: fields.get("calendar")?.as_ref().map(calendar::shared).transpose()?,
            hours: fields.get("hours")?.as_ref().map(hours).transpose()?,
            counting: fields.word("counting")?,
            cutoff: fields.word("cutoff")?,
            cutoff_effect: fields.word("cutoffEffect")?,
            roll: fields.word("roll")?,
        })
    }

    pub(crate) fn calendar(&self) -> Calendar {
        self.calendar.clone().unwrap_or_else(Calendar::vietnam)
    }

    pub(crate) fn hours(&self) -> Result<OfficeHours, Error> {
        Ok(self.hours.as_ref().map(Hours::build).transpose()?.unwrap_or_default())
    }

    pub(crate) fn question<'a>(&'a self, limit: &'a Limit) -> Question<'a> {
        Question { limit, hours: self.hours.as_ref(), rules: self.rule_names() }
    }

    /// How limits are counted.
    pub(crate) fn rule_names(&self) -> RuleNames<'_> {
        RuleNames {
            counting: self.counting.as_deref(),
            cutoff: self.cutoff.as_deref(),
            cutoff_effect: self.cutoff_effect.as_deref(),
            roll: self.roll.as_deref(),
        }
    }
}
