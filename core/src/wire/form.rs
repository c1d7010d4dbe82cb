//! Forms: a log in, typed data and a page to print out.

use serde::{Deserialize, Serialize};

use super::answer::{CitationAnswer, Texts, date, maybe_date, maybe_moment};
use super::{DossierRequest, moment_text, parse_moment};
use crate::dossier::{Dossier, DossierCode};
use crate::error::Error;
use crate::form::{
    Applicant, Case, ControlRow, Form, FormOptions, Indicator, Line, Office, Officer, Particulars, Stage, SubmittedPaper,
};
use crate::law::Language;
use crate::regime::FormKind;

/// A form about one dossier.
///
/// ```
/// use motcua::wire::FormRequest;
///
/// let json = r#"{"form": "appointment_slip", "office": {"agency": "ỦY BAN NHÂN DÂN XÃ TRIỆU ĐỘ", "place": "Triệu Độ"},
///     "particulars": {"code": "H01.187-260706-0012", "procedure": "Đăng ký khai sinh", "applicant": {"name": "NGUYỄN VĂN A (mẫu)"}},
///     "dossier": {"limit": "5 ngày làm việc", "as_of": "2026-07-06T09:00:00", "events": [
///         {"at": "2026-07-06T08:00:00", "kind": "submitted"}, {"at": "2026-07-06T08:10:00", "kind": "accepted"}]}}"#;
/// let request: FormRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.number, answer.paper, answer.due_on.as_deref()), (Some("01"), "A5", Some("2026-07-13")));
/// assert!(answer.html.starts_with("<!DOCTYPE html>"));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormRequest {
    /// Which form; any but `register`.
    pub form: String,
    /// The dossier, and the moment at which the form is filled in.
    pub dossier: DossierRequest,
    /// Who gives it out.
    pub office: Office,
    /// What the log does not hold.
    pub particulars: ParticularsShape,
    /// Of `supplement_request`: which round, from 0; the last, if absent.
    pub round: Option<usize>,
    /// Of `control_sheet`: units with due moments of their own.
    pub stages: Option<Vec<StageShape>>,
    /// Whether the page carries the word "MẪU".
    pub sample: Option<bool>,
}

/// A unit with a due moment of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageShape {
    /// The unit, named as in the log; `one_stop` for the one-stop shop.
    pub unit: String,
    /// By when it is done.
    pub due_at: String,
}

/// What the log of a dossier does not hold and its forms need.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParticularsShape {
    /// The dossier code.
    pub code: String,
    /// The national code of the procedure.
    pub procedure_code: Option<String>,
    /// The procedure.
    pub procedure: String,
    /// What is asked for; the procedure, if absent.
    pub request: Option<String>,
    /// Who applies.
    pub applicant: Applicant,
    /// Whose dossier it is, if somebody else's.
    pub owner: Option<String>,
    /// What was handed in.
    pub papers: Option<Vec<SubmittedPaper>>,
    /// How many sets of it; 1, if absent.
    pub sets: Option<u32>,
    /// Where and how the result is given; at the one-stop shop, if absent.
    pub receive_at: Option<String>,
    /// Who receives the dossier and is asked about it.
    pub officer: Option<Officer>,
    /// The agency that decides; the last unit in the log, or the office, if absent.
    pub lead_agency: Option<String>,
    /// The number of the form among those the office gives out.
    pub document_number: Option<String>,
    /// The volume of the register.
    pub book: Option<String>,
    /// The number in the register.
    pub book_number: Option<String>,
}

impl ParticularsShape {
    /// The particulars.
    ///
    /// # Errors
    /// `code_invalid`.
    pub fn build(&self) -> Result<Particulars, Error> {
        Ok(Particulars {
            code: DossierCode::parse(&self.code)?,
            procedure_code: self.procedure_code.clone(),
            procedure: self.procedure.clone(),
            request: self.request.clone(),
            applicant: self.applicant.clone(),
            owner: self.owner.clone(),
            papers: self.papers.clone().unwrap_or_default(),
            sets: self.sets.unwrap_or(1),
            receive_at: self.receive_at.clone(),
            officer: self.officer.clone(),
            lead_agency: self.lead_agency.clone(),
            document_number: self.document_number.clone(),
            book: self.book.clone(),
            book_number: self.book_number.clone(),
        })
    }
}

impl FormRequest {
    /// The form with its page.
    ///
    /// # Errors
    /// Those of the parts, what is misspelt first; then those of [`Form::new`]. `field_unknown` for `reading` and `what_if`: a form is about
    /// a log that keeps the rules, as it is.
    pub fn evaluate(&self) -> Result<FormAnswer, Error> {
        let kind = FormKind::parse(&self.form)?;
        let read = |stage: &StageShape| Ok::<_, Error>(Stage { unit: stage.unit.clone(), due_at: parse_moment(&stage.due_at)? });
        let stages = self.stages.iter().flatten().enumerate();
        let stages: Result<_, Error> =
            stages.map(|(place, stage)| read(stage).map_err(|error: Error| error.at("stages", place))).collect();
        let particulars = self.particulars.build()?;
        let options = FormOptions { round: self.round, stages: stages? };
        refuse_foreign(&self.dossier, "dossier")?;
        let (dossier, as_of) = self.dossier.build().map_err(in_dossier)?;
        let case = Case { dossier: &dossier, as_of, particulars: &particulars };
        let form = Form::new(kind, &case, &self.office, &options).map_err(in_dossier)?;
        FormAnswer::new(&form, &dossier, self.sample.unwrap_or_default())
    }
}

/// The log lies one level deeper here than in a question about a dossier.
fn in_dossier(error: Error) -> Error {
    match error {
        Error::InItem { list: "events", index, error } => Error::InItem { list: "dossier.events", index, error },
        error => error,
    }
}

/// Refuses what asks for another answer than a form.
pub(super) fn refuse_foreign(request: &DossierRequest, path: &str) -> Result<(), Error> {
    let given = [("reading", request.reading.is_some()), ("what_if", request.what_if.is_some())];
    match given.into_iter().find(|(_, given)| *given) {
        Some((name, _)) => Err(Error::FieldUnknown { path: format!("{path}.{name}") }),
        None => Ok(()),
    }
}

/// One line as printed.
#[derive(Clone, Debug, Serialize)]
pub struct LineAnswer {
    /// The stable name.
    pub name: &'static str,
    /// What is printed in front.
    pub label: &'static str,
    /// What it says; empty where it is filled in by hand.
    pub value: String,
}

impl From<Line> for LineAnswer {
    fn from(line: Line) -> Self {
        let Line { name, label, value } = line;
        Self { name, label, value }
    }
}

/// One row of the control sheet.
#[derive(Clone, Debug, Serialize)]
pub struct ControlRowAnswer {
    /// The unit, as printed.
    pub unit: String,
    /// Who answers for it.
    pub officer: Option<String>,
    /// Who stands in.
    pub backup: Option<String>,
    /// When it took the dossier over.
    pub received_at: Option<String>,
    /// When it handed the dossier on.
    pub handed_on_at: Option<String>,
    /// By when it was to be done, where that is known.
    pub due_at: Option<String>,
    /// `early`, `on_time`, `late`, `within_term`, `overdue` or `none`.
    pub result: &'static str,
    /// Office hours used.
    pub working_seconds: i64,
    /// What to know about it.
    pub note: String,
}

impl From<&ControlRow> for ControlRowAnswer {
    fn from(row: &ControlRow) -> Self {
        Self {
            unit: row.unit.clone(),
            officer: row.officer.clone(),
            backup: row.backup.clone(),
            received_at: maybe_moment(row.received_at),
            handed_on_at: maybe_moment(row.handed_on_at),
            due_at: maybe_moment(row.due_at),
            result: row.result.as_str(),
            working_seconds: row.working_seconds,
            note: row.note.clone(),
        }
    }
}

/// One question of the opinion form.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorAnswer {
    /// Its number, 1 to 9.
    pub number: u8,
    /// Who answers it: `citizen` or `unit`.
    pub part: &'static str,
    /// The question.
    pub question: Texts,
    /// The answers worth 2, 1 and 0.
    pub answers: Vec<Texts>,
}

impl From<&Indicator> for IndicatorAnswer {
    fn from(indicator: &Indicator) -> Self {
        let (vi, en) = (indicator.answers(Language::Vi), indicator.answers(Language::En));
        Self {
            number: indicator.number(),
            part: indicator.part().as_str(),
            question: Texts::new(|language| indicator.question(language).to_owned()),
            answers: vi.into_iter().zip(en).map(|(vi, en)| Texts { vi: vi.to_owned(), en: en.to_owned() }).collect(),
        }
    }
}

/// A form: what it says, and the page to print. What a form does not have is null or empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FormAnswer {
    /// Which form.
    pub kind: &'static str,
    /// The regime of the dossier.
    pub regime: &'static str,
    /// The number of the form, if it has one.
    pub number: Option<&'static str>,
    /// The title.
    pub title: Option<Texts>,
    /// What it is printed on.
    pub paper: &'static str,
    /// Number of the circular or decree it belongs to.
    pub instrument: Option<&'static str>,
    /// Where the form, or the duty to give it out, is written.
    pub citation: Option<CitationAnswer>,
    /// Whether its fields were read in that text.
    pub is_confirmed: bool,
    /// The dossier code.
    pub code: String,
    /// The day it is dated.
    pub dated_on: String,
    /// When the dossier was accepted.
    pub received_at: Option<String>,
    /// The limit, in Vietnamese.
    pub limit: Option<String>,
    /// The day promised: of the apology the one not kept, of the early notice the one that need not be waited for.
    pub due_on: Option<String>,
    /// The moment promised.
    pub due_at: Option<String>,
    /// The moment first promised, where a supplement moved it.
    pub first_due_at: Option<String>,
    /// Why the result is due then, in Vietnamese.
    pub reasons: Vec<String>,
    /// Whether a rule of law wants the hour on the slip.
    pub must_state_hour: bool,
    /// When it was asked for, refused, stopped or ready.
    pub happened_at: Option<String>,
    /// Which request to supplement, from 0.
    pub round: Option<usize>,
    /// What is to be supplemented.
    pub items: Vec<String>,
    /// The written reason.
    pub reason: Option<String>,
    /// The new date of an apology.
    pub new_due_on: Option<String>,
    /// Who signs an apology.
    pub signer: Option<String>,
    /// The agency that apologises; of the control sheet the one that decides.
    pub agency: Option<String>,
    /// The rows of the control sheet.
    pub rows: Vec<ControlRowAnswer>,
    /// Of the control sheet, the whole dossier: `early`, `on_time`, `late`, `within_term`, `overdue` or `none`.
    pub result: Option<&'static str>,
    /// The questions of the opinion form.
    pub questions: Vec<IndicatorAnswer>,
    /// What it rests on.
    pub citations: Vec<CitationAnswer>,
    /// Its lines as printed.
    pub fields: Vec<LineAnswer>,
    /// The page to print.
    pub html: String,
}

impl FormAnswer {
    fn new(form: &Form, dossier: &Dossier, sample: bool) -> Result<Self, Error> {
        let head = form.head();
        let answer = Self {
            kind: head.title.kind().as_str(),
            regime: dossier.terms().regime().id(),
            number: head.title.number(),
            title: Some(Texts::new(|language| head.title.title(language).to_owned())),
            paper: head.title.paper().as_str(),
            instrument: head.instrument.number(),
            citation: Some(CitationAnswer::from(&head.citation)),
            is_confirmed: head.is_confirmed,
            code: head.particulars.code.to_string(),
            dated_on: date(head.dated_on),
            fields: form.lines().into_iter().map(LineAnswer::from).collect(),
            html: form.html(sample)?,
            ..Self::default()
        };
        let due = |due: Option<chrono::NaiveDateTime>| (maybe_date(due.map(|due| due.date())), maybe_moment(due));
        Ok(match form {
            Form::AppointmentSlip(slip) => {
                let (due_on, due_at) = due(slip.due_at);
                Self {
                    received_at: Some(moment_text(slip.received_at)),
                    limit: Some(slip.limit.clone()),
                    due_on,
                    due_at,
                    first_due_at: maybe_moment(slip.first_due_at),
                    reasons: slip.reasons.clone(),
                    must_state_hour: slip.must_state_hour,
                    citations: super::answer::citations(&slip.citations),
                    ..answer
                }
            }
            Form::SupplementRequest(request) => Self {
                happened_at: Some(moment_text(request.requested_at)),
                round: Some(request.round),
                items: request.items.clone(),
                reason: Some(request.reason.clone()),
                citations: super::answer::citations(&request.citation),
                ..answer
            },
            Form::Refusal(refusal) => Self {
                received_at: maybe_moment(refusal.accepted_at),
                happened_at: Some(moment_text(refusal.refused_at)),
                reason: Some(refusal.reason.clone()),
                ..answer
            },
            Form::Apology(apology) => {
                let (due_on, due_at) = due(Some(apology.promised_at));
                Self {
                    received_at: maybe_moment(apology.received_at),
                    due_on,
                    due_at,
                    happened_at: maybe_moment(apology.decided_at),
                    reason: apology.reason.clone(),
                    new_due_on: maybe_date(apology.new_due_on),
                    signer: apology.signer.clone(),
                    agency: Some(apology.responsible.clone()),
                    citations: super::answer::citations([&apology.citation]),
                    ..answer
                }
            }
            Form::StopNotice(notice) => Self {
                received_at: maybe_moment(notice.received_at),
                happened_at: Some(moment_text(notice.stopped_at)),
                reason: Some(notice.reason.clone()),
                ..answer
            },
            Form::ControlSheet(sheet) => {
                let (due_on, due_at) = due(sheet.due_at);
                Self {
                    received_at: maybe_moment(sheet.received_at),
                    due_on,
                    due_at,
                    agency: Some(sheet.lead_agency.clone()),
                    rows: sheet.rows.iter().map(ControlRowAnswer::from).collect(),
                    result: Some(sheet.result.as_str()),
                    ..answer
                }
            }
            Form::OpinionForm(form) => Self {
                questions: form.indicators.iter().map(IndicatorAnswer::from).collect(),
                citations: super::answer::citations(&form.citations),
                ..answer
            },
            Form::EarlyReturnNotice(notice) => {
                let (due_on, due_at) = due(Some(notice.due_at));
                Self {
                    received_at: maybe_moment(notice.received_at),
                    due_on,
                    due_at,
                    happened_at: Some(moment_text(notice.ready_at)),
                    ..answer
                }
            }
        })
    }
}
