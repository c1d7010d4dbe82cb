//! Moments, and working time over columns.

use std::ops::Range;

use motcua::batch::{self, Moments, Office, PerRow, TimeUnit, Value};
use motcua::{CountingRules, Error};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::BLOCK;
use super::array::{Array, Source, invalid, is_thing};
use super::element::Element;
use super::outcome::{Answered, Settings};
use crate::error::Thrown;
use crate::fields::whole_number;

const MILLISECONDS_PER_DAY: i64 = 86_400_000;

/// For each row the earliest moment, not before `at`, by which so many more seconds of office hours have passed.
#[wasm_bindgen(js_namespace = batch, js_name = addWorkingSeconds, skip_typescript)]
pub fn add_working_seconds(
    #[wasm_bindgen(js_name = receivedAt)] received_at: &JsValue,
    seconds: &JsValue,
    options: &JsValue,
) -> Result<JsValue, Thrown> {
    let settings = Settings::read(options, "hours, calendar, out, errors")?;
    let office = office(&settings)?;
    let mut at = Wide::moments("receivedAt", received_at, false)?;
    let mut seconds = Wide::counts("seconds", seconds)?;
    let (read, amounts) = (at.array().cloned(), seconds.array().cloned());
    let mut answers = Vec::new();
    settings.fill::<f64>(&[read.as_ref(), amounts.as_ref()], |rows, out, pass| {
        let (at, _) = at.load(rows)?;
        let (seconds, mut refused) = seconds.load(rows)?;
        refused.retain(|(row, _)| !is_null(at, *row));
        answers.resize(out.len(), i64::NULL);
        let at = Moments { values: at, unit: TimeUnit::Millisecond };
        let outcome = batch::add_working_seconds(PerRow::One(&office), at, seconds, &mut answers, pass)?;
        put(&answers, out, 1.0);
        Ok(Answered::with(outcome, refused))
    })
}

/// For each row the seconds of office hours (thời gian làm việc) from one moment to another; negative when reversed.
#[wasm_bindgen(js_namespace = batch, js_name = workingSecondsBetween, skip_typescript)]
pub fn working_seconds_between(from: &JsValue, to: &JsValue, options: &JsValue) -> Result<JsValue, Thrown> {
    let settings = Settings::read(options, "hours, calendar, out, errors")?;
    let office = office(&settings)?;
    let (mut from, mut to) = (Wide::moments("from", from, false)?, Wide::moments("to", to, false)?);
    let (first, last) = (from.array().cloned(), to.array().cloned());
    let mut answers = Vec::new();
    settings.fill::<f64>(&[first.as_ref(), last.as_ref()], |rows, out, pass| {
        answers.resize(out.len(), i64::NULL);
        let moments = |values| Moments { values, unit: TimeUnit::Millisecond };
        let (from, to) = (moments(from.load(rows)?.0), moments(to.load(rows)?.0));
        let outcome = batch::working_seconds_between(PerRow::One(&office), from, to, &mut answers, pass)?;
        put(&answers, out, 1.0);
        Ok(outcome.into())
    })
}

fn office(settings: &Settings) -> Result<Office, Thrown> {
    let rules = CountingRules { hours: settings.office.hours()?, ..CountingRules::default() };
    Ok(Office::new(&settings.office.calendar(), &rules))
}

/// The answers as numbers, NaN for null.
pub(super) fn put(answers: &[i64], out: &mut [f64], scale: f64) {
    for (out, answer) in out.iter_mut().zip(answers) {
        *out = if *answer == i64::NULL { f64::NAN } else { *answer as f64 * scale };
    }
}

/// Whether a row of a block is null.
pub(super) fn is_null(column: batch::Column<'_, i64>, row: usize) -> bool {
    match column {
        batch::Column::One(value) => value == i64::NULL,
        batch::Column::Each(values) => values.get(row).is_none_or(|value| *value == i64::NULL),
    }
}

/// A column the core reads as integers of 64 bits.
pub(super) struct Wide {
    source: Numbers,
    wide: Vec<i64>,
}

enum Numbers {
    One(i64),
    /// Moments in milliseconds; what is less is dropped, as `Date` does.
    Moments(Source<f64>),
    /// Days, of which 00:00 is meant.
    Days(Source<i32>),
    /// Counts.
    Whole(Source<i32>),
    /// Counts that may turn out not to be whole.
    Counts(Source<f64>),
}

type Block<'a> = (batch::Column<'a, i64>, Vec<(usize, Error)>);

impl Wide {
    /// Moments: an array of milliseconds, of days where those mean something, one moment, or null.
    pub(super) fn moments(name: &'static str, value: &JsValue, may_be_days: bool) -> Result<Self, Thrown> {
        if let Some(array) = Array::of::<f64>(name, value)? {
            return Ok(Self::new(Numbers::Moments(Source::each(array))));
        }
        if may_be_days && let Some(array) = Array::of::<i32>(name, value)? {
            return Ok(Self::new(Numbers::Days(Source::each(array))));
        }
        if is_thing(value) {
            return Err(invalid(name, "must be a Float64Array of milliseconds since 1970-01-01, a number or a moment"));
        }
        Ok(Self::new(Numbers::One(if value.is_null() { i64::NULL } else { super::dates::one_moment(value)? })))
    }

    /// Whole numbers: an array of either class, one number, or null.
    pub(super) fn counts(name: &'static str, value: &JsValue) -> Result<Self, Thrown> {
        if let Some(array) = Array::of::<i32>(name, value)? {
            return Ok(Self::new(Numbers::Whole(Source::each(array))));
        }
        if let Some(array) = Array::of::<f64>(name, value)? {
            return Ok(Self::new(Numbers::Counts(Source::each(array))));
        }
        if is_thing(value) {
            return Err(invalid(name, "must be an Int32Array, a Float64Array or a number"));
        }
        Ok(Self::new(Numbers::One(if value.is_null() { i64::NULL } else { whole_number(value)? })))
    }

    const fn new(source: Numbers) -> Self {
        Self { source, wide: Vec::new() }
    }

    pub(super) const fn array(&self) -> Option<&Array> {
        match &self.source {
            Numbers::One(_) => None,
            Numbers::Moments(source) | Numbers::Counts(source) => source.array(),
            Numbers::Days(source) | Numbers::Whole(source) => source.array(),
        }
    }

    /// The rows of a block, and those that are refused.
    pub(super) fn load(&mut self, rows: &Range<u32>) -> Result<Block<'_>, Thrown> {
        let mut refused = Vec::new();
        self.wide.resize(rows.len().min(BLOCK), i64::NULL);
        match &mut self.source {
            Numbers::One(value) => return Ok((batch::Column::One(*value), refused)),
            Numbers::Moments(source) => widen(source, rows, &mut self.wide, whole)?,
            Numbers::Days(source) => widen(source, rows, &mut self.wide, |days| match days.wide() {
                i64::NULL => i64::NULL,
                days => days * MILLISECONDS_PER_DAY,
            })?,
            Numbers::Whole(source) => widen(source, rows, &mut self.wide, Value::wide)?,
            Numbers::Counts(source) => {
                let mut row = 0;
                widen(source, rows, &mut self.wide, |count| {
                    let wide = whole(count);
                    if wide as f64 != count && !count.is_nan() {
                        refused.extend(whole_number(&count.into()).err().map(|error| (row, error)));
                    }
                    row += 1;
                    wide
                })?;
                for (row, _) in &refused {
                    if let Some(wide) = self.wide.get_mut(*row) {
                        *wide = i64::NULL;
                    }
                }
            }
        }
        Ok((batch::Column::Each(&self.wide), refused))
    }
}

/// The whole part; null for NaN. The cast stops at the ends of its range, the lower of which is null.
fn whole(number: f64) -> i64 {
    if number.is_nan() { i64::NULL } else { (number as i64).max(i64::NULL + 1) }
}

fn widen<T: Element>(
    source: &mut Source<T>,
    rows: &Range<u32>,
    wide: &mut [i64],
    mut convert: impl FnMut(T) -> i64,
) -> Result<(), Thrown> {
    if let batch::Column::Each(values) = source.load(rows)? {
        for (wide, value) in wide.iter_mut().zip(values) {
            *wide = convert(*value);
        }
    }
    Ok(())
}
