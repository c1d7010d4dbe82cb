//! Numbers that must stay exact: a JSON number or a decimal text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

use crate::error::Error;
use crate::exact::Exact;

/// A number as it came in, kept as text: `"96.05"`, `96.05` or `96`.
///
/// A JSON number with a fraction is taken as the shortest decimal that means it, which is the one that was written, up to 15 digits.
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
        Ok(Number(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = deserializer.deserialize_any(NumberVisitor)?;
        if number.0.len() > 400 { Err(D::Error::custom("a number has at most 400 characters")) } else { Ok(number) }
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
        assert!(serde_json::from_str::<Number>("true").is_err());
    }
}
