//! What answers have in common.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::moment_text;
use crate::law::{Citation, Language};

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Texts {
    /// Tiếng Việt.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Texts {
    pub(super) fn new(text: impl Fn(Language) -> String) -> Self {
        Self { vi: text(Language::Vi), en: text(Language::En) }
    }
}

/// A legal basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitationAnswer {
    /// Number of the instrument as printed, where it is known.
    pub number: Option<&'static str>,
    /// Article, clause and point, as in `19.9`.
    pub article: Option<&'static str>,
    /// `seen`, `known` or `uncertain`.
    pub confidence: &'static str,
    /// As a reader writes it.
    pub text: Texts,
}

impl From<&Citation> for CitationAnswer {
    fn from(citation: &Citation) -> Self {
        Self {
            number: citation.instrument().and_then(|instrument| instrument.number()),
            article: citation.article(),
            confidence: citation.confidence().as_str(),
            text: Texts::new(|language| citation.text(language)),
        }
    }
}

/// Something to know, with its stable code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The stable code.
    pub code: &'static str,
    /// What it means.
    pub text: Texts,
}

pub(super) fn citations<'a>(citations: impl IntoIterator<Item = &'a Citation>) -> Vec<CitationAnswer> {
    citations.into_iter().map(CitationAnswer::from).collect()
}

pub(super) fn date(date: NaiveDate) -> String {
    date.to_string()
}

pub(super) fn maybe_date(date: Option<NaiveDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

pub(super) fn maybe_moment(moment: Option<NaiveDateTime>) -> Option<String> {
    moment.map(moment_text)
}
