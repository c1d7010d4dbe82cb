//! When the results of every procedure are due for one moment of receipt, and why: a table and a page for citizens.

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

use anyhow::{Context, Result};
use chrono::NaiveDateTime;

use self::board::Board;
pub(crate) use self::input::{CATALOGUE, Input};

/// The page, and the same as a table for the terminal.
pub(crate) fn render(received_at: NaiveDateTime, input: &Input) -> Result<(String, Vec<u8>)> {
    let board = Board::new(received_at, input).context("--at")?;
    let mut text = Vec::new();
    table::write(&mut text, &board, input)?;
    Ok((page::render(&board, input)?, text))
}
