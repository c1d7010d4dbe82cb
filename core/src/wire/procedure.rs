//! Procedures across a boundary: codes, search, checks of a catalogue, which limit applies, the board, publication.
//!
//! A catalogue comes as `catalogue` (see [`CatalogueRecord`]) or as `csv` (a table as text), one of the two. All operations but
//! [`CatalogueCheckRequest`] refuse one that has anything wrong with it; the check tells what, and hands back what can be used.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CalendarOptions, Hours, moment_text, parse_date, parse_moment};
use crate::error::{Error, quote};
use crate::procedure::{
    Asked, Board, BoardOffice, BoardPaper, Body, Catalogue, CatalogueRecord, Channel, Complaint, Loaded, PostedProcedure,
    Procedure, ProcedureCode, Publication, PublicationDates, Share, Version,
};

/// Reads a code of a procedure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureCodeRequest {
    /// The code in any of its forms.
    pub code: String,
}

/// A code of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProcedureCodeAnswer {
    /// The form it was read in, tidied.
    pub code: String,
    /// Family and number.
    pub national: String,
    /// The family.
    pub family: u8,
    /// The case, if it names one.
    pub case: Option<u8>,
    /// The unit of the long form.
    pub unit: Option<String>,
}

impl ProcedureCodeRequest {
    /// The code.
    ///
    /// # Errors
    /// `code_invalid`.
    pub fn evaluate(&self) -> Result<ProcedureCodeAnswer, Error> {
        let code = ProcedureCode::parse(&self.code)?;
        Ok(ProcedureCodeAnswer {
            code: code.to_string(),
            national: code.national(),
            family: code.family(),
            case: code.case(),
            unit: code.unit().map(str::to_owned),
        })
    }
}

/// Reads the catalogue of a request, and refuses one that has anything wrong with it.
fn catalogue(record: Option<&CatalogueRecord>, csv: Option<&str>) -> Result<Catalogue, Error> {
    let loaded = load(record, csv)?;
    let refused = loaded.complaints().iter().find(|complaint| !complaint.kept).cloned();
    match refused {
        None => Ok(loaded.into_catalogue()),
        Some(complaint) => {
            let path = match (complaint.path, complaint.row) {
                (Some(path), _) => format!("catalogue.{path}"),
                (None, row) => format!("csv row {} {}", row.unwrap_or_default(), complaint.column.unwrap_or_default()),
            };
            let problem = format!("{} ({}); `catalogue_check` lists everything", complaint.message, complaint.code);
            Err(Error::RequestInvalid { path: quote(path.trim()), problem })
        }
    }
}

fn load(record: Option<&CatalogueRecord>, csv: Option<&str>) -> Result<Loaded, Error> {
    match (record, csv) {
        (Some(record), None) => Ok(Catalogue::from_record(record)),
        (None, Some(csv)) => Ok(Catalogue::from_csv(csv.as_bytes())),
        _ => Err(Error::ValueMissing { name: "catalogue".to_owned(), why: "give either `catalogue` or `csv`" }),
    }
}

/// Searches a catalogue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchRequest {
    /// The catalogue in JSON.
    pub catalogue: Option<CatalogueRecord>,
    /// The catalogue as a table.
    pub csv: Option<String>,
    /// Words of the name, or a code.
    pub query: String,
    /// At most so many; 10 if absent.
    pub limit: Option<u32>,
}

/// What was found, the best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchAnswer {
    /// The procedures.
    pub hits: Vec<SearchHit>,
}

/// A procedure that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchHit {
    /// Its identifier.
    pub id: String,
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its field.
    pub field: Option<String>,
    /// How it fits: `code`, `code_prefix`, `phrase`, `all_words`, `all_words_with_field`, `most_words`.
    pub matched: &'static str,
    /// Higher is better.
    pub score: u64,
}

impl SearchRequest {
    /// What fits.
    ///
    /// # Errors
    /// `value_missing` for an empty query or without catalogue, `request_invalid` for a catalogue with something wrong in it.
    pub fn evaluate(&self) -> Result<SearchAnswer, Error> {
        if self.query.trim().is_empty() {
            return Err(Error::ValueMissing { name: "query".to_owned(), why: "there is nothing to look for" });
        }
        let catalogue = catalogue(self.catalogue.as_ref(), self.csv.as_deref())?;
        let limit = self.limit.map_or(10, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let hits = catalogue.search(&self.query, limit).into_iter().map(|hit| SearchHit {
            id: hit.procedure.id.clone(),
            code: hit.procedure.code.as_ref().map(ProcedureCode::to_string),
            name: hit.procedure.name.clone(),
            field: hit.procedure.field.clone(),
            matched: hit.matched.as_str(),
            score: hit.score,
        });
        Ok(SearchAnswer { hits: hits.collect() })
    }
}

/// Reads a catalogue and says what is wrong with it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueCheckRequest {
    /// The text of a JSON file.
    pub json: Option<String>,
    /// The text of a table.
    pub csv: Option<String>,
}

/// What could be read, and what is wrong with the rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CatalogueCheckAnswer {
    /// Procedures that can be used.
    pub procedures: usize,
    /// Versions, or rows, that were there.
    pub read: usize,
    /// Those that can be used.
    pub kept: usize,
    /// What is wrong.
    pub complaints: Vec<Complaint>,
    /// The same in short, a line each: `row 3, limit: unit_unknown` or `procedures[0].name: value_missing`.
    pub places: Vec<String>,
    /// What can be used, for other requests.
    pub catalogue: CatalogueRecord,
    /// The same as a table.
    pub csv: String,
}

impl CatalogueCheckRequest {
    /// What could be read.
    ///
    /// # Errors
    /// `value_missing` unless there is exactly one text.
    pub fn evaluate(&self) -> Result<CatalogueCheckAnswer, Error> {
        let loaded = match (&self.json, &self.csv) {
            (Some(json), None) => Catalogue::from_json(json.as_bytes()),
            (None, Some(csv)) => Catalogue::from_csv(csv.as_bytes()),
            _ => return Err(Error::ValueMissing { name: "csv".to_owned(), why: "give either `json` or `csv`" }),
        };
        Ok(CatalogueCheckAnswer {
            procedures: loaded.catalogue().procedures().len(),
            read: loaded.read(),
            kept: loaded.kept(),
            complaints: loaded.complaints().to_vec(),
            places: loaded.complaints().iter().map(ToString::to_string).collect(),
            catalogue: CatalogueRecord::from(loaded.catalogue()),
            csv: loaded.catalogue().to_csv(),
        })
    }
}

/// Asks which limit applies to a dossier, and with a moment of receipt when it is due.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureLimitRequest {
    /// The catalogue in JSON.
    pub catalogue: Option<CatalogueRecord>,
    /// The catalogue as a table.
    pub csv: Option<String>,
    /// The code or identifier; a code with a case asks for that case unless `case` names one.
    pub code: String,
    /// Day of receipt. Needed unless `received_at` says it.
    pub on: Option<String>,
    /// Moment of receipt, for due dates.
    pub received_at: Option<String>,
    /// `counter`, `online`, `post` or `kiosk`.
    pub channel: Option<String>,
    /// The name of a case.
    pub case: Option<String>,
    /// The name of an area.
    pub area: Option<String>,
    /// Office hours.
    pub hours: Option<Hours>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// The limit that applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProcedureLimitAnswer {
    /// The identifier.
    pub id: String,
    /// The name.
    pub name: String,
    /// First day of force of the version, if it has one.
    pub in_force_from: Option<String>,
    /// Last day of force.
    pub in_force_until: Option<String>,
    /// The limit that binds, in its canonical form or as the text it is.
    pub limit: String,
    /// Which rule chose it: `base`, `channel`, `case`, `area`, `local`.
    pub rule: &'static str,
    /// Whether it names no single amount, so that no due date follows.
    pub undetermined: bool,
    /// The limit of the law.
    pub statutory: String,
    /// Which rule chose that.
    pub statutory_rule: &'static str,
    /// The shortened limit, if there is one.
    pub local: Option<String>,
    /// The time saved, where both have one unit.
    pub time_saved: Option<String>,
    /// The unit of the time saved.
    pub time_saved_unit: Option<&'static str>,
    /// The cut-off rule of the version.
    pub cutoff: Option<&'static str>,
    /// How sure the limit is.
    pub confidence: Option<&'static str>,
    /// Who is competent on that day.
    pub tier: Option<&'static str>,
    /// When it is due.
    pub due_at: Option<String>,
    /// When it would be due by law.
    pub statutory_due_at: Option<String>,
    /// Working days between the two.
    pub working_days_saved: Option<i64>,
}

impl ProcedureLimitRequest {
    /// The limit that applies to a dossier received on that day.
    ///
    /// # Errors
    /// `value_missing` for a procedure the catalogue does not have, a day on which no version is in force, and a version without limit;
    /// `option_unknown` for a channel, case or area; those of [`deadline`](crate::deadline), save that an undetermined limit has no due date.
    pub fn evaluate(&self) -> Result<ProcedureLimitAnswer, Error> {
        let received_at = self.received_at.as_deref().map(parse_moment).transpose()?;
        let on = self.on.as_deref().map(parse_date).transpose()?;
        let channel = self.channel.as_deref().map(Channel::parse).transpose()?;
        let on = match (on, received_at) {
            (Some(on), Some(at)) if at.date() != on => {
                return Err(Error::DateInvalid { value: on.to_string(), expected: "the day of `received_at`" });
            }
            (on, at) => on.or_else(|| at.map(|at| at.date())).ok_or_else(|| Error::ValueMissing {
                name: "on".to_owned(),
                why: "a dossier is pinned to the version in force when it was received",
            })?,
        };
        let catalogue = catalogue(self.catalogue.as_ref(), self.csv.as_deref())?;
        let (procedure, version) = find(&catalogue, &self.code, on)?;
        let number = ProcedureCode::parse(&self.code).ok().and_then(|code| code.case());
        let by_number = number.and_then(|number| version.cases.iter().find(|case| case.number == Some(number)));
        let case = self.case.as_deref().or_else(|| by_number.map(|case| case.name.as_str()));
        let applies = version.limit(Asked { channel, case, area: self.area.as_deref() })?;
        let calendar = CalendarOptions::or_vietnam(self.calendar.as_ref())?;
        let hours = Hours::or_standard(self.hours.as_ref())?;
        let rules = version.counting_rules(hours);
        let known = received_at.filter(|_| !applies.limit().is_undetermined());
        let due = known.map(|at| crate::deadline::deadline(at, applies.limit(), &calendar, &rules)).transpose()?;
        let compared = known.filter(|_| !applies.statutory().is_undetermined());
        let compared = compared.map(|at| applies.compare(at, &calendar, &rules)).transpose()?.flatten();
        let saved = applies.time_saved();
        Ok(ProcedureLimitAnswer {
            id: procedure.id.clone(),
            name: procedure.name.clone(),
            in_force_from: version.from.map(|date| date.to_string()),
            in_force_until: version.until.map(|date| date.to_string()),
            limit: applies.limit().to_string(),
            rule: applies.rule().as_str(),
            undetermined: applies.limit().is_undetermined(),
            statutory: applies.statutory().to_string(),
            statutory_rule: applies.statutory_rule().as_str(),
            local: applies.local().map(ToString::to_string),
            time_saved: saved.map(|(amount, _)| amount.to_string()),
            time_saved_unit: saved.map(|(_, unit)| unit.as_str()),
            cutoff: version.cutoff.and_then(|cutoff| cutoff.rule_id()),
            confidence: version.confidence.map(|confidence| confidence.as_str()),
            tier: version.tier_on(on).map(|tier| tier.as_str()),
            due_at: due.map(|due| moment_text(due.due_at())),
            statutory_due_at: compared.as_ref().map(|compared| moment_text(compared.statutory.due_at())),
            working_days_saved: compared.map(|compared| compared.working_days_saved),
        })
    }
}

fn find<'a>(catalogue: &'a Catalogue, code: &str, on: NaiveDate) -> Result<(&'a Procedure, &'a Version), Error> {
    let missing = |name: String, why| Error::ValueMissing { name, why };
    let procedure = catalogue.get(code).ok_or_else(|| missing(quote(code), "the catalogue has no such procedure"))?;
    let version = procedure.version_on(on);
    let version = version.ok_or_else(|| missing(format!("{} on {on}", quote(code)), "no version is in force on that day"))?;
    Ok((procedure, version))
}

/// Asks what is missing on the board.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompletenessRequest {
    /// The catalogue in JSON.
    pub catalogue: Option<CatalogueRecord>,
    /// The catalogue as a table.
    pub csv: Option<String>,
    /// The day.
    pub on: String,
    /// What must be posted, by codes or identifiers; everything in force if absent.
    pub required: Option<Vec<String>>,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompletenessAnswer {
    /// Procedures with a version in force, each with what it lacks.
    pub procedures: Vec<PostedProcedure>,
    /// Procedures that must be posted and are not.
    pub not_posted: Vec<String>,
    /// How many of those that must be posted are.
    pub posted: Share,
    /// How many of them with every mandatory part.
    pub complete: Share,
}

impl CompletenessRequest {
    /// What is missing.
    ///
    /// # Errors
    /// `date_invalid`, and those of the catalogue.
    pub fn evaluate(&self) -> Result<CompletenessAnswer, Error> {
        let on = parse_date(&self.on)?;
        let catalogue = catalogue(self.catalogue.as_ref(), self.csv.as_deref())?;
        let required: Option<Vec<&str>> = self.required.as_ref().map(|codes| codes.iter().map(String::as_str).collect());
        let found = catalogue.completeness(on, required.as_deref());
        Ok(CompletenessAnswer {
            procedures: found.procedures,
            not_posted: found.not_posted,
            posted: found.posted,
            complete: found.complete,
        })
    }
}

/// Asks whether a procedure was published on time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationRequest {
    /// `ministry`, `province` or `shortened`.
    pub body: String,
    /// The legal document was issued.
    pub issued_on: Option<String>,
    /// It takes effect.
    pub effective_on: Option<String>,
    /// The decision of publication was signed.
    pub decided_on: Option<String>,
    /// The procedure was entered in the national database.
    pub entered_on: Option<String>,
    /// The day to look from.
    pub on: Option<String>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// Whether it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicationAnswer {
    /// Last day for the decision.
    pub decision_due_on: Option<String>,
    /// `on_time`, `late`, `within_term`, `overdue` or `unknown`.
    pub decision: &'static str,
    /// Last day for the entry.
    pub entry_due_on: Option<String>,
    /// The same of the entry.
    pub entry: &'static str,
    /// How sure the rule is: `seen`, `known` or `uncertain`.
    pub confidence: &'static str,
    /// Where it is written.
    pub citations: Vec<String>,
}

impl PublicationRequest {
    /// Whether it was.
    ///
    /// # Errors
    /// Those of [`Publication::check`], `date_invalid`, `option_unknown`.
    pub fn evaluate(&self) -> Result<PublicationAnswer, Error> {
        let date = |text: &Option<String>| text.as_deref().map(parse_date).transpose();
        let body = Body::parse(&self.body)?;
        let dates = PublicationDates {
            issued_on: date(&self.issued_on)?,
            effective_on: date(&self.effective_on)?,
            decided_on: date(&self.decided_on)?,
            entered_on: date(&self.entered_on)?,
        };
        let calendar = CalendarOptions::or_vietnam(self.calendar.as_ref())?;
        let found = Publication::check(body, &dates, date(&self.on)?, &calendar)?;
        Ok(PublicationAnswer {
            decision_due_on: found.decision_due_on.map(|date| date.to_string()),
            decision: found.decision.as_str(),
            entry_due_on: found.entry_due_on.map(|date| date.to_string()),
            entry: found.entry.as_str(),
            confidence: found.confidence.as_str(),
            citations: found.citations.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Asks for the posting board of an office.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoardRequest {
    /// The catalogue in JSON.
    pub catalogue: Option<CatalogueRecord>,
    /// The catalogue as a table.
    pub csv: Option<String>,
    /// The office.
    pub office: BoardOffice,
    /// The day it shows.
    pub on: String,
    /// `a3` (if absent) or `a4`.
    pub paper: Option<String>,
}

/// A board as a page and as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoardAnswer {
    /// The page.
    pub html: String,
    /// The same as data.
    pub board: Board,
}

impl BoardRequest {
    /// The board.
    ///
    /// # Errors
    /// Those of [`Board::new`] and of the catalogue, `date_invalid`, `option_unknown`.
    pub fn evaluate(&self) -> Result<BoardAnswer, Error> {
        let on = parse_date(&self.on)?;
        let paper = self.paper.as_deref().map(BoardPaper::parse).transpose()?.unwrap_or_default();
        let catalogue = catalogue(self.catalogue.as_ref(), self.csv.as_deref())?;
        let board = Board::new(&catalogue, &self.office, on)?;
        Ok(BoardAnswer { html: board.html(paper)?, board })
    }
}
