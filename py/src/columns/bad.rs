//! Rows that could not even be read.

use motcua::Error;

/// The rows of a column that hold no value of its kind; they are null to the core.
#[derive(Debug, Default)]
pub(crate) struct Bad {
    first: Option<(usize, Error)>,
    rows: Vec<(usize, u8)>,
}

impl Bad {
    pub(crate) fn push(&mut self, row: usize, error: Error) {
        self.rows.push((row, number(&error)));
        if self.first.as_ref().is_none_or(|(first, _)| row < *first) {
            self.first = Some((row, error));
        }
    }

    pub(crate) fn first(&self) -> Option<&(usize, Error)> {
        self.first.as_ref()
    }

    /// Each with the number of its code, as in [`Fault::number`](motcua::batch::Fault::number).
    pub(crate) fn rows(&self) -> &[(usize, u8)] {
        &self.rows
    }
}

/// The place of an error's code in [`Error::CODES`], from 1.
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
