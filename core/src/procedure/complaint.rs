//! What is wrong with a catalogue that came in, where, and what to do about it.

use std::fmt;

use serde::Serialize;

use crate::error::Error;

/// One thing wrong with a table or a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[doc(alias = "lỗi dữ liệu")]
pub struct Complaint {
    /// The row as a spreadsheet numbers it, from 1; comments, the heading and empty rows count. Only for tables.
    pub row: Option<usize>,
    /// The column's heading. Only for tables, where one column is to blame.
    pub column: Option<String>,
    /// Where in the message, as in `procedures[2].versions[0].fees[1].kind`. Only for JSON.
    pub path: Option<String>,
    /// As [`Error::code`].
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub advice: &'static str,
    /// Whether the row was kept all the same: it can be read, but somebody should look at it.
    pub kept: bool,
}

impl fmt::Display for Complaint {
    /// Place and code: `row 3, limit: unit_unknown` or `procedures[0].name: value_missing`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.path, self.row, &self.column) {
            (Some(path), ..) => f.write_str(path)?,
            (None, row, Some(column)) => write!(f, "row {}, {column}", row.unwrap_or_default())?,
            (None, row, None) => write!(f, "row {}", row.unwrap_or_default())?,
        }
        write!(f, ": {}", self.code)
    }
}

/// Where a complaint is.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Row(usize),
    Path(String),
}

impl Place {
    /// A complaint about a field: a column of the row, or a step further on the path.
    pub(super) fn about(&self, field: &str, error: &Error, kept: bool) -> Complaint {
        let (row, column, path) = match self {
            Self::Row(row) => {
                // `fees[1].kind` is the cell `fees`.
                let column = field.split(['[', '.']).next().filter(|column| !column.is_empty());
                (Some(*row), column.map(str::to_owned), None)
            }
            Self::Path(path) if field.is_empty() => (None, None, Some(path.clone())),
            Self::Path(path) => (None, None, Some(format!("{path}.{field}"))),
        };
        Complaint { row, column, path, code: error.code(), message: error.to_string(), advice: advice(error), kept }
    }
}

/// What to do about an error.
fn advice(error: &Error) -> &'static str {
    match error.code() {
        "encoding_invalid" => "save the table as \"CSV UTF-8\"",
        "column_invalid" => "give each row one cell per column, under the headings the documentation lists",
        "formula_refused" => "remove the formula, or write an apostrophe in front if the text begins that way",
        "code_invalid" => "write the code as in the national database, or leave it empty and give the row an id of its own",
        "code_duplicate" => "end the earlier version before the later one begins, or correct the code",
        "date_invalid" => "write the date as YYYY-MM-DD, the first day before the last",
        "amount_invalid" | "amount_negative" | "amount_out_of_range" | "unit_unknown" => {
            "write an amount of a unit, as `3 working_day` or `03 ngày làm việc`"
        }
        "option_unknown" => "use one of the names the message lists",
        "stages_invalid" => "correct the stages or the limit: together the stages take longer than the whole",
        "value_missing" => "fill it in",
        "value_out_of_range" => "correct the value",
        "field_unknown" => "remove the field, or correct its name",
        "request_invalid" => "correct the message at this place",
        _ => "look at this place",
    }
}
