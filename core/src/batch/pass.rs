//! One pass over the rows: in blocks, with what could not be answered.

use std::ops::Range;

use super::column::Value;
use crate::error::Error;
use crate::threads::at_once;

/// How a pass is made.
#[derive(Debug, Default)]
pub struct Pass<'a> {
    /// How many threads may work at it; 0 and 1 are the caller's own. Needs the feature `rayon`, without which there is one.
    pub threads: usize,
    /// Takes for each row what is wrong with it; as long as the answers.
    pub faults: Option<&'a mut [Fault]>,
}

/// What is wrong with a row: one byte for the code of its [`Error`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fault(u8);

impl Fault {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// The code, the same as that of the scalar function's error.
    #[must_use]
    pub fn code(self) -> Option<&'static str> {
        Error::CODES.get(usize::from(self.0).checked_sub(1)?).copied()
    }

    /// As a number: 0 for nothing, else the place of the code in [`Error::CODES`], from 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    fn of(error: &Error) -> Self {
        let place = Error::CODES.iter().position(|code| *code == error.code()).map_or(0, |place| place + 1);
        Self(u8::try_from(place).unwrap_or(u8::MAX))
    }
}

/// What a pass came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    nulls: usize,
    faults: usize,
    first: Option<Error>,
}

impl Outcome {
    /// Rows that are null because something asked about them is.
    #[must_use]
    pub const fn nulls(&self) -> usize {
        self.nulls
    }

    /// Rows that are null because they cannot be answered.
    #[must_use]
    pub const fn faults(&self) -> usize {
        self.faults
    }

    /// What is wrong with the first row that cannot be answered; its [`Error::index`] is the row, from 0.
    #[must_use]
    pub const fn first_fault(&self) -> Option<&Error> {
        self.first.as_ref()
    }

    /// The outcome, if every row that was not null was answered.
    ///
    /// # Errors
    /// What is wrong with the first that was not.
    pub fn or_first_fault(self) -> Result<Self, Error> {
        match self.first {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }

    /// Both parts of a pass, the earlier rows first.
    fn and(self, later: Self) -> Self {
        Self { nulls: self.nulls + later.nulls, faults: self.faults + later.faults, first: self.first.or(later.first) }
    }
}

/// Where answers go.
pub(super) trait Sink: Send + Sized {
    /// What a block of it is.
    type Block<'b>
    where
        Self: 'b;

    fn rows(&self) -> usize;
    fn split(self, at: usize) -> (Self, Self);
    fn block(&mut self, rows: Range<usize>) -> Self::Block<'_>;
    /// Whether a row has no answer.
    fn is_null(&self, row: usize) -> bool;
}

impl<V: Value> Sink for &mut [V] {
    type Block<'b>
        = &'b mut [V]
    where
        Self: 'b;

    fn rows(&self) -> usize {
        self.len()
    }

    fn split(self, at: usize) -> (Self, Self) {
        self.split_at_mut(at.min(self.len()))
    }

    fn block(&mut self, rows: Range<usize>) -> &mut [V] {
        self.get_mut(rows).unwrap_or_default()
    }

    fn is_null(&self, row: usize) -> bool {
        self.get(row).is_none_or(|value| *value == V::NULL)
    }
}

/// How rows are answered.
pub(super) trait Kernel<S: Sink>: Sync {
    /// Answers rows quickly, null where there is no answer; whether every row has one.
    fn fill(&self, rows: Range<usize>, block: S::Block<'_>) -> bool;

    /// Why a row has none: `Ok` when something asked is null.
    fn explain(&self, row: usize) -> Result<(), Error>;
}

/// Rows at a time: their answers stay in the first-level cache until the nulls among them have been looked at.
const BLOCK: usize = 2048;
/// Fewer rows than this are not worth a thread.
const ROWS_PER_THREAD: usize = 32 * BLOCK;

/// Answers every row.
pub(super) fn run<S: Sink>(sink: S, pass: Pass<'_>, kernel: &impl Kernel<S>) -> Result<Outcome, Error> {
    let rows = sink.rows();
    if let Some(faults) = &pass.faults
        && faults.len() != rows
    {
        return Err(Error::ColumnLength { column: "faults", rows: faults.len(), expected: rows });
    }
    let threads = if cfg!(feature = "rayon") { pass.threads.min(rows / ROWS_PER_THREAD) } else { 1 };
    if threads < 2 {
        return Ok(serial(sink, pass.faults, 0, kernel));
    }
    let outcomes = at_once(cut(sink, pass.faults, threads), |(sink, faults, first)| serial(sink, faults, first, kernel));
    Ok(outcomes.into_iter().reduce(Outcome::and).unwrap_or_default())
}

/// A part of the rows for each thread, with the place of its first.
fn cut<S: Sink>(sink: S, faults: Option<&mut [Fault]>, threads: usize) -> Vec<(S, Option<&mut [Fault]>, usize)> {
    let rows = sink.rows();
    let (mut sink, mut faults) = (sink, faults);
    let mut parts = Vec::with_capacity(threads);
    for thread in (1..threads).rev() {
        // Whole blocks, so that no two threads write into one line of the cache.
        let first = (rows * thread / threads).next_multiple_of(BLOCK).min(rows);
        let (low, high) = sink.split(first);
        let (low_faults, high_faults) = match faults {
            None => (None, None),
            Some(faults) => {
                let (low, high) = faults.split_at_mut(first.min(faults.len()));
                (Some(low), Some(high))
            }
        };
        parts.push((high, high_faults, first));
        (sink, faults) = (low, low_faults);
    }
    parts.push((sink, faults, 0));
    parts.reverse();
    parts
}

/// `first` is the place of the sink's first row among all rows.
fn serial<S: Sink>(mut sink: S, mut faults: Option<&mut [Fault]>, first: usize, kernel: &impl Kernel<S>) -> Outcome {
    let mut outcome = Outcome::default();
    if let Some(faults) = &mut faults {
        faults.fill(Fault::NONE);
    }
    let rows = sink.rows();
    for start in (0..rows).step_by(BLOCK) {
        let block = start..rows.min(start + BLOCK);
        if kernel.fill(first + block.start..first + block.end, sink.block(block.clone())) {
            continue;
        }
        for row in block {
            if !sink.is_null(row) {
                continue;
            }
            let Err(error) = kernel.explain(first + row) else {
                outcome.nulls += 1;
                continue;
            };
            outcome.faults += 1;
            if let Some(fault) = faults.as_mut().and_then(|faults| faults.get_mut(row)) {
                *fault = Fault::of(&error);
            }
            if outcome.first.is_none() {
                outcome.first = Some(error.at("rows", first + row));
            }
        }
    }
    outcome
}
