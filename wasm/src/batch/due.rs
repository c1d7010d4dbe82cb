//! Due dates over columns.

use motcua::Certainty;
use motcua::batch::{self, DueColumns, Moments, Office, PerRow, TimeUnit, Value};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::BLOCK;
use super::array::{self, Array, blocks};
use super::limits::Limits;
use super::outcome::{Answered, Settings, Tally};
use super::time::{Wide, is_null, put};
use crate::error::Thrown;
use crate::fields::{Fields, is_absent};
use crate::record::Record;

/// The classes of certainty by their number in a column, from 0: null, then from the weakest.
const CERTAINTIES: [Option<Certainty>; 4] =
    [None, Some(Certainty::Projected), Some(Certainty::Derived), Some(Certainty::Announced)];

/// What the numbers of a column of certainty mean, from 0.
#[must_use]
#[wasm_bindgen(js_namespace = batch, skip_typescript)]
pub fn certainties() -> js_sys::Array {
    let name = |certainty: &Option<Certainty>| certainty.map_or(JsValue::NULL, |certainty| certainty.as_str().into());
    CERTAINTIES.iter().map(name).collect()
}

/// For each row when a result is due (hẹn trả kết quả).
#[wasm_bindgen(js_namespace = batch, skip_typescript)]
pub fn deadlines(
    #[wasm_bindgen(js_name = receivedAt)] received_at: &JsValue,
    amounts: &JsValue,
    units: &JsValue,
    options: &JsValue,
) -> Result<JsValue, Thrown> {
    let known = "calendar, hours, counting, cutoff, cutoffEffect, roll, out, errors";
    let settings = Settings::read(options, known)?;
    let rules = settings.office.rule_names().build(settings.office.hours()?)?;
    let office = Office::new(&settings.office.calendar(), &rules);
    let mut received = Wide::moments("receivedAt", received_at, true)?;
    let mut limits = Limits::of(amounts, units)?;
    let given = Given::of(&settings.out)?;

    let [amounts, units] = limits.arrays();
    let sources = [received.array(), amounts.as_ref(), units.as_ref()];
    let rows = array::agree(&sources, &limits.lists(), &given.arrays())?;
    let (on, due_on) = given.on.map_or_else(|| Array::fresh::<i32>("dueOn", rows), Ok)?;
    let (at, due_at) = given.at.map_or_else(|| Array::fresh::<f64>("dueAt", rows), Ok)?;
    let (certainty, certainties) = given.certainty.map_or_else(|| Array::fresh::<u8>("certainty", rows), Ok)?;

    let room = BLOCK.min(rows as usize);
    let (mut days, mut seconds, mut classes) = (vec![i32::NULL; room], vec![i64::NULL; room], vec![None; room]);
    let (mut moments, mut numbers) = (vec![f64::NAN; room], vec![0_u8; room]);
    let mut tally = Tally::new(&settings, rows);
    for rows in blocks(rows) {
        let count = rows.len();
        days.truncate(count);
        seconds.truncate(count);
        classes.truncate(count);
        moments.truncate(count);
        numbers.truncate(count);
        let (values, _) = received.load(&rows)?;
        let (limits, mut refused) = limits.load(&rows)?;
        refused.retain(|(row, _)| !is_null(values, *row));
        let received = Moments { values, unit: TimeUnit::Millisecond };
        let out = DueColumns { on: &mut days, at: Some(&mut seconds), certainty: Some(&mut classes) };
        let outcome = batch::deadlines(PerRow::One(&office), received, limits, out, tally.pass(count))?;
        tally.take(&rows, Answered::with(outcome, refused))?;
        put(&seconds, &mut moments, 1000.0);
        for (number, class) in numbers.iter_mut().zip(&classes) {
            *number = class.map_or(0, |class| class as u8 + 1);
        }
        on.write(rows.clone(), &days)?;
        at.write(rows.clone(), &moments)?;
        certainty.write(rows, &numbers)?;
    }
    let answer = Record::new().with("dueOn", due_on).with("dueAt", due_at).with("certainty", certainties);
    Ok(match tally.codes {
        Some(codes) => answer.with("errors", codes).into(),
        None => answer.into(),
    })
}

/// The columns that were passed to write into.
#[derive(Default)]
struct Given {
    on: Option<(Array, JsValue)>,
    at: Option<(Array, JsValue)>,
    certainty: Option<(Array, JsValue)>,
}

impl Given {
    fn of(value: &JsValue) -> Result<Self, Thrown> {
        if is_absent(value) {
            return Ok(Self::default());
        }
        let fields = Fields::of(value, "a column of answers", "dueOn, dueAt, certainty, errors")?;
        let get = |name| fields.get(name).map(Option::unwrap_or_default);
        Ok(Self {
            on: array::out::<i32>("dueOn", &get("dueOn")?)?,
            at: array::out::<f64>("dueAt", &get("dueAt")?)?,
            certainty: array::out::<u8>("certainty", &get("certainty")?)?,
        })
    }

    fn arrays(&self) -> Vec<&Array> {
        [&self.on, &self.at, &self.certainty].into_iter().flatten().map(|(array, _)| array).collect()
    }
}
