//! The main job of a commune's one-stop shop: for one moment of receipt, when is each procedure due, and why?
//!
//! ```text
//! cargo demo
//! cargo demo --at 2026-11-23T15:20
//! ```
//!
//! Prints a table and writes the same as a page for citizens.

mod board;
mod facts;
mod input;
mod labels;
mod month;
mod page;
mod reason;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use chrono::NaiveDateTime;
use lexopt::Arg;
use lexopt::prelude::{Long, Short, ValueExt};

use crate::board::Board;
use crate::input::Input;

/// Wednesday afternoon, the last working day before Tết 2027. It is after 15:00, so a birth registered "within the day" is due eight days
/// later; a whole week is off, Tết, a weekend inside it and two days in lieu; an hour runs on regardless; 45 days end on a Saturday
/// and roll. The year is announced and every row of the table is in force.
const TELLING: &str = "2027-02-03T15:20";

const HELP: &str = "\
Ngày hẹn trả kết quả của các thủ tục cấp xã cho một thời điểm nhận hồ sơ.
When the results of a commune's procedures are due for one moment of receipt.

Usage: cargo demo [--at MOMENT] [--data FILE]

  --at MOMENT   when the dossier is received, YYYY-MM-DDTHH:MM, time of Viet Nam
                (default 2027-02-03T15:20, the last afternoon before Tết)
  --data FILE   your own procedures, a CSV with the columns of examples/data/procedures.csv
  -h, --help    this text

Writes the page to target/demo/deadlines.html.
";

/// What was asked for on the command line.
enum Request {
    Help,
    Board { received_at: NaiveDateTime, data: Option<PathBuf> },
}

fn main() -> ExitCode {
    let outcome = match request() {
        Ok(Request::Help) => print(HELP.as_bytes()),
        Ok(Request::Board { received_at, data }) => run(received_at, data),
        Err(error) => {
            eprintln!("error: {error:#}\nTry --help.");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            // A moment outside the calendar is as bad a value as a misspelt one.
            let usage = error.downcast_ref::<motcua::Error>().is_some();
            ExitCode::from(if usage { 2 } else { 1 })
        }
    }
}

fn request() -> Result<Request> {
    let mut at = TELLING.to_owned();
    let mut data = None;
    // `cargo demo -- --at …` reaches us with the `--` of the habit behind the one in the alias.
    let mut given = std::env::args_os().skip(1).peekable();
    given.next_if(|first| first == "--");
    let mut arguments = lexopt::Parser::from_args(given);
    while let Some(argument) = arguments.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Request::Help),
            Long("at") => at = arguments.value()?.string()?,
            Long("data") => data = Some(PathBuf::from(arguments.value()?)),
            Arg::Short(_) | Arg::Long(_) | Arg::Value(_) => return Err(argument.unexpected().into()),
        }
    }
    let received_at = motcua::wire::parse_moment(&at).context("--at")?;
    Ok(Request::Board { received_at, data })
}

fn run(received_at: NaiveDateTime, data: Option<PathBuf>) -> Result<()> {
    let input = match data {
        None => Input::own()?,
        Some(path) => {
            let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
            Input::of(&bytes).with_context(|| path.display().to_string())?
        }
    };
    let board = Board::new(received_at, &input).context("--at")?;
    let mut text = Vec::new();
    table::write(&mut text, &board, &input)?;
    // The table first: it is an answer even where the page cannot be written.
    print(&text)?;
    let path = page::write(&page::render(&board, &input)?)?;
    print(format!("\nTrang cho người dân: {}\n", path.display()).as_bytes())
}

/// To standard output; a reader that has seen enough, as `head`, is no error.
fn print(text: &[u8]) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("standard output"),
        _ => Ok(()),
    }
}
