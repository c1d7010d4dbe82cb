//! The register: many logs in, one book out.

use serde::{Deserialize, Serialize};

use super::answer::{Texts, date, maybe_date, maybe_moment};
use super::form::refuse_foreign;
use super::{DossierRequest, ParticularsShape, moment_text, parse_moment};
use crate::dossier::Dossier;
use crate::error::Error;
use crate::form::{Book, Case, Office, Particulars, Register, RegisterRow};
use crate::regime::Regime;

/// The register of a year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterRequest {
    /// Whose register it is.
    pub office: Office,
    /// The regime whose form it is; that in force on the day of `as_of`, if absent.
    pub regime: Option<String>,
    /// The year.
    pub year: i32,
    /// The dossiers; each is entered as it stands at its own `as_of`.
    pub dossiers: Vec<RegisterEntry>,
    /// The moment the book describes; a year that is over by then is closed.
    pub as_of: String,
    /// The volume.
    pub volume: Option<String>,
    /// The number of the first entry; 1, if absent.
    pub first_number: Option<u32>,
    /// Whether the page carries the word "MẪU".
    pub sample: Option<bool>,
}

/// One dossier to enter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterEntry {
    /// The dossier, and the moment at which it is looked at.
    pub dossier: DossierRequest,
    /// What the log does not hold.
    pub particulars: ParticularsShape,
}

impl RegisterEntry {
    fn build(&self) -> Result<(Dossier, chrono::NaiveDateTime, Particulars), Error> {
        let particulars = self.particulars.build()?;
        refuse_foreign(&self.dossier, "dossier")?;
        let (dossier, as_of) = self.dossier.build()?;
        Ok((dossier, as_of, particulars))
    }
}

/// One entry of the register.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterRowAnswer {
    /// The number, continuous within the year.
    pub number: u32,
    /// Which of the dossiers given, from 0.
    pub dossier: usize,
    /// The dossier code.
    pub code: String,
    /// The procedure.
    pub procedure: String,
    /// Sets handed in.
    pub sets: u32,
    /// Who applies.
    pub applicant: String,
    /// Address and telephone number.
    pub contact: String,
    /// The agency that decides.
    pub lead_agency: String,
    /// When it was accepted.
    pub received_at: String,
    /// The moment promised now.
    pub due_at: Option<String>,
    /// When the applicant received the result.
    pub returned_at: Option<String>,
    /// How the result is received.
    pub way: String,
    /// What to know about it, in Vietnamese.
    pub note: String,
}

impl RegisterRowAnswer {
    fn new(row: &RegisterRow, places: &[usize]) -> Self {
        Self {
            number: row.number,
            dossier: places.get(row.place).copied().unwrap_or_default(),
            code: row.code.clone(),
            procedure: row.procedure.clone(),
            sets: row.sets,
            applicant: row.applicant.clone(),
            contact: row.contact.clone(),
            lead_agency: row.lead_agency.clone(),
            received_at: moment_text(row.received_at),
            due_at: maybe_moment(row.due_at),
            returned_at: maybe_moment(row.returned_at),
            way: row.way.clone(),
            note: row.note.clone(),
        }
    }
}

/// Why a dossier could not be entered.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterComplaint {
    /// Which dossier, from 0.
    pub dossier: usize,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
}

/// The register with its page.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterAnswer {
    /// The regime whose form it is.
    pub regime: &'static str,
    /// The number of the form.
    pub number: Option<&'static str>,
    /// The title.
    pub title: Texts,
    /// What it is printed on, landscape.
    pub paper: &'static str,
    /// Number of the circular.
    pub instrument: Option<&'static str>,
    /// Whether its fields were read in that text.
    pub is_confirmed: bool,
    /// The year.
    pub year: i32,
    /// The day the book was opened.
    pub opened_on: String,
    /// The day it was closed.
    pub closed_on: Option<String>,
    /// The entries, by the moment of acceptance.
    pub rows: Vec<RegisterRowAnswer>,
    /// Why dossiers could not be entered; the others are.
    pub complaints: Vec<RegisterComplaint>,
    /// The page to print.
    pub html: String,
}

impl RegisterRequest {
    /// The register.
    ///
    /// # Errors
    /// `date_invalid`, `option_unknown`, `date_out_of_range` for a moment before the first regime, `value_missing` without an agency,
    /// `value_out_of_range` for a `first_number` that is none. A dossier that cannot be entered is a complaint, and the others are kept.
    pub fn evaluate(&self) -> Result<RegisterAnswer, Error> {
        let as_of = parse_moment(&self.as_of)?;
        let regime = self.regime.as_deref().map_or_else(|| Regime::on(as_of.date()), Regime::parse)?;
        let volume = self.volume.clone();
        let first_number = self.first_number.unwrap_or(1);
        let book = Book { regime, year: self.year, volume, first_number, as_of };
        let (mut places, mut read, mut complaints) = (Vec::new(), Vec::new(), Vec::new());
        for (place, entry) in self.dossiers.iter().enumerate() {
            match entry.build() {
                Ok(built) => {
                    places.push(place);
                    read.push(built);
                }
                Err(error) => complaints.push(complaint(place, &error)),
            }
        }
        let cases = read.iter().map(|(dossier, as_of, particulars)| Case { dossier, as_of: *as_of, particulars });
        let (register, refused) = Register::new(&book, &self.office, cases)?;
        complaints.extend(refused.iter().map(|error| {
            let place = error.index().and_then(|index| places.get(index)).copied();
            let inner = if let Error::InItem { error, .. } = error { error } else { error };
            complaint(place.unwrap_or_default(), inner)
        }));
        complaints.sort_by_key(|complaint| complaint.dossier);
        Ok(RegisterAnswer {
            regime: regime.id(),
            number: register.title.number(),
            title: Texts::new(|language| register.title.title(language).to_owned()),
            paper: register.title.paper().as_str(),
            instrument: register.citation.instrument().and_then(|instrument| instrument.number()),
            is_confirmed: register.is_confirmed,
            year: register.year,
            opened_on: date(register.opened_on),
            closed_on: maybe_date(register.closed_on),
            rows: register.rows.iter().map(|row| RegisterRowAnswer::new(row, &places)).collect(),
            complaints,
            html: register.html(self.sample.unwrap_or_default())?,
        })
    }
}

fn complaint(dossier: usize, error: &Error) -> RegisterComplaint {
    RegisterComplaint { dossier, code: error.code(), message: error.to_string() }
}
