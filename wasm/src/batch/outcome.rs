//! What a call was asked to do with rows that cannot be answered, and what it found.

use std::ops::Range;

use js_sys::Array as List;
use motcua::Error;
use motcua::batch::{Fault, Outcome, Pass};
use wasm_bindgen::JsValue;

use super::BLOCK;
use super::array::{self, Array, blocks};
use super::element::Element;
use crate::error::Thrown;
use crate::fields::{Fields, is_absent, refused, word};
use crate::options::Options;
use crate::record::Record;

/// What is done with a row that cannot be answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Faulty {
    Throw,
    Null,
    Column,
}

/// The options of a call.
pub(super) struct Settings {
    pub(super) office: Options,
    pub(super) out: JsValue,
    faulty: Faulty,
}

impl Settings {
    pub(super) fn read(value: &JsValue, known: &'static str) -> Result<Self, Thrown> {
        let office = Options::read(value, known)?;
        let get = |name| Fields::any(value).map_or(Ok(None), |fields| fields.get(name));
        let (errors, out) = (get("errors")?.unwrap_or_default(), get("out")?.unwrap_or_default());
        let faulty = match errors.as_string().as_deref() {
            _ if is_absent(&errors) => Faulty::Throw,
            Some("throw") => Faulty::Throw,
            Some("null") => Faulty::Null,
            Some("column") => Faulty::Column,
            _ => return Err(refused("errors", &word(&errors), "throw, null, column").into()),
        };
        Ok(Self { office, out, faulty })
    }

    /// Answers rows block by block into one column: the array that was passed as `out`, or a new one.
    pub(super) fn fill<T: Element>(
        &self,
        sources: &[Option<&Array>],
        kernel: impl FnMut(&Range<u32>, &mut [T], Pass<'_>) -> Result<Answered, Thrown>,
    ) -> Result<JsValue, Thrown> {
        let given = array::out::<T>("out", &self.out)?;
        let rows = array::agree(sources, &[], &given.iter().map(|(array, _)| array).collect::<Vec<_>>())?;
        let (array, values) = given.map_or_else(|| Array::fresh::<T>("out", rows), Ok)?;
        let (mut tally, mut kernel) = (Tally::new(self, rows), kernel);
        let mut buffer = vec![T::default(); BLOCK.min(rows as usize)];
        for rows in blocks(rows) {
            let block = buffer.get_mut(..rows.len()).unwrap_or_default();
            let answered = kernel(&rows, block, tally.pass(rows.len()))?;
            tally.take(&rows, answered)?;
            array.write(rows, block)?;
        }
        Ok(match tally.codes {
            Some(codes) => Record::new().with("values", values).with("errors", codes).into(),
            None => values,
        })
    }
}

/// What a block came to.
pub(super) struct Answered {
    outcome: Outcome,
    /// Rows refused before they came to the core, by their place in the block; the core took them for null.
    refused: Vec<(usize, Error)>,
}

impl Answered {
    pub(super) const fn with(outcome: Outcome, refused: Vec<(usize, Error)>) -> Self {
        Self { outcome, refused }
    }
}

impl From<Outcome> for Answered {
    fn from(outcome: Outcome) -> Self {
        Self::with(outcome, Vec::new())
    }
}

/// The rows that could not be answered.
pub(super) struct Tally {
    faulty: Faulty,
    faults: Vec<Fault>,
    /// For each row a code or null, when a column of them was asked for.
    pub(super) codes: Option<List>,
}

impl Tally {
    pub(super) fn new(settings: &Settings, rows: u32) -> Self {
        let is_column = settings.faulty == Faulty::Column;
        let faults = if is_column { vec![Fault::NONE; BLOCK.min(rows as usize)] } else { Vec::new() };
        let codes = is_column.then(|| List::new_with_length(rows).fill(&JsValue::NULL, 0, rows));
        Self { faulty: settings.faulty, faults, codes }
    }

    pub(super) fn pass(&mut self, rows: usize) -> Pass<'_> {
        let faults = if self.codes.is_some() { self.faults.get_mut(..rows) } else { None };
        Pass { threads: 1, faults }
    }

    /// Notes the faults of a block.
    ///
    /// # Errors
    /// What is wrong with the first row, when that is to be thrown.
    pub(super) fn take(&mut self, block: &Range<u32>, answered: Answered) -> Result<(), Thrown> {
        if self.faulty == Faulty::Throw {
            return match first(answered) {
                Some((row, error)) => Err(in_row(block.start.saturating_add(row as u32), error).into()),
                None => Ok(()),
            };
        }
        let Some(codes) = &self.codes else { return Ok(()) };
        if answered.outcome.faults() > 0 {
            for (row, fault) in block.clone().zip(&self.faults) {
                if let Some(code) = fault.code() {
                    codes.set(row, code.into());
                }
            }
        }
        for (place, error) in answered.refused {
            codes.set(block.start.saturating_add(place as u32), error.code().into());
        }
        Ok(())
    }
}

/// The first row of a block that has no answer.
fn first(answered: Answered) -> Option<(usize, Error)> {
    let by_core = answered.outcome.first_fault().map(|error| match error {
        Error::InItem { index, error, .. } => (*index, error.as_ref().clone()),
        error => (error.index().unwrap_or_default(), error.clone()),
    });
    by_core.into_iter().chain(answered.refused).min_by_key(|(row, _)| *row)
}

/// An error with the row it is about.
pub(super) fn in_row(row: u32, error: Error) -> Error {
    Error::InItem { list: "rows", index: row as usize, error: Box::new(error) }
}
