//! Procedures as a CSV table, and their English. A bad row is reported and the others go on.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow, ensure};
use chrono::NaiveDate;
use csv::{StringRecord, Trim};
use motcua::{Confidence, Cutoff, Language, TimeLimit};
use serde::Deserialize;

/// Compiled in, so that the program answers from any folder.
const PROCEDURES: &str = include_str!("../data/procedures.csv");
const ENGLISH: &str = include_str!("../data/english.csv");

/// What the first row must name, in any order.
const COLUMNS: [&str; 14] = [
    "code",
    "name_vi",
    "field",
    "level",
    "limit",
    "cutoff",
    "in_force_from",
    "in_force_until",
    "note_vi",
    "fee",
    "legal_basis",
    "confidence",
    "confidence_note",
    "source",
];

/// A row as it is written.
#[derive(Debug, Deserialize)]
struct Row {
    code: String,
    name_vi: String,
    field: String,
    level: String,
    limit: String,
    cutoff: String,
    in_force_from: String,
    in_force_until: String,
    note_vi: String,
    fee: String,
    legal_basis: String,
    confidence: String,
    confidence_note: String,
    source: String,
}

/// A procedure (thủ tục hành chính).
#[derive(Debug)]
pub(crate) struct Procedure {
    pub(crate) line: u64,
    /// Empty where none has been found.
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) field: String,
    pub(crate) level: String,
    pub(crate) limit: TimeLimit,
    /// The limit as it is written.
    pub(crate) limit_text: String,
    pub(crate) cutoff: Option<Cutoff>,
    pub(crate) in_force_from: Option<NaiveDate>,
    pub(crate) in_force_until: Option<NaiveDate>,
    pub(crate) note: String,
    pub(crate) fee: String,
    pub(crate) legal_basis: String,
    pub(crate) confidence: Confidence,
    pub(crate) confidence_note: String,
    pub(crate) source: String,
}

/// A row that gives no answer, and why.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Issue {
    pub(crate) line: u64,
    /// The name of the procedure, if the row has one.
    pub(crate) what: String,
    pub(crate) reason: String,
}

/// What a table of procedures holds.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) procedures: Vec<Procedure>,
    pub(crate) issues: Vec<Issue>,
    /// Whether these are the procedures that come with the program.
    pub(crate) own: bool,
    english: HashMap<String, String>,
}

impl Input {
    /// The procedures that come with the program.
    pub(crate) fn own() -> Result<Self> {
        Self::read(PROCEDURES.as_bytes(), true)
    }

    /// A table in the same form.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self> {
        Self::read(bytes, false)
    }

    fn read(bytes: &[u8], own: bool) -> Result<Self> {
        // Spreadsheets write a byte order mark, which would become part of the first heading.
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        // Flexible, because a row with a column too few is one bad row and not the end of the table.
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).trim(Trim::All).flexible(true).from_reader(bytes);
        let headers = reader.headers().context("the first row must name the columns")?.clone();
        for column in COLUMNS {
            ensure!(headers.iter().any(|header| header == column), "the column `{column}` is missing");
        }
        let name = headers.iter().position(|header| header == "name_vi").unwrap_or_default();
        let (mut procedures, mut issues) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let position = record.as_ref().map_or_else(csv::Error::position, StringRecord::position);
            let line = position.map_or(0, csv::Position::line);
            let what = record.as_ref().ok().and_then(|record| record.get(name)).unwrap_or_default().to_owned();
            match record.map_err(anyhow::Error::from).and_then(|record| Procedure::read(&record, &headers, line)) {
                Ok(procedure) => procedures.push(procedure),
                Err(error) => issues.push(Issue { line, what, reason: format!("{error:#}") }),
            }
        }
        ensure!(!procedures.is_empty() || !issues.is_empty(), "the table has no rows");
        let english = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(ENGLISH.as_bytes()).into_deserialize();
        let english = english.collect::<Result<_, _>>().context("english.csv")?;
        Ok(Self { procedures, issues, own, english })
    }

    /// A text of the table in a language; the Vietnamese where there is no translation.
    pub(crate) fn text<'a>(&'a self, vietnamese: &'a str, language: Language) -> Text<'a> {
        match language {
            Language::Vi => Text { text: vietnamese, foreign: false },
            Language::En => match self.english.get(vietnamese) {
                Some(english) => Text { text: english, foreign: false },
                None => Text { text: vietnamese, foreign: !vietnamese.is_empty() },
            },
        }
    }
}

/// A text, and whether it is Vietnamese where English was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text<'a> {
    pub(crate) text: &'a str,
    pub(crate) foreign: bool,
}

impl Procedure {
    fn read(record: &StringRecord, headers: &StringRecord, line: u64) -> Result<Self> {
        ensure!(record.len() == headers.len(), "{} columns where {} are named", record.len(), headers.len());
        Self::new(record.deserialize(Some(headers))?, line)
    }

    fn new(row: Row, line: u64) -> Result<Self> {
        ensure!(!row.name_vi.is_empty(), "name_vi is empty");
        Ok(Self {
            line,
            limit: TimeLimit::parse(&row.limit).context("limit")?,
            cutoff: given(&row.cutoff).map(Cutoff::named).transpose().context("cutoff")?,
            in_force_from: date(&row.in_force_from).context("in_force_from")?,
            in_force_until: date(&row.in_force_until).context("in_force_until")?,
            confidence: confidence(&row.confidence)?,
            limit_text: row.limit,
            code: row.code,
            name: row.name_vi,
            field: row.field,
            level: row.level,
            note: row.note_vi,
            fee: row.fee,
            legal_basis: row.legal_basis,
            confidence_note: row.confidence_note,
            source: row.source,
        })
    }

    /// Code and name.
    pub(crate) fn title(&self) -> String {
        if self.code.is_empty() { self.name.clone() } else { format!("{} ({})", self.name, self.code) }
    }

    /// Whether its rules hold for a dossier received on a date.
    pub(crate) fn is_in_force(&self, date: NaiveDate) -> bool {
        self.in_force_from.is_none_or(|from| from <= date) && self.in_force_until.is_none_or(|until| date <= until)
    }

    /// Whether the limit still has to be checked against the text of the law.
    pub(crate) fn is_unchecked(&self) -> bool {
        self.confidence != Confidence::Seen
    }
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn date(text: &str) -> Result<Option<NaiveDate>, motcua::Error> {
    given(text).map(motcua::wire::parse_date).transpose()
}

fn confidence(text: &str) -> Result<Confidence> {
    let known = [Confidence::Seen, Confidence::Known, Confidence::Uncertain];
    let found = known.into_iter().find(|confidence| confidence.as_str() == text);
    found.ok_or_else(|| anyhow!("confidence: `{text}` is none of seen, known, uncertain"))
}
