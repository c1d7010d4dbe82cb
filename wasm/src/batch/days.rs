//! Working days over columns.

use motcua::batch::{self, PerRow};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::array::{self, Array, Source, invalid, is_thing};
use super::element::Element;
use super::outcome::Settings;
use crate::error::Thrown;
use crate::fields::whole_number;

/// For each row the n-th working day (ngày làm việc) strictly after a date, strictly before it for a negative n, the date itself for 0.
#[wasm_bindgen(js_namespace = batch, js_name = addWorkingDays, skip_typescript)]
pub fn add_working_days(dates: &JsValue, days: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
    let settings = Settings::read(options, "calendar, out, errors")?;
    let calendar = settings.office.calendar();
    let mut dates = array::days("dates", dates)?;
    let read = dates.array().cloned();
    if let Some(array) = Array::of::<i32>("days", days)? {
        let mut days: Source<i32> = Source::each(array);
        let amounts = days.array().cloned();
        return settings.fill(&[read.as_ref(), amounts.as_ref()], |rows, out, pass| {
            Ok(batch::add_working_days(PerRow::One(&calendar), dates.load(rows)?, days.load(rows)?, out, pass)?.into())
        });
    }
    if is_thing(days) {
        return Err(invalid("days", i32::NEEDED));
    }
    let days = if days.is_null() { i64::MIN } else { whole_number(days)? };
    settings.fill(&[read.as_ref()], |rows, out, pass| {
        Ok(batch::add_working_days(PerRow::One(&calendar), dates.load(rows)?, batch::Column::One(days), out, pass)?.into())
    })
}

/// For each row how many working days lie strictly after a date, up to and including another; negative when reversed.
#[wasm_bindgen(js_namespace = batch, js_name = countWorkingDays, skip_typescript)]
pub fn count_working_days(after: &JsValue, until: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
    let settings = Settings::read(options, "calendar, out, errors")?;
    let calendar = settings.office.calendar();
    let (mut after, mut until) = (array::days("after", after)?, array::days("until", until)?);
    let (first, last) = (after.array().cloned(), until.array().cloned());
    settings.fill::<i32>(&[first.as_ref(), last.as_ref()], |rows, out, pass| {
        Ok(batch::count_working_days(PerRow::One(&calendar), after.load(rows)?, until.load(rows)?, out, pass)?.into())
    })
}
