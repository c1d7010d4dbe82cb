//! How a log is read.

use crate::error::{Error, quote};

/// What to do about an event that breaks a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reading {
    /// It is an error: for the system that records.
    #[default]
    Strict,
    /// It is listed and replay goes on: for logs that exist. An impossible event changes nothing.
    Lenient,
}

impl Reading {
    /// Reads `strict` or `lenient`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "strict" => Ok(Self::Strict),
            "lenient" => Ok(Self::Lenient),
            _ => Err(Error::OptionUnknown { option: "a way to read a log", value: quote(text), known: "strict, lenient" }),
        }
    }
}
