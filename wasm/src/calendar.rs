//! Days, and working days added and counted.

use chrono::NaiveDate;
use motcua::wire::{CalendarOptions, parse_date};
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::answers;
use crate::error::Thrown;
use crate::fields::{refused, whole_number, word};
use crate::options;
use crate::record::Record;

/// The working-day calendar of state offices in Viet Nam (lịch làm việc), 2007-01-01 to 2199-12-31.
///
/// `free()` gives its memory back at once; without it the garbage collector does so later.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Calendar {
    inner: motcua::Calendar,
    #[cfg(feature = "one-stop")]
    options: Option<CalendarOptions>,
}

#[wasm_bindgen]
impl Calendar {
    /// The calendar of an office that rests on Saturday and Sunday, or one with an agency's own days, other weekly rest days, or another
    /// answer to an open question. One with options takes milliseconds to make: make it once and pass it around.
    ///
    /// @throws {MotcuaError} `option_unknown`, `date_invalid`, `date_out_of_range`, `calendar_empty`
    pub fn vietnam(
        #[wasm_bindgen(unchecked_optional_param_type = "CalendarOptions")] options: &JsValue,
    ) -> Result<Calendar, Thrown> {
        let options = options::calendar_options(options)?;
        let inner = options.as_ref().map_or_else(|| Ok(motcua::Calendar::vietnam()), CalendarOptions::build)?;
        Ok(Self {
            inner,
            #[cfg(feature = "one-stop")]
            options,
        })
    }

    /// First and last day covered, both included.
    #[wasm_bindgen(unchecked_return_type = "DateRange")]
    pub fn coverage() -> Record {
        range(motcua::Calendar::coverage())
    }

    /// First and last day of the years whose days off the Prime Minister has announced, both included.
    #[wasm_bindgen(unchecked_return_type = "DateRange")]
    pub fn announced() -> Record {
        range(motcua::Calendar::announced())
    }

    /// One day with its kind, name and legal basis.
    ///
    /// @throws {MotcuaError} `date_invalid`, `date_out_of_range`, `not_announced`
    #[wasm_bindgen(unchecked_return_type = "Day")]
    pub fn day(&self, #[wasm_bindgen(unchecked_param_type = "string")] date: &JsValue) -> Result<Record, Thrown> {
        Ok(answers::day(&self.inner.day(parse_date(&word(date))?)?))
    }

    /// The `n`-th working day (ngày làm việc) strictly after a date, or for a negative `n` strictly before it; for 0 the date itself.
    ///
    /// @throws {MotcuaError} `date_invalid`, `date_out_of_range`, `amount_invalid`, `amount_out_of_range`, `not_announced`
    #[wasm_bindgen(js_name = addWorkingDays)]
    pub fn add_working_days(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] date: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] n: &JsValue,
    ) -> Result<String, Thrown> {
        let date = parse_date(&word(date))?;
        Ok(self.inner.add_working_days(date, whole_number(n)?)?.to_string())
    }

    /// How many working days lie strictly after `after`, up to and including `until`; negative when reversed.
    ///
    /// @throws {MotcuaError} `date_invalid`, `date_out_of_range`, `not_announced`
    #[wasm_bindgen(js_name = countWorkingDays)]
    pub fn count_working_days(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] after: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] until: &JsValue,
    ) -> Result<f64, Thrown> {
        Ok(self.inner.count_working_days(parse_date(&word(after))?, parse_date(&word(until))?)? as f64)
    }

    /// A second handle to the same calendar: how a function borrows the one in its options.
    #[must_use]
    #[wasm_bindgen(js_name = __share, skip_typescript, skip_jsdoc)]
    pub fn share(&self) -> Calendar {
        Self {
            inner: self.inner.clone(),
            #[cfg(feature = "one-stop")]
            options: None,
        }
    }
}

#[cfg(feature = "one-stop")]
#[wasm_bindgen]
impl Calendar {
    /// The options it was made with: how a calendar goes into a request or a message.
    #[wasm_bindgen(js_name = toJSON, unchecked_return_type = "CalendarOptions")]
    pub fn to_json(&self) -> Result<JsValue, Thrown> {
        crate::message::plain(serde_json::to_value(self.options.clone().unwrap_or_default()).unwrap_or_default())
    }
}

#[wasm_bindgen]
extern "C" {
    type CalendarObject;

    #[wasm_bindgen(method, structural, catch, js_name = __share)]
    fn share(this: &CalendarObject) -> Result<JsValue, JsValue>;
}

/// The calendar in a value, which keeps it: only the second handle that it gives out is used up.
pub(crate) fn shared(value: &JsValue) -> Result<motcua::Calendar, Thrown> {
    let handle = CalendarObject::from(value.clone()).share().ok();
    let calendar = handle.and_then(|handle| Calendar::try_from_js_value(handle).ok());
    let known = "live ones from Calendar.vietnam()";
    let calendar = calendar.ok_or_else(|| refused("a calendar", &word(value), known))?;
    Ok(calendar.inner)
}

fn range((first, last): (NaiveDate, NaiveDate)) -> Record {
    Record::new().text("first", &first.to_string()).text("last", &last.to_string())
}
