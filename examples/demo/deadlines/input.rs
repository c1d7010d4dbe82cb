//! Procedures from a catalogue, and their English. What cannot be read is reported and the others go on.

use std::collections::HashMap;

use anyhow::{Context, Result, anyhow, ensure};
use chrono::NaiveDate;
use motcua::procedure::{Catalogue, Charge, Complaint, Fee, Procedure as Entry, Version};
use motcua::{Confidence, Cutoff, Language, TimeLimit};

/// Compiled in, so that the program answers from any folder.
pub(crate) const CATALOGUE: &str = include_str!("../../data/catalogue.csv");
const ENGLISH: &str = include_str!("../../data/english.csv");

/// A procedure (thủ tục hành chính) in one version.
#[derive(Debug)]
pub(crate) struct Procedure {
    /// What its versions have in common.
    pub(crate) id: String,
    /// Empty where none has been found.
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) field: String,
    pub(crate) agency: String,
    pub(crate) limit: TimeLimit,
    /// The limit in words, which is all there is to one that names no single amount.
    pub(crate) limit_text: String,
    pub(crate) cutoff: Option<Cutoff>,
    pub(crate) in_force_from: Option<NaiveDate>,
    pub(crate) in_force_until: Option<NaiveDate>,
    pub(crate) note: String,
    pub(crate) fees: Option<Vec<Fee>>,
    pub(crate) legal_basis: String,
    pub(crate) confidence: Confidence,
    pub(crate) confidence_note: String,
    pub(crate) source: String,
}

/// Something that gives no answer, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Issue {
    /// The row of the table, where it is about a row.
    pub(crate) line: Option<usize>,
    /// The procedure or the column, if known.
    pub(crate) what: String,
    pub(crate) reason: String,
}

impl From<&Complaint> for Issue {
    fn from(complaint: &Complaint) -> Self {
        let what = complaint.column.clone().unwrap_or_default();
        Self { line: complaint.row, what, reason: format!("{}; {}", complaint.message, complaint.advice) }
    }
}

/// What a table of procedures holds.
#[derive(Debug)]
pub(crate) struct Input {
    /// Every version of every procedure, in the order of the table.
    pub(crate) procedures: Vec<Procedure>,
    pub(crate) issues: Vec<Issue>,
    /// Whether these are the procedures that come with the program.
    pub(crate) own: bool,
    english: HashMap<String, String>,
}

impl Input {
    /// The procedures that come with the program.
    pub(crate) fn own() -> Result<Self> {
        Self::read(CATALOGUE.as_bytes(), true)
    }

    /// A table in the same form.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self> {
        Self::read(bytes, false)
    }

    fn read(bytes: &[u8], own: bool) -> Result<Self> {
        let loaded = Catalogue::from_csv(bytes);
        let mut issues: Vec<Issue> = loaded.complaints().iter().map(Issue::from).collect();
        // Nothing at all is not a bad row but a wrong file.
        let reasons: Vec<&str> = issues.iter().map(|issue| issue.reason.as_str()).collect();
        ensure!(loaded.kept() > 0 || reasons.is_empty(), "{}", reasons.join("; "));
        ensure!(loaded.kept() > 0, "the table has no rows");
        let mut procedures = Vec::new();
        for entry in loaded.catalogue().procedures() {
            for version in &entry.versions {
                match Procedure::new(entry, version) {
                    Ok(procedure) => procedures.push(procedure),
                    Err(error) => {
                        issues.push(Issue { line: None, what: entry.name.clone(), reason: format!("{error:#}") });
                    }
                }
            }
        }
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

    /// The fees in a line, empty where the table says nothing, and whether some of it is not in the language.
    pub(crate) fn fees(&self, procedure: &Procedure, language: Language) -> (String, bool) {
        let none = match language {
            Language::Vi => "Không thu",
            Language::En => "None",
        };
        match procedure.fees.as_deref() {
            None => (String::new(), false),
            Some([]) => (none.to_owned(), false),
            Some(fees) => {
                let parts = fees.iter().map(|fee| self.fee(fee, language));
                let (texts, foreign): (Vec<String>, Vec<bool>) = parts.unzip();
                (texts.join("; "), foreign.contains(&true))
            }
        }
    }

    fn fee(&self, fee: &Fee, language: Language) -> (String, bool) {
        let (charge, foreign) = match &fee.charge {
            Charge::Amount(amount) => (money(*amount, language), false),
            Charge::Text(text) => {
                let text = self.text(text, language);
                (text.text.to_owned(), text.foreign)
            }
        };
        let channel = fee.channel.map(|channel| format!("{}: ", channel.name(language))).unwrap_or_default();
        (format!("{channel}{charge}"), foreign)
    }
}

/// `10.000 đồng`, `VND 10,000`.
fn money(amount: u64, language: Language) -> String {
    let digits = amount.to_string();
    let separator = if language == Language::Vi { '.' } else { ',' };
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    if language == Language::Vi { format!("{out} đồng") } else { format!("VND {out}") }
}

/// A text, and whether it is Vietnamese where English was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text<'a> {
    pub(crate) text: &'a str,
    pub(crate) foreign: bool,
}

impl Procedure {
    fn new(entry: &Entry, version: &Version) -> Result<Self> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let limit = version.terms.limit.clone().ok_or_else(|| anyhow!("the table states no time limit"))?;
        Ok(Self {
            id: entry.id.clone(),
            code: entry.code.as_ref().map(|code| code.national()).unwrap_or_default(),
            name: entry.name.clone(),
            field: text(&entry.field),
            agency: text(&version.agency),
            limit_text: limit.to_string(),
            limit,
            cutoff: version.cutoff,
            in_force_from: version.from,
            in_force_until: version.until,
            note: text(&version.note),
            fees: version.fees.clone(),
            legal_basis: text(&version.legal_basis),
            confidence: version.confidence.unwrap_or(Confidence::Uncertain),
            confidence_note: text(&version.confidence_note),
            source: text(&version.source),
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
