//! Dates and moments as numbers, and back.

use js_sys::Array as List;
use motcua::batch::{Column, Value};
use motcua::chrono::{DateTime, Datelike, NaiveDate};
use motcua::wire::{moment_text, parse_date, parse_moment};
use motcua::{Calendar, Error};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use super::array::{Array, Source, blocks, invalid, is_thing};
use super::element::Element;
use super::outcome::in_row;
use crate::error::Thrown;
use crate::fields::{whole_number, word};

/// A date as days since 1970-01-01; a list of dates as an `Int32Array`.
#[wasm_bindgen(js_namespace = batch, js_name = dayNumber, skip_typescript)]
pub fn day_number_of(date: &JsValue) -> Result<JsValue, Thrown> {
    numbers("dates", date, i32::NULL, |date| Ok(parse_date(&word(date))?.to_epoch_days()))
}

/// A moment as milliseconds since 1970-01-01 00:00; a list of moments as a `Float64Array`.
#[wasm_bindgen(js_namespace = batch, js_name = momentNumber, skip_typescript)]
pub fn moment_number_of(moment: &JsValue) -> Result<JsValue, Thrown> {
    numbers("moments", moment, f64::NAN, |moment| {
        let milliseconds = parse_moment(&word(moment))?.and_utc().timestamp_millis();
        Ok(milliseconds as f64)
    })
}

/// The date of a number of days, null for a null; the dates of an `Int32Array` as a list.
#[wasm_bindgen(js_namespace = batch, js_name = dateOf, skip_typescript)]
pub fn date_of(days: &JsValue) -> Result<JsValue, Thrown> {
    texts("days", days, |days: i32| {
        let date = NaiveDate::from_epoch_days(days).filter(has_four_digits);
        let date = date.ok_or_else(|| beyond("days", f64::from(days)));
        if days == i32::NULL { Ok(None) } else { date.map(|date| Some(date.to_string())) }
    })
}

/// The moment of a number of milliseconds, null for NaN; the moments of a `Float64Array` as a list.
#[wasm_bindgen(js_namespace = batch, js_name = momentOf, skip_typescript)]
pub fn moment_of(milliseconds: &JsValue) -> Result<JsValue, Thrown> {
    texts("milliseconds", milliseconds, |milliseconds: f64| {
        let at = DateTime::from_timestamp((milliseconds / 1000.0).floor() as i64, 0).map(|at| at.naive_utc());
        let at = at.filter(|at| has_four_digits(&at.date())).ok_or_else(|| beyond("milliseconds", milliseconds));
        if milliseconds.is_nan() { Ok(None) } else { at.map(|at| Some(moment_text(at))) }
    })
}

/// One day for all rows: a date, or a number of days.
pub(super) fn one_day(value: &JsValue) -> Result<i32, Error> {
    match value.as_f64() {
        None => Ok(parse_date(&word(value))?.to_epoch_days()),
        Some(_) => i32::try_from(whole_number(value)?).map_err(|_| beyond("days", value.as_f64().unwrap_or_default())),
    }
}

/// One moment for all rows: text, or a number of milliseconds.
pub(super) fn one_moment(value: &JsValue) -> Result<i64, Error> {
    match value.as_f64() {
        None => Ok(parse_moment(&word(value))?.and_utc().timestamp_millis()),
        Some(number) if number.is_nan() => Ok(i64::NULL),
        Some(_) => whole_number(value),
    }
}

/// Years the text of a date has a place for.
fn has_four_digits(date: &NaiveDate) -> bool {
    (0..=9999).contains(&date.year())
}

fn beyond(noun: &str, number: f64) -> Error {
    let (first, last) = Calendar::coverage();
    // As the engine writes the number: a second way to write one would weigh fifteen kilobytes.
    Error::DateOutOfRange { what: "the date", value: format!("{} {noun} since 1970-01-01", word(&number.into())), first, last }
}

/// The number of a text, or an array of the numbers of a list in which null stands for itself.
fn numbers<T: Element>(
    name: &'static str,
    value: &JsValue,
    null: T,
    number: impl Fn(&JsValue) -> Result<T, Error>,
) -> Result<JsValue, Thrown> {
    let number = |value: &JsValue| if value.is_null() { Ok(null) } else { number(value) };
    if !is_thing(value) {
        return Ok(number(value)?.into());
    }
    let list = value.dyn_ref::<List>().ok_or_else(|| invalid(name, "must be a text, or an array of them"))?;
    let (array, made) = Array::fresh::<T>(name, list.length())?;
    let mut buffer = Vec::new();
    for rows in blocks(list.length()) {
        buffer.clear();
        for row in rows.clone() {
            buffer.push(number(&list.get(row)).map_err(|error| in_row(row, error))?);
        }
        array.write(rows, &buffer)?;
    }
    Ok(made)
}

/// The text of a number, or a list of the texts of an array.
fn texts<T: Element>(
    name: &'static str,
    value: &JsValue,
    text: impl Fn(T) -> Result<Option<String>, Error>,
) -> Result<JsValue, Thrown> {
    let written = |text: Option<String>| text.map_or(JsValue::NULL, JsValue::from);
    if value.is_null() {
        return Ok(JsValue::NULL);
    }
    if let Some(number) = value.as_f64() {
        return Ok(written(text(T::of(number).ok_or_else(|| beyond(name, number))?)?));
    }
    let array = Array::of::<T>(name, value)?.ok_or_else(|| invalid(name, T::NEEDED))?;
    let list = List::new_with_length(array.rows());
    let mut source = Source::each(array);
    for rows in blocks(list.length()) {
        if let Column::Each(values) = source.load(&rows)? {
            for (row, value) in rows.zip(values) {
                list.set(row, written(text(*value).map_err(|error| in_row(row, error))?));
            }
        }
    }
    Ok(list.into())
}
