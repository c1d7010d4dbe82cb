//! Values by the names of a set's variables.

use chrono::NaiveDate;

use super::RuleSet;
use super::rule::Name;
use super::words::VariableKind;
use crate::error::{Error, quote};
use crate::exact::Exact;
use crate::wire::parse_date;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Number(Exact),
    Date(NaiveDate),
}

/// What is known of a unit, in the variables of one set. What is absent is not 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(Vec<Option<Fact>>);

impl Facts {
    pub(super) fn number(&self, name: Name) -> Option<&Exact> {
        match self.0.get(name) {
            Some(Some(Fact::Number(number))) => Some(number),
            _ => None,
        }
    }

    pub(super) fn date(&self, name: Name) -> Option<NaiveDate> {
        match self.0.get(name) {
            Some(Some(Fact::Date(date))) => Some(*date),
            _ => None,
        }
    }

    pub(super) fn has(&self, name: Name) -> bool {
        matches!(self.0.get(name), Some(Some(_)))
    }
}

impl RuleSet {
    /// Reads values by name; `None` means absent, as a name that is not given does.
    ///
    /// # Errors
    /// With the path `values.<name>`: `field_unknown` for a name that is no variable of the set; `amount_invalid`, `value_out_of_range` or `date_invalid` for
    /// a value its kind does not allow.
    pub fn facts<'a>(&self, values: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Result<Facts, Error> {
        self.facts_named("values", values)
    }

    /// The same for values in another field of a question.
    ///
    /// # Errors
    /// As [`facts`](Self::facts), with that field in the path.
    pub fn facts_named<'a>(
        &self,
        field: &str,
        values: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Result<Facts, Error> {
        let mut facts = vec![None; self.variables.len()];
        for (name, value) in values {
            let path = || format!("{field}.{}", quote(name));
            let place = self.by_name.get(name).copied().ok_or_else(|| Error::FieldUnknown { path: path() })?;
            let kind = self.variables.get(place).map_or(VariableKind::Number, |variable| variable.kind);
            let Some(value) = value else { continue };
            let fact = kind.read(value).map_err(|error| error.within(path()))?;
            if let Some(slot) = facts.get_mut(place) {
                *slot = Some(fact);
            }
        }
        Ok(Facts(facts))
    }
}

impl VariableKind {
    fn read(self, text: &str) -> Result<Fact, Error> {
        if self == Self::Date {
            return parse_date(text).map(Fact::Date);
        }
        let number = Exact::parse(text)?;
        let (bound, most) = match self {
            Self::Count => ("a whole number of 0 or more", None),
            Self::Ratio => ("0 to 1", Some(1)),
            Self::Percent | Self::Index => ("0 to 100", Some(100)),
            Self::YesNo => ("0 or 1", Some(1)),
            Self::Amount => ("0 or more", None),
            Self::Number | Self::Date => return Ok(Fact::Number(number)),
        };
        let is_whole = || number.decimals() == Some(0);
        let fits = !number.is_negative()
            && most.is_none_or(|most| number <= Exact::from(most))
            && (!matches!(self, Self::Count | Self::YesNo) || is_whole());
        if fits { Ok(Fact::Number(number)) } else { Err(Error::ValueOutOfRange { name: "the value", value: quote(text), bound }) }
    }
}
