//! One pass of the core over the rows of a question, in windows where columns have to be copied.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::available_parallelism;

use motcua::Error;
use motcua::batch::{Fault, Outcome, Pass};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::bad::{Asked, Bad, in_row};
use super::output::Column;
use crate::error::raise;

/// What becomes of rows that cannot be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errors {
    /// The first is raised.
    Raise,
    /// They are null.
    Null,
    /// They are null, and their codes are a column.
    Column,
}

impl<'py> FromPyObject<'_, 'py> for Errors {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.extract::<String>()?.as_str() {
            "raise" => Ok(Self::Raise),
            "null" => Ok(Self::Null),
            "column" => Ok(Self::Column),
            other => {
                let known = "raise, null, column";
                Err(raise(&Error::OptionUnknown { option: "a way to treat errors", value: motcua::wire::shorten(other), known }))
            }
        }
    }
}

/// Rows that are copied at a time: they stay in the second-level cache.
const WINDOW: usize = 1 << 16;

/// What a pass came to.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Rows without an answer.
    nulls: usize,
    first: Option<Error>,
    numbers: Option<Vec<u8>>,
}

/// How many threads are asked for: 0 is every core of the machine.
pub(crate) fn threads_of(threads: usize) -> usize {
    if threads == 0 { available_parallelism().map_or(1, usize::from) } else { threads }
}

/// Asks the core for rows, whole or window by window. `threads` 0 is every core of the machine.
pub(crate) fn windows(
    rows: usize,
    whole: bool,
    threads: usize,
    errors: Errors,
    mut ask: impl FnMut(Range<usize>, Pass<'_>) -> Result<Outcome, Error>,
) -> Result<Tally, Error> {
    let threads = threads_of(threads);
    let step = if whole { rows.max(1) } else { WINDOW.saturating_mul(2 * threads - 1) };
    let mut faults = if errors == Errors::Column { vec![Fault::NONE; rows] } else { Vec::new() };
    let mut tally = Tally::default();
    // Once for no rows, too: what is wrong with the question itself is then said.
    for start in (0..rows.max(1)).step_by(step) {
        let window = start..rows.min(start + step);
        let pass = Pass { threads, faults: faults.get_mut(window.clone()).filter(|_| errors == Errors::Column) };
        let outcome = ask(window.clone(), pass)?;
        tally.nulls += outcome.nulls() + outcome.faults();
        if let Some(error) = outcome.first_fault().filter(|_| tally.first.is_none()) {
            let row = error.index().unwrap_or_default() + start;
            tally.first = Some(in_row(error.clone(), row));
            if errors == Errors::Raise {
                return Ok(tally);
            }
        }
    }
    tally.numbers = (errors == Errors::Column).then(|| faults.iter().map(|fault| fault.number()).collect());
    Ok(tally)
}

impl Tally {
    /// Takes in the rows that could not be read.
    pub(crate) fn and(mut self, columns: &[Asked<'_>]) -> Self {
        Asked::faults(columns, |row, number, error| self.fault(row, number, error));
        self
    }

    fn fault(&mut self, row: usize, number: u8, error: Option<&Error>) {
        if self.first.as_ref().and_then(Error::index).is_none_or(|first| row < first) {
            let unkept = || Error::ColumnInvalid { column: "rows".to_owned(), problem: "has values that cannot be read" };
            self.first = Some(in_row(error.cloned().unwrap_or_else(unkept), row));
        }
        if let Some(slot) = self.numbers.as_mut().and_then(|numbers| numbers.get_mut(row)) {
            *slot = number;
        }
    }

    pub(crate) fn nulls(&self) -> usize {
        self.nulls
    }

    /// Rows whose answers do not fit their column.
    pub(crate) fn lose(&mut self, rows: &[usize], error: &Error) {
        let mut bad = Bad::default();
        for row in rows {
            bad.push(*row, error.clone());
        }
        self.nulls += rows.len();
        *self = std::mem::take(self).and(&[Asked::new(&bad, |_| false)]);
    }

    /// Raises the first error if that is wanted; else the column of codes, if that is.
    pub(crate) fn settle(self, errors: Errors) -> PyResult<Option<Column>> {
        match self.first {
            Some(error) if errors == Errors::Raise => Err(raise(&error)),
            _ => Ok(self.numbers.as_deref().map(Column::codes)),
        }
    }
}

/// Runs what must not take the interpreter with it: a panic becomes a `RuntimeError`.
pub(crate) fn guard<T>(run: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(PyRuntimeError::new_err("an internal error; the columns are unchanged or half written")))
}
