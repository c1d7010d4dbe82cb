//! Limits and due dates, forwards and backwards.

use motcua::wire::{parse_date, parse_moment};
use motcua::{Calendar, CountingRules, Deadline, TimeLimit};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::answers;
use crate::error::Thrown;
use crate::fields::{refused, word};
use crate::options::{self, Options};
use crate::record::Record;

/// Reads a time limit (thời hạn giải quyết) as the law or a procedure writes it, `03 ngày làm việc` or `3 working_day`. Text that says
/// more or other than one amount of one unit comes back as undetermined, never as a guess.
///
/// @throws {MotcuaError} `amount_invalid`, `amount_negative`, `amount_out_of_range`, `unit_unknown`, `option_unknown` for what is no text
#[wasm_bindgen(js_name = parseLimit, unchecked_return_type = "TimeLimit")]
pub fn parse_limit(#[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue) -> Result<Record, Thrown> {
    let text = text.as_string().ok_or_else(|| refused("the text of a limit", &word(text), "strings"))?;
    Ok(answers::limit(&TimeLimit::parse(&text)?))
}

/// When a result is due (hẹn trả kết quả), with the steps and the legal basis.
///
/// @throws {MotcuaError} as `parseLimit` and `workingSecondsBetween`; `limit_undetermined`
#[wasm_bindgen(unchecked_return_type = "Deadline")]
pub fn deadline(
    #[wasm_bindgen(js_name = receivedAt, unchecked_param_type = "string")] received_at: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "LimitInput")] limit: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "DeadlineOptions")] options: &JsValue,
) -> Result<Record, Thrown> {
    Ok(answers::deadline(&due(received_at, limit, options)?))
}

/// The latest moment of receipt for which the result is due on a day, or before it.
///
/// @throws {MotcuaError} as `deadline`; `date_out_of_range` too when no receipt is early enough
#[wasm_bindgen(js_name = latestReceipt, unchecked_return_type = "LatestReceipt")]
pub fn latest_receipt(
    #[wasm_bindgen(js_name = dueOn, unchecked_param_type = "string")] due_on: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "LimitInput")] limit: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "DeadlineOptions")] options: &JsValue,
) -> Result<Record, Thrown> {
    let due_on = parse_date(&word(due_on))?;
    let (limit, calendar, rules) = question(limit, options)?;
    Ok(answers::latest_receipt(&motcua::latest_receipt(due_on, &limit, &calendar, &rules)?))
}

/// What is left at a moment of the time until a result is due.
///
/// @throws {MotcuaError} as `deadline`
#[wasm_bindgen(unchecked_return_type = "Remaining")]
pub fn remaining(
    #[wasm_bindgen(js_name = receivedAt, unchecked_param_type = "string")] received_at: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "LimitInput")] limit: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] at: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "DeadlineOptions")] options: &JsValue,
) -> Result<Record, Thrown> {
    let at = parse_moment(&word(at))?;
    Ok(answers::remaining(due(received_at, limit, options)?.remaining(at)?))
}

/// By when the one-stop desk must have handed a dossier to the handling unit (chuyển hồ sơ). This does not move the due date.
///
/// @throws {MotcuaError} `date_invalid`, `date_out_of_range`, `hours_invalid`, `option_unknown`, `not_announced`
#[wasm_bindgen(js_name = handOverBy)]
pub fn hand_over_by(
    #[wasm_bindgen(js_name = receivedAt, unchecked_param_type = "string")] received_at: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "OfficeOptions")] options: &JsValue,
) -> Result<String, Thrown> {
    let received_at = parse_moment(&word(received_at))?;
    let options = Options::of_time(options)?;
    Ok(answers::moment(motcua::hand_over_by(received_at, &options.calendar(), &options.hours()?)?))
}

fn due(received_at: &JsValue, limit: &JsValue, options: &JsValue) -> Result<Deadline, Thrown> {
    let received_at = parse_moment(&word(received_at))?;
    let (limit, calendar, rules) = question(limit, options)?;
    Ok(motcua::deadline(received_at, &limit, &calendar, &rules)?)
}

fn question(limit: &JsValue, options: &JsValue) -> Result<(TimeLimit, Calendar, CountingRules), Thrown> {
    let (limit, options) = (options::limit(limit)?, Options::of_limit(options)?);
    let (limit, rules) = options.question(&limit).build()?;
    Ok((limit, options.calendar(), rules))
}
