//! Form 06, since 2025 form 07: the register of a year.

use std::collections::HashSet;

use askama::Template;
use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::control_sheet::lead_agency;
use super::{Case, Edition, Office, no_event, render, words};
use crate::dossier::{Cause, EventKind, State};
use crate::error::Error;
use crate::law::{Citation, Language};
use crate::regime::{FormKind, FormTitle, Regime};
use crate::timeliness::Timeliness;

/// What the first entry of a page may be numbered: from 01 on, as far as an office comes in a year.
const FIRST_NUMBERS: std::ops::RangeInclusive<u32> = 1..=9_999_999;

/// Which book of the register is meant.
#[derive(Clone, Debug)]
pub struct Book {
    /// The regime whose form it is; dossiers under another one are entered all the same.
    pub regime: &'static Regime,
    /// The year; dossiers accepted in another one are refused.
    pub year: i32,
    /// The volume (quyển).
    pub volume: Option<String>,
    /// The number of the first entry; 1, unless the page goes on from another.
    pub first_number: u32,
    /// The moment it describes; a year that is over by then is closed.
    pub as_of: NaiveDateTime,
}

impl Book {
    /// The whole register of a year.
    #[must_use]
    pub const fn new(regime: &'static Regime, year: i32, as_of: NaiveDateTime) -> Self {
        Self { regime, year, volume: None, first_number: 1, as_of }
    }
}

/// One entry of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// The number, continuous within the year.
    pub number: u32,
    /// The place among the dossiers given, from 0.
    pub place: usize,
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
    pub received_at: NaiveDateTime,
    /// The moment promised now; none for a limit without an amount.
    pub due_at: Option<NaiveDateTime>,
    /// When the applicant received the result.
    pub returned_at: Option<NaiveDateTime>,
    /// How the result is received.
    pub way: String,
    /// What to know about it, in Vietnamese.
    pub note: String,
}

/// The register of dossiers (Sổ theo dõi hồ sơ), form 06, since 2025 form 07: opened for a year, closed at its end, numbered throughout.
///
/// Legal basis: Circular 01/2018/TT-VPCP Art. 10.
#[derive(Clone, Debug)]
#[doc(alias = "sổ theo dõi hồ sơ")]
pub struct Register {
    /// Number, title and paper.
    pub title: &'static FormTitle,
    /// The circular with the form.
    pub citation: Citation,
    /// Whether its fields were read.
    pub is_confirmed: bool,
    /// The office, as printed.
    pub office: Office,
    /// The year.
    pub year: i32,
    /// The volume.
    pub volume: Option<String>,
    /// The day it was opened: the first of the year.
    pub opened_on: NaiveDate,
    /// The day it was closed: the last of the year, if the year is over.
    pub closed_on: Option<NaiveDate>,
    /// The entries, by the moment of acceptance.
    pub rows: Vec<RegisterRow>,
}

impl Register {
    /// The register of dossiers, each as it stands at the moment of its case, and what is wrong with those that could not be entered; each
    /// error carries the [index](Error::index) of its dossier.
    ///
    /// Such an error is `value_missing` for a dossier that was not accepted or lacks a particular, `value_out_of_range` for one of another
    /// year, `code_duplicate` for a code entered before, or one of [`Dossier::standing`](crate::Dossier::standing).
    ///
    /// # Errors
    /// `value_missing` without an agency, `date_invalid` for a year that no calendar has, `value_out_of_range` for a first number that
    /// is none.
    pub fn new<'a>(book: &Book, office: &Office, cases: impl IntoIterator<Item = Case<'a>>) -> Result<(Self, Vec<Error>), Error> {
        let outside = || Error::DateInvalid { value: book.year.to_string(), expected: "a year" };
        let day = |month, day| NaiveDate::from_ymd_opt(book.year, month, day).ok_or_else(outside);
        let (opened_on, last) = (day(1, 1)?, day(12, 31)?);
        if !FIRST_NUMBERS.contains(&book.first_number) {
            let (value, bound) = (book.first_number.to_string(), "1 to 9999999");
            return Err(Error::ValueOutOfRange { name: "first_number", value, bound });
        }
        let closed_on = Some(last).filter(|last| book.as_of.date() > *last);
        // The book is the one opened for the year, or under the regime that began within it.
        let edition = Edition::of(book.regime, FormKind::Register, closed_on.unwrap_or(book.as_of.date()).max(opened_on))?;
        let mut register = Self {
            title: edition.title,
            citation: edition.citation,
            is_confirmed: edition.is_confirmed,
            office: office.cleaned(book.regime)?,
            year: book.year,
            volume: super::office::optional(&book.volume),
            opened_on,
            closed_on,
            rows: Vec::new(),
        };
        let (mut complaints, mut codes) = (Vec::new(), HashSet::new());
        for (place, case) in cases.into_iter().enumerate() {
            match register.row(&case, place) {
                Err(error) => complaints.push(error.at("dossiers", place)),
                Ok(row) if codes.contains(&row.code) => {
                    complaints.push(Error::CodeDuplicate { what: "the dossier code", value: row.code }.at("dossiers", place));
                }
                Ok(row) => {
                    codes.insert(row.code.clone());
                    register.rows.push(row);
                }
            }
        }
        register.rows.sort_by_key(|row| row.received_at);
        let mut number = book.first_number;
        for row in &mut register.rows {
            row.number = number;
            number = number.saturating_add(1);
        }
        Ok((register, complaints))
    }

    /// The title, in Vietnamese.
    fn title_vi(&self) -> &'static str {
        self.title.title(Language::Vi)
    }

    /// The circular, in Vietnamese.
    fn basis_vi(&self) -> String {
        super::cite(&self.citation, self.closed_on.unwrap_or(self.opened_on))
    }

    fn row(&self, case: &Case<'_>, place: usize) -> Result<RegisterRow, Error> {
        let standing = case.dossier.standing(case.as_of)?;
        let missing = || no_event("accepted", "the register holds accepted dossiers");
        let received_at = standing.accepted_at().ok_or_else(missing)?;
        if received_at.year() != self.year {
            let value = received_at.to_string();
            let bound = "within the year of the register";
            return Err(Error::ValueOutOfRange { name: "the moment of acceptance", value, bound });
        }
        let returned = case.events()?.into_iter().find(|(_, event)| event.kind == EventKind::Returned);
        let particulars = case.particulars.cleaned()?;
        let who = &particulars.applicant;
        let contact = [who.address.as_deref(), who.phone.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("; ");
        Ok(RegisterRow {
            number: 0,
            place,
            code: particulars.code.to_string(),
            procedure: particulars.procedure.clone(),
            sets: particulars.sets,
            applicant: who.name.clone(),
            contact,
            lead_agency: lead_agency(case, &particulars, &self.office)?,
            received_at,
            due_at: standing.due_at(),
            returned_at: returned.map(|(at, _)| at),
            way: particulars.receive_at.clone().unwrap_or_else(|| "Tại bộ phận một cửa".to_owned()),
            note: note(case, standing.state(), standing.timeliness())?,
        })
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        let first = self.rows.first().map(|row| row.number).unwrap_or_default();
        let last = self.rows.last().map(|row| row.number).unwrap_or_default();
        render(&Page {
            form: self,
            sample,
            opened: words::short_date(self.opened_on),
            closed: self.closed_on.map(words::short_date),
            first: format!("{first:02}"),
            last: format!("{last:02}"),
        })
    }
}

impl RegisterRow {
    fn number(&self) -> String {
        format!("{:02}", self.number)
    }

    fn received(&self) -> String {
        words::short_moment(self.received_at)
    }

    fn due(&self) -> String {
        self.due_at.map(words::short_moment).unwrap_or_default()
    }

    fn returned(&self) -> String {
        self.returned_at.map(words::short_moment).unwrap_or_default()
    }
}

/// What became of a dossier, where it is more than "in term".
fn note(case: &Case<'_>, state: State, timeliness: Timeliness) -> Result<String, Error> {
    let mut notes = Vec::new();
    notes.extend(match state {
        State::Rejected => Some("Từ chối giải quyết".to_owned()),
        State::Withdrawn => Some("Người nộp rút hồ sơ".to_owned()),
        State::Stopped => Some("Dừng giải quyết".to_owned()),
        State::AwaitingSupplement => Some("Chờ bổ sung".to_owned()),
        State::Suspended => Some("Tạm dừng".to_owned()),
        _ => None,
    });
    if !matches!(timeliness, Timeliness::None | Timeliness::WithinTerm) {
        notes.push(timeliness.name(Language::Vi).to_owned());
    }
    let promises = case.dossier.promises(case.as_of)?;
    if promises.iter().any(|promise| promise.cause() == Cause::Rescheduled)
        && let Some(first) = promises.first()
    {
        notes.push(format!("Đã xin lỗi và hẹn lại; hẹn lần đầu {}", words::short_date(first.due_on())));
    }
    let rounds = case.dossier.rounds(case.as_of)?.len();
    if rounds > 0 {
        notes.push(format!("Yêu cầu bổ sung {rounds} lần"));
    }
    Ok(notes.join("; "))
}

#[derive(Template)]
#[template(path = "form/register.html")]
struct Page<'a> {
    form: &'a Register,
    sample: bool,
    opened: String,
    closed: Option<String>,
    first: String,
    last: String,
}
