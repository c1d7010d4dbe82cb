//! A day at a commune's one-stop shop: dossiers, slips, duties, petitions and the plan, from logs to pages.
//!
//! ```text
//! cargo demo
//! cargo demo --at 2027-02-03T15:20
//! ```
//!
//! Without options it plays the day and writes every page. With `--at` or `--data` it answers one question only: when is each procedure due?

mod catalogue;
mod data;
mod deadlines;
mod names;
mod ordinary;
mod output;
mod pages;
mod people;
mod plots;
mod scene;
mod story;
mod summary;
mod terminal;
#[cfg(test)]
mod tests;
mod timeline;
mod words;
mod world;
mod year;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use chrono::NaiveDateTime;
use lexopt::Arg;
use lexopt::prelude::{Long, Short, ValueExt};

use crate::deadlines::Input;
use crate::output::File;
use crate::world::World;

/// After 15:00 on the day that is played: results of the same day move to the next working day.
const RECEIVED: &str = "2026-11-25T15:20";

const HELP: &str = "\
Một ngày ở Trung tâm Phục vụ hành chính công cấp xã: hồ sơ, phiếu hẹn, xin lỗi, phản ánh, kế hoạch.
A day at a commune's one-stop shop: dossiers, slips, apologies, petitions, the plan.

Usage: cargo demo [--at MOMENT] [--data FILE]

Without options: plays the day and writes every page to target/demo; begin with index.html.
With an option:  prints when the result of each procedure is due, and writes target/demo/deadlines.html only.

  --at MOMENT   when the dossier is received, YYYY-MM-DDTHH:MM, time of Viet Nam (default 2026-11-25T15:20)
  --data FILE   your own procedures, a CSV with the columns of examples/data/catalogue.csv
  -h, --help    this text
";

/// What was asked for on the command line.
enum Request {
    Help,
    Day,
    Deadlines { received_at: NaiveDateTime, data: Option<PathBuf> },
}

fn main() -> ExitCode {
    let outcome = match request() {
        Ok(Request::Help) => print(HELP.as_bytes()),
        Ok(Request::Day) => day(),
        Ok(Request::Deadlines { received_at, data }) => due_dates(received_at, data),
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
    let mut at = None;
    let mut data = None;
    // `cargo demo -- --at …` reaches us with the `--` of the habit behind the one in the alias.
    let mut given = std::env::args_os().skip(1).peekable();
    given.next_if(|first| first == "--");
    let mut arguments = lexopt::Parser::from_args(given);
    while let Some(argument) = arguments.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Request::Help),
            Long("at") => at = Some(arguments.value()?.string()?),
            Long("data") => data = Some(PathBuf::from(arguments.value()?)),
            Arg::Short(_) | Arg::Long(_) | Arg::Value(_) => return Err(argument.unexpected().into()),
        }
    }
    if at.is_none() && data.is_none() {
        return Ok(Request::Day);
    }
    let received_at = motcua::wire::parse_moment(at.as_deref().unwrap_or(RECEIVED)).context("--at")?;
    Ok(Request::Deadlines { received_at, data })
}

fn day() -> Result<()> {
    let world = World::new()?;
    let mut text = Vec::new();
    terminal::day(&mut text, &world.today, &timeline::moments(&world.today)?, &world.summary)?;
    terminal::year(&mut text, &world.year)?;
    print(&text)?;
    let files = pages::all(&world)?;
    let folder = output::write(&files)?;
    let mut text = Vec::new();
    terminal::files(&mut text, &folder.display().to_string(), &files)?;
    print(&text)
}

fn due_dates(received_at: NaiveDateTime, data: Option<PathBuf>) -> Result<()> {
    let input = match data {
        None => Input::own()?,
        Some(path) => {
            let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
            Input::of(&bytes).with_context(|| path.display().to_string())?
        }
    };
    let (page, text) = deadlines::render(received_at, &input)?;
    // The table first: it is an answer even where the page cannot be written.
    print(&text)?;
    let folder = output::write(&[File::new("deadlines.html", "", page)])?;
    print(format!("\nTrang cho người dân: {}\n", folder.join("deadlines.html").display()).as_bytes())
}

/// To standard output; a reader that has seen enough, as `head`, is no error.
fn print(text: &[u8]) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("standard output"),
        _ => Ok(()),
    }
}
