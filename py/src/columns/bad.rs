//! Rows that could not even be read.

use motcua::Error;

/// How many rows keep what is wrong with them; the others only its code.
const KEPT: usize = 4096;

/// The rows of a column that hold no value of its kind, ascending; they are null to the core.
#[derive(Debug, Default)]
pub(crate) struct Bad {
    rows: Vec<(usize, u8)>,
    errors: Vec<Error>,
}

impl Bad {
    pub(crate) fn push(&mut self, row: usize, error: Error) {
        self.rows.push((row, number(&error)));
        if self.errors.len() < KEPT {
            self.errors.push(error);
        }
    }

    /// What is wrong with the first row.
    pub(crate) fn first(&self) -> Option<(usize, &Error)> {
        self.rows.first().map(|(row, _)| *row).zip(self.errors.first())
    }

    fn has(&self, row: usize) -> bool {
        self.rows.binary_search_by_key(&row, |(row, _)| *row).is_ok()
    }
}

/// The place of an error's code in [`Error::CODES`], from 1, as in [`Fault::number`](motcua::batch::Fault::number).
fn number(error: &Error) -> u8 {
    let place = Error::CODES.iter().position(|code| *code == error.code());
    place.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or(u8::MAX)
}

/// Puts the row to an error, in place of one it may have.
pub(crate) fn in_row(error: Error, row: usize) -> Error {
    match error {
        Error::InItem { list: "rows", error, .. } => Error::InItem { list: "rows", index: row, error },
        error => Error::InItem { list: "rows", index: row, error: Box::new(error) },
    }
}

/// A column of a question: its bad rows, and whether a row is null.
pub(crate) struct Asked<'a> {
    bad: &'a Bad,
    is_null: Box<dyn Fn(usize) -> bool + 'a>,
}

impl<'a> Asked<'a> {
    /// `is_null` may hold for bad rows, too.
    pub(crate) fn new(bad: &'a Bad, is_null: impl Fn(usize) -> bool + 'a) -> Self {
        Self { bad, is_null: Box::new(is_null) }
    }

    /// What is wrong with the rows of any of the columns, unless another is null there: such a row asks nothing. `take` gets the row, the
    /// number of the code, and the error where it was kept.
    pub(crate) fn faults(columns: &[Self], mut take: impl FnMut(usize, u8, Option<&Error>)) {
        for (place, column) in columns.iter().enumerate() {
            for (index, (row, number)) in column.bad.rows.iter().enumerate() {
                let mut others = columns.iter().enumerate().filter(|(other, _)| *other != place);
                if !others.any(|(_, other)| (other.is_null)(*row) && !other.bad.has(*row)) {
                    take(*row, *number, column.bad.errors.get(index));
                }
            }
        }
    }
}
