//! Reads the core's wire shapes from JavaScript values.

use motcua::wire::{CalendarOptions, CountedLimit, Hours, Limit, LocalDaysOptions, Question, RuleNames, SeasonHours, WeekHours};
use motcua::{Calendar, Error, OfficeHours};
use wasm_bindgen::JsValue;

use crate::calendar;
use crate::error::Thrown;
use crate::fields::{Fields, entries, is_absent, list, refused, word};

/// The options of a calendar, if there are any.
pub(crate) fn calendar_options(value: &JsValue) -> Result<Option<CalendarOptions>, Thrown> {
    let known = "weeklyRest, closures, openings, cultureDayMadeUp, workedSaturdayCounts, announcedOnly";
    if is_absent(value) {
        return Ok(None);
    }
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
    if let Hours::Week(week) = &mut hours {
        week.seasons = list(value, SEASONS, season)?.unwrap_or_default();
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

/// Hours without a look at their seasons: within a season they have no meaning, and could go round in a circle.
fn hours_of_a_season(value: &JsValue) -> Result<Hours, Thrown> {
    if let Some(text) = value.as_string() {
        return Ok(Hours::Shifts(text));
    }
    if !value.is_object() {
        let problem = "hours are a text for Monday to Friday, or an object of texts by day of the week";
        return Err(Error::HoursInvalid { value: word(value), problem }.into());
    }
    let days = entries(value)?.filter(|day| )
    Ok(Hours::Week(WeekHours { seasons: Vec::new(), days }))
}

/// A limit: text, an amount of a unit, or what `parseLimit` made of a text.
pub(crate) fn limit(value: &JsValue) -> Result<Limit, Thrown> {
    if let Some(text) = value.as_string() {
        return Ok(Limit::Text(text));
    }
    let fields = Fields::of(value, "a text or a field of a limit", "amount, unit, undetermined, text")?;
    match fields.get("text")? {
        Some(_) => Ok(Limit::Text(fields.needed_text("text")?)),
        None => Ok(Limit::Counted(CountedLimit { amount: fields.needed_word("amount")?, unit: fields.needed_word("unit")? })),
    }
}
