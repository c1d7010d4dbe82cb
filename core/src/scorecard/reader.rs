//! Reads the values of a document; what cannot be is noted with its path, and something stands in for it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::document::{BasisDocument, TitleDocument};
use super::model::{Basis, Title, Variable};
use super::rule::Name;
use super::words::VariableKind;
use crate::error::{Error, quote};
use crate::exact::Exact;
use crate::law::Confidence;
use crate::number::Number;
use crate::wire::parse_date;

/// A contradiction in a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, as in `areas[2].criteria[0].rule.steps[1].from`.
    pub path: String,
    /// What is wrong.
    pub problem: String,
}

impl Problem {
    /// The error a set with this problem is refused with.
    #[must_use]
    pub fn error(&self) -> Error {
        Error::RuleSetInvalid { path: self.path.clone(), problem: self.problem.clone() }
    }
}

/// More decimals than any printed table has.
pub(super) const MOST_DECIMALS: u32 = 9;

/// More problems than anybody would read; the document stays the same.
const MOST_PROBLEMS: usize = 1000;

#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
    names: BTreeMap<String, (Name, VariableKind)>,
}

impl Reader {
    pub(super) fn note(&mut self, path: impl Into<String>, problem: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { path: path.into(), problem: problem.into() });
        }
    }

    pub(super) fn declare(&mut self, variables: &[Variable]) {
        for (place, variable) in variables.iter().enumerate() {
            if self.names.insert(variable.name.clone(), (place, variable.kind)).is_some() {
                self.note(format!("variables[{place}].name"), format!("`{}` is used twice", quote(&variable.name)));
            }
        }
    }

    pub(super) fn is_variable(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// A variable of the set; of one of the kinds, if any are named.
    pub(super) fn name(&mut self, path: &str, name: &str, kinds: &[VariableKind]) -> Name {
        let Some((place, kind)) = self.names.get(name).copied() else {
            self.note(path, format!("names `{}`, which is not a variable of the set", quote(name)));
            return 0;
        };
        let is_date = kind == VariableKind::Date;
        if kinds.is_empty() && is_date {
            self.note(path, format!("names `{name}`, which is a date"));
        } else if !kinds.is_empty() && !kinds.contains(&kind) {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            self.note(path, format!("names `{name}` of the kind {}; {} is needed", kind.as_str(), kinds.join(" or ")));
        }
        place
    }

    /// A list of variables, which must not be empty.
    pub(super) fn names(&mut self, path: &str, names: &[String]) -> Vec<Name> {
        if names.is_empty() {
            self.note(path, "names no variable");
        }
        names.iter().enumerate().map(|(at, name)| self.name(&format!("{path}[{at}]"), name, &[])).collect()
    }

    pub(super) fn number(&mut self, path: &str, number: &Number) -> Exact {
        number.exact().unwrap_or_else(|error| {
            self.note(path, error.to_string());
            Exact::zero()
        })
    }

    pub(super) fn maybe_number(&mut self, path: &str, number: Option<&Number>) -> Option<Exact> {
        number.map(|number| self.number(path, number))
    }

    /// A number of 0 or more.
    pub(super) fn points(&mut self, path: &str, number: Option<&Number>) -> Option<Exact> {
        let points = self.maybe_number(path, number)?;
        if points.is_negative() {
            self.note(path, format!("is `{points}`; points are 0 or more"));
        }
        Some(points)
    }

    /// A number above 0.
    pub(super) fn divisor(&mut self, path: &str, number: Option<&Number>, default: i32) -> Exact {
        let Some(divisor) = self.maybe_number(path, number) else { return Exact::from(default) };
        if divisor.is_negative() || divisor.is_zero() {
            self.note(path, format!("is `{divisor}`; it must be above 0"));
            return Exact::from(1);
        }
        divisor
    }

    /// A word of a closed list.
    pub(super) fn word<T>(&mut self, path: &str, word: Option<&String>, read: fn(&str) -> Result<T, Error>, default: T) -> T {
        match word.map(|word| read(word)) {
            None => default,
            Some(Ok(word)) => word,
            Some(Err(error)) => {
                self.note(path, error.to_string());
                default
            }
        }
    }

    pub(super) fn date(&mut self, path: &str, date: Option<&String>) -> Option<NaiveDate> {
        match parse_date(date?) {
            Ok(date) => Some(date),
            Err(error) => {
                self.note(path, error.to_string());
                None
            }
        }
    }

    pub(super) fn decimals(&mut self, path: &str, decimals: Option<u32>) -> Option<u32> {
        let decimals = decimals?;
        if decimals > MOST_DECIMALS {
            self.note(path, format!("is {decimals}; at most {MOST_DECIMALS} decimals are printed"));
        }
        Some(decimals.min(MOST_DECIMALS))
    }

    pub(super) fn id(&mut self, path: &str, id: &str) {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.' | '-');
        if id.is_empty() || id.len() > 64 || !id.chars().all(is_plain) {
            self.note(path, format!("is `{}`; an id is 1 to 64 of a-z, 0-9, `_`, `.` and `-`", quote(id)));
        }
    }

    pub(super) fn title(&mut self, path: &str, title: &TitleDocument) -> Title {
        if title.vi.trim().is_empty() {
            self.note(format!("{path}.vi"), "says nothing");
        }
        let vi = title.vi.trim().to_owned();
        let en = title.en.as_deref().map(str::trim).filter(|en| !en.is_empty()).unwrap_or(&vi).to_owned();
        Title { vi, en }
    }

    pub(super) fn maybe_title(&mut self, path: &str, title: Option<&TitleDocument>) -> Option<Title> {
        title.map(|title| self.title(path, title))
    }

    pub(super) fn basis(&mut self, path: &str, basis: &BasisDocument) -> Basis {
        Basis {
            number: basis.number.clone(),
            name: self.title(&format!("{path}.name"), &basis.name),
            article: basis.article.clone(),
            confidence: self.word(&format!("{path}.confidence"), Some(&basis.confidence), confidence, Confidence::Uncertain),
            note: self.maybe_title(&format!("{path}.note"), basis.note.as_ref()),
        }
    }
}

pub(super) fn confidence(text: &str) -> Result<Confidence, Error> {
    let all = [Confidence::Seen, Confidence::Known, Confidence::Uncertain];
    all.into_iter().find(|confidence| confidence.as_str() == text).ok_or_else(|| Error::OptionUnknown {
        option: "a confidence",
        value: quote(text),
        known: "seen, known, uncertain",
    })
}
