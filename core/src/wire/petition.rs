//! Petitions across a boundary: one petition with its log, the register, hotline and mailbox, the printed register.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{CalendarOptions, Hours, Limit, moment_text, parse_moment};
use crate::error::{Error, quote};
use crate::law::Language;
use crate::petition::{Channel, Class, Duty, Event, EventKind, Form, Petition, Rules, Status, Unconfirmed, Violation};
use crate::reading::Reading;

mod contact;
mod register;

pub use self::contact::{CallOptions, ContactRecordAnswer, ContactRecordRequest, DraftAnswer, OpeningOptions};
pub use self::register::{OwedAnswer, PetitionRegisterAnswer, PetitionRegisterRequest, PetitionsPageRequest, SharesAnswer};

/// The answer of an operation that renders a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageAnswer {
    /// What the page is called.
    pub title: String,
    /// The page: one HTML document without scripts, nothing loaded from elsewhere.
    pub html: String,
}

/// A petition with its log.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionOptions {
    /// Its number in the register.
    pub id: String,
    /// `written`, `phone` or `opinion_form`.
    pub form: String,
    /// `direct`, `post`, `email`, `portal`, `mailbox` or `hotline`.
    pub channel: String,
    /// Who sent it.
    pub name: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What it says.
    pub content: Option<String>,
    /// What may be published of it.
    pub summary: Option<String>,
    /// What happened, in order.
    pub events: Vec<PetitionEventOptions>,
}

/// An event of a petition's log. Fields that its kind does not have are refused.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionEventOptions {
    /// When.
    pub at: String,
    /// A name of [`EventKind::NAMES`].
    pub kind: String,
    /// `received`: who took it.
    pub by: Option<String>,
    /// `classified`, `reclassified`: as what.
    pub class: Option<String>,
    /// `classified`, `reclassified`, `reraised`: why.
    pub reason: Option<String>,
    /// `classified`, `reclassified`: who is to handle it.
    pub handler: Option<String>,
    /// `transferred`: to whom.
    pub to: Option<String>,
    /// `answered`: the answer.
    pub answer: Option<String>,
    /// `published`: how.
    pub means: Option<Vec<String>>,
    /// `evaluated`: whether content.
    pub satisfied: Option<bool>,
}

/// A petition as it was read, with what could not be.
pub(super) struct ReadPetition {
    pub(super) petition: Petition,
    /// For each event that could be read its place in the log.
    places: Vec<usize>,
    unreadable: Vec<Violation>,
}

impl PetitionOptions {
    /// The petition. Read leniently, an event that cannot be read is noted and left out.
    pub(super) fn read(&self, reading: Reading) -> Result<ReadPetition, Error> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut petition = Petition {
            id: self.id.clone(),
            form: Form::parse(&self.form)?,
            channel: Channel::parse(&self.channel)?,
            name: text(&self.name),
            address: text(&self.address),
            phone: text(&self.phone),
            email: text(&self.email),
            content: text(&self.content),
            summary: text(&self.summary),
            events: Vec::with_capacity(self.events.len()),
        };
        let (mut places, mut unreadable) = (Vec::new(), Vec::new());
        for (index, event) in self.events.iter().enumerate() {
            match event.read() {
                Ok(event) => {
                    petition.events.push(event);
                    places.push(index);
                }
                Err(error) if reading == Reading::Lenient => unreadable.push(Violation { event: Some(index), error }),
                Err(error) => return Err(error.at("events", index)),
            }
        }
        Ok(ReadPetition { petition, places, unreadable })
    }
}

impl ReadPetition {
    /// What cannot be read of a petition that has no reception that can be: without one it would be in no register, and nobody told.
    pub(super) fn lost_reception(&self) -> Option<Error> {
        let has_reception = self.petition.events.iter().any(|event| matches!(event.kind, EventKind::Received { .. }));
        let Violation { event, error } = self.unreadable.first().filter(|_| !has_reception)?;
        Some(event.map_or_else(|| error.clone(), |index| error.clone().at("events", index)))
    }

    /// All that is wrong with the log, by its events as they were given.
    pub(super) fn violations(&self, status: &Status) -> Vec<ViolationAnswer> {
        let placed = status.violations().iter().map(|violation| Violation {
            event: violation.event.and_then(|event| self.places.get(event).copied()),
            error: violation.error.clone(),
        });
        let mut all: Vec<_> = placed.chain(self.unreadable.iter().cloned()).collect();
        all.sort_by_key(|violation| violation.event);
        all.into_iter()
            .map(|Violation { event, error }| ViolationAnswer { event, code: error.code(), message: error.to_string() })
            .collect()
    }
}

impl PetitionEventOptions {
    fn read(&self) -> Result<Event, Error> {
        let mut rest = self.clone();
        let text = |field: &mut Option<String>| field.take().unwrap_or_default();
        let needed = |name: &str| Error::ValueMissing { name: name.to_owned(), why: "this kind of event needs it" };
        let kind = match self.kind.as_str() {
            "received" => EventKind::Received { by: text(&mut rest.by) },
            "classified" | "reclassified" => {
                let class = Class::parse(&rest.class.take().ok_or_else(|| needed("class"))?)?;
                let (reason, handler) = (text(&mut rest.reason), text(&mut rest.handler));
                if self.kind == "classified" {
                    EventKind::Classified { class, reason, handler }
                } else {
                    EventKind::Reclassified { class, reason, handler }
                }
            }
            "transferred" => EventKind::Transferred { to: text(&mut rest.to) },
            "progress_asked" => EventKind::ProgressAsked,
            "progress_told" => EventKind::ProgressTold,
            "answered" => EventKind::Answered { answer: text(&mut rest.answer) },
            "published" => EventKind::Published { means: rest.means.take().unwrap_or_default() },
            "evaluated" => EventKind::Evaluated { satisfied: rest.satisfied.take().ok_or_else(|| needed("satisfied"))? },
            "reraised" => EventKind::Reraised { reason: text(&mut rest.reason) },
            "rejection_notified" => EventKind::RejectionNotified,
            "closed" => EventKind::Closed,
            other => return Err(Error::EventUnknown { kind: quote(other), of: "a petition" }),
        };
        let at = parse_moment(&self.at)?;
        match rest.misplaced() {
            Some(field) => Err(Error::FieldUnknown { path: field.to_owned() }),
            None => Ok(Event { at, kind }),
        }
    }

    /// A field that no event of this kind has.
    fn misplaced(&self) -> Option<&'static str> {
        let fields = [
            ("by", self.by.is_some()),
            ("class", self.class.is_some()),
            ("reason", self.reason.is_some()),
            ("handler", self.handler.is_some()),
            ("to", self.to.is_some()),
            ("answer", self.answer.is_some()),
            ("means", self.means.is_some()),
            ("satisfied", self.satisfied.is_some()),
        ];
        fields.into_iter().find_map(|(name, given)| given.then_some(name))
    }
}

/// What an office decides about its petitions; borrowed from a request.
pub(super) struct RuleOptions<'a> {
    pub(super) answer_limit: Option<&'a Limit>,
    pub(super) hours: Option<&'a Hours>,
    pub(super) calendar: Option<&'a CalendarOptions>,
}

impl RuleOptions<'_> {
    pub(super) fn build(&self) -> Result<Rules, Error> {
        Ok(Rules {
            answer_limit: self.answer_limit.map(Limit::build).transpose()?,
            hours: Hours::or_standard(self.hours)?,
            calendar: CalendarOptions::or_vietnam(self.calendar)?,
        })
    }
}

/// How a petition stands at a moment.
///
/// ```
/// use motcua::wire::petition::PetitionRequest;
///
/// let json = r#"{"petition": {"id": "PA-1", "form": "phone", "channel": "hotline", "name": "NGUYỄN VĂN A (mẫu)", "phone": "0000",
///     "content": "Đèn đường không sáng", "events": [{"at": "2026-04-24T10:00:00", "kind": "received"}]}, "as_of": "2026-04-24T11:00:00"}"#;
/// let request: PetitionRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.state, answer.owes), ("received", vec!["classification"]));
/// assert_eq!(answer.unconfirmed[0].id, "answer_limit");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionRequest {
    /// The petition with its log.
    pub petition: PetitionOptions,
    /// The moment asked about.
    pub as_of: String,
    /// `strict` (default) or `lenient`.
    pub reading: Option<String>,
    /// Within what time the office answers what is its own; without it no answer is due.
    pub answer_limit: Option<Limit>,
    /// Office hours.
    pub hours: Option<Hours>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

impl PetitionRequest {
    /// The answer.
    ///
    /// # Errors
    /// As [`Petition::status`] and the parts of the request; `event_unknown`, `option_unknown`, `value_missing`, `date_invalid` and `field_unknown` of an
    /// event with its index.
    pub fn evaluate(&self) -> Result<PetitionAnswer, Error> {
        let reading = read_reading(self.reading.as_deref())?;
        let as_of = parse_moment(&self.as_of)?;
        let rules = RuleOptions {
            answer_limit: self.answer_limit.as_ref(),
            hours: self.hours.as_ref(),
            calendar: self.calendar.as_ref(),
        };
        let rules = rules.build()?;
        let read = self.petition.read(reading).map_err(within_petition)?;
        let status = read.petition.status(as_of, &rules, reading).map_err(within_petition)?;
        Ok(PetitionAnswer::new(&read, &status))
    }
}

/// The events of a petition stand one level below the request.
fn within_petition(error: Error) -> Error {
    match error {
        Error::InItem { list: "events", index, error } => Error::InItem { list: "petition.events", index, error },
        error => error,
    }
}

fn read_reading(text: Option<&str>) -> Result<Reading, Error> {
    Ok(text.map(Reading::parse).transpose()?.unwrap_or_default())
}

/// How a petition stands. Moments and dates as text; null where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PetitionAnswer {
    /// Its number.
    pub id: String,
    /// Where it stands.
    pub state: &'static str,
    /// What it was classified as.
    pub class: Option<&'static str>,
    /// Why; null when the log does not say.
    pub reason: Option<String>,
    /// When it came in.
    pub received_at: Option<String>,
    /// Who has it in hand.
    pub holder: Option<PetitionHolderAnswer>,
    /// By when it is to be passed on, if it may have to be.
    pub transfer_due_on: Option<String>,
    /// The same as a moment.
    pub transfer_due_at: Option<String>,
    /// When it was passed on.
    pub transferred_at: Option<String>,
    /// How the two compare.
    pub transfer_timeliness: &'static str,
    /// By when it is to be answered, if the office has a limit for that.
    pub answer_due_on: Option<String>,
    /// The same as a moment.
    pub answer_due_at: Option<String>,
    /// When it was answered, unless raised again since.
    pub answered_at: Option<String>,
    /// How the two compare.
    pub answer_timeliness: &'static str,
    /// Whether an answer came late, be it one raised again since.
    pub was_late: bool,
    /// When the answer was first published.
    pub published_at: Option<String>,
    /// How.
    pub published_by: Vec<String>,
    /// Whether the sender is content.
    pub satisfied: Option<bool>,
    /// How often the sender came back.
    pub times_reraised: u32,
    /// When the sender was last told how it stands.
    pub progress_told_at: Option<String>,
    /// What the office owes, by name.
    pub owes: Vec<&'static str>,
    /// The same with due moments and legal basis.
    pub duties: Vec<PetitionDutyAnswer>,
    /// The weakest class of days a due date rests on; null when nothing is due.
    pub certainty: Option<&'static str>,
    /// What it rests on without a text.
    pub unconfirmed: Vec<UnconfirmedAnswer>,
    /// The rules the log breaks; empty when read strictly.
    pub violations: Vec<ViolationAnswer>,
}

/// Who has a petition in hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PetitionHolderAnswer {
    /// As the log names it; null when it does not.
    pub name: Option<String>,
    /// Since when.
    pub since: String,
}

/// A duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PetitionDutyAnswer {
    /// Which.
    pub kind: &'static str,
    /// By when, where anything says so.
    pub due_at: Option<String>,
    /// `within_term`, `overdue` or `none`.
    pub timeliness: &'static str,
    /// Its basis in Vietnamese.
    pub basis_vi: String,
    /// Its basis in English.
    pub basis_en: String,
    /// How sure the basis is.
    pub confidence: &'static str,
}

/// Something no text was found to settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnconfirmedAnswer {
    /// What.
    pub id: &'static str,
    /// Why, in Vietnamese.
    pub reason_vi: &'static str,
    /// Why, in English.
    pub reason_en: &'static str,
}

/// A rule a log breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ViolationAnswer {
    /// Which event, from 0; null when the intake breaks it.
    pub event: Option<usize>,
    /// The stable code.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

impl PetitionAnswer {
    pub(super) fn new(read: &ReadPetition, status: &Status) -> Self {
        let moment = |at: Option<NaiveDateTime>| at.map(moment_text);
        let date = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let (transfer, answer) = (status.transfer(), status.answer());
        let deadlines = [transfer.deadline(), answer.deadline()];
        Self {
            id: read.petition.id.clone(),
            state: status.state().as_str(),
            class: status.class().map(Class::as_str),
            reason: Some(status.reason().to_owned()).filter(|reason| !reason.trim().is_empty()),
            received_at: moment(status.received_at()),
            holder: status.holder().map(|holder| PetitionHolderAnswer { name: holder.name, since: moment_text(holder.since) }),
            transfer_due_on: date(transfer.due_on()),
            transfer_due_at: moment(transfer.due_at()),
            transferred_at: moment(status.transferred_at()),
            transfer_timeliness: transfer.timeliness().as_str(),
            answer_due_on: date(answer.due_on()),
            answer_due_at: moment(answer.due_at()),
            answered_at: moment(answer.done_at()),
            answer_timeliness: answer.timeliness().as_str(),
            was_late: status.was_late(),
            published_at: moment(status.published_at()),
            published_by: status.published_by().to_vec(),
            satisfied: status.satisfied(),
            times_reraised: status.times_reraised(),
            progress_told_at: moment(status.progress_told_at()),
            owes: status.duties().iter().map(|duty| duty.kind().as_str()).collect(),
            duties: status.duties().iter().map(PetitionDutyAnswer::from).collect(),
            certainty: deadlines.into_iter().flatten().map(|due| due.certainty()).min().map(|certainty| certainty.as_str()),
            unconfirmed: status.unconfirmed().iter().map(|open| UnconfirmedAnswer::from(*open)).collect(),
            violations: read.violations(status),
        }
    }
}

impl From<&Duty> for PetitionDutyAnswer {
    fn from(duty: &Duty) -> Self {
        let basis = duty.kind().basis();
        Self {
            kind: duty.kind().as_str(),
            due_at: duty.due_at().map(moment_text),
            timeliness: duty.timeliness().as_str(),
            basis_vi: basis.text(Language::Vi),
            basis_en: basis.text(Language::En),
            confidence: basis.confidence().as_str(),
        }
    }
}

impl From<&'static Unconfirmed> for UnconfirmedAnswer {
    fn from(open: &'static Unconfirmed) -> Self {
        Self { id: open.id(), reason_vi: open.reason(Language::Vi), reason_en: open.reason(Language::En) }
    }
}
