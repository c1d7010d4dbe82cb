//! Numbers that must stay exact: a JSON number or a decimal text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};

use crate::error::Error;
use crate::exact::Exact;

/// A number as it came in, kept as text: `"96.05"`, `96.05` or `96`.
///
/// A JSON number with a fraction is taken as the shortest decimal that means it, which is the one that was written, up to 15 digits.
/// A truth value, null and a text that is no number are kept and refused by [`Number::exact`]: in a batch it is the problem of its unit alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// The text as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The exact value.
    ///
    /// # Errors
    /// `amount_invalid`, `value_out_of_range`, as [`Exact::parse`].
    pub fn exact(&self) -> Result<Exact, Error> {
        Exact::parse(&self.0)
    }
}

impl From<&Exact> for Number {
    fn from(value: &Exact) -> Self {
        Self(value.to_string())
    }
}

/// Characters of a number that are kept.
const LONGEST: usize = 400;

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or a decimal as text")
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Number, E> {
        Ok(Number(number.to_string()))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Number, E> {
        Ok(Number(number.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Number, E> {
        Ok(Number(number.to_string()))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Number, E> {
        let mut characters = text.char_indices();
        let is_long = characters.nth(LONGEST).is_some();
        // With the mark behind it nobody takes the beginning for the number.
        let kept = if is_long { text.chars().take(LONGEST).chain(['…']).collect() } else { text.to_owned() };
        Ok(Number(kept))
    }

    fn visit_bool<E: serde::de::Error>(self, switch: bool) -> Result<Number, E> {
        Ok(Number(switch.to_string()))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Number, E> {
        Ok(Number("null".to_owned()))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn a_json_number_is_the_decimal_that_was_written() {
        for (json, text) in
            [("0.1", "0.1"), ("61.40", "61.4"), ("\"61.40\"", "61.40"), ("-3", "-3"), ("1e-7", "0.0000001"), ("2e3", "2000")]
        {
            let number: Number = serde_json::from_str(json).unwrap();
            assert_eq!(number.as_str(), text);
        }
    }

    #[test]
    fn what_is_no_number_is_refused_when_it_is_used() {
        let long = format!("\"{}\"", "0".repeat(401));
        for json in ["true", "null", &long] {
            let number: Number = serde_json::from_str(json).unwrap();
            assert_eq!(number.exact().unwrap_err().code(), "amount_invalid");
        }
    }
}
