//! The Vietnamese lunar calendar, both ways.

use motcua::wire::parse_date;
use motcua::{Error, Language, LunarDate};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::error::Thrown;
use crate::fields::{Fields, whole_number, word};
use crate::record::Record;

/// The lunar date (âm lịch) of a solar one, from 1900-01-31 to 2199-12-31.
///
/// @throws {MotcuaError} `date_invalid`, `date_out_of_range`
#[wasm_bindgen(unchecked_return_type = "LunarDate")]
pub fn lunar(#[wasm_bindgen(unchecked_param_type = "string")] date: &JsValue) -> Result<Record, Thrown> {
    let lunar = LunarDate::from_solar(parse_date(&word(date))?)?;
    Ok(Record::new()
        .with("year", lunar.year())
        .with("month", lunar.month())
        .with("day", lunar.day())
        .with("leap", lunar.is_leap_month())
        .with("proleptic", lunar.is_proleptic())
        .with("ambiguous", lunar.is_ambiguous())
        .text("nameVi", &lunar.day_name(Language::Vi))
        .text("nameEn", &lunar.day_name(Language::En)))
}

/// The solar date of a lunar one; `leap` for the second month of a doubled number (tháng nhuận).
///
/// @throws {MotcuaError} `date_invalid`, `date_out_of_range`, `option_unknown`
#[wasm_bindgen(js_name = lunarToSolar)]
pub fn lunar_to_solar(#[wasm_bindgen(unchecked_param_type = "LunarInput")] date: &JsValue) -> Result<String, Thrown> {
    let known = "year, month, day, leap, proleptic, ambiguous, nameVi, nameEn";
    let fields = Fields::of(date, "a field of a lunar date", known)?;
    let leap = fields.flag("leap")?.unwrap_or_default();
    let lunar = LunarDate::new(part(&fields, "year")?, part(&fields, "month")?, part(&fields, "day")?, leap)?;
    Ok(lunar.to_solar()?.to_string())
}

/// A year, month or day that the core can be asked about.
fn part<T: TryFrom<i64>>(fields: &Fields<'_>, name: &str) -> Result<T, Thrown> {
    let value = fields.get(name)?.unwrap_or_default();
    let part = whole_number(&value).ok().and_then(|number| T::try_from(number).ok());
    let invalid = || Error::DateInvalid { value: format!("{name}: {}", word(&value)), expected: "a part of a lunar date" };
    Ok(part.ok_or_else(invalid)?)
}
