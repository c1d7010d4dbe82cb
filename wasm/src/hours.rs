//! Working time within office hours.

use motcua::WorkingTime;
use motcua::wire::parse_moment;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::answers::moment;
use crate::error::Thrown;
use crate::fields::{whole_number, word};
use crate::options::Options;

/// Seconds of office hours (thời gian làm việc) from one moment to another; negative when reversed.
///
/// @throws {MotcuaError} `date_invalid`, `date_out_of_range`, `hours_invalid`, `option_unknown`, `not_announced`
#[wasm_bindgen(js_name = workingSecondsBetween)]
pub fn working_seconds_between(
    #[wasm_bindgen(unchecked_param_type = "string")] from: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] to: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "OfficeOptions")] options: &JsValue,
) -> Result<f64, Thrown> {
    let (from, to) = (parse_moment(&word(from))?, parse_moment(&word(to))?);
    Ok(working_time(options)?.between(from, to)? as f64)
}

/// The earliest moment, not before `at`, by which `seconds` more seconds of office hours have passed.
///
/// @throws {MotcuaError} as `workingSecondsBetween`; `amount_invalid`, `amount_negative`, `amount_out_of_range`
#[wasm_bindgen(js_name = addWorkingSeconds)]
pub fn add_working_seconds(
    #[wasm_bindgen(unchecked_param_type = "string")] at: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] seconds: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "OfficeOptions")] options: &JsValue,
) -> Result<String, Thrown> {
    let (at, seconds) = (parse_moment(&word(at))?, whole_number(seconds)?);
    Ok(moment(working_time(options)?.add(at, seconds)?))
}

fn working_time(options: &JsValue) -> Result<WorkingTime, Thrown> {
    let options = Options::of_time(options)?;
    Ok(WorkingTime::new(&options.calendar(), &options.hours()?))
}
