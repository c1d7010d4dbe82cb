//! Hotline and mailbox.

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::petition::{ContactRecord, HotlineCall, MailboxOpening};
use crate::wire::share::problems;
use crate::wire::{ProblemAnswer, moment_text, parse_moment};

/// The record of hotline and mailbox.
///
/// ```
/// use motcua::wire::petition::ContactRecordRequest;
///
/// let json = r#"{"calls": [{"at": "2026-07-03T08:05:00", "content": "Hỏi giờ làm việc", "handed_to": "Bộ phận một cửa"}]}"#;
/// let request: ContactRecordRequest = serde_json::from_str(json).unwrap();
/// assert_eq!(request.evaluate()?.calls, 1);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactRecordRequest {
    /// Calls on the hotline, in order.
    #[serde(default)]
    pub calls: Vec<CallOptions>,
    /// Openings of the mailbox, in order.
    #[serde(default)]
    pub openings: Vec<OpeningOptions>,
}

/// A call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallOptions {
    /// When.
    pub at: String,
    /// Who called, if told.
    pub name: Option<String>,
    /// From where, if told.
    pub phone: Option<String>,
    /// What was said.
    pub content: Option<String>,
    /// Who it was handed to.
    pub handed_to: Option<String>,
    /// The number of the petition it became.
    pub petition: Option<String>,
}

/// An opening of the mailbox.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningOptions {
    /// When.
    pub opened_at: String,
    /// Who was present.
    pub opened_by: Vec<String>,
    /// How many letters.
    pub letters: u64,
    /// The numbers they were given in the register of petitions.
    #[serde(default)]
    pub numbers: Vec<String>,
}

impl ContactRecordRequest {
    /// The record.
    ///
    /// # Errors
    /// None: what is wrong with an entry is among the problems of the answer.
    pub fn evaluate(&self) -> Result<ContactRecordAnswer, Error> {
        let mut record = ContactRecord::default();
        for call in &self.calls {
            match call.read() {
                Ok(call) => record.call(call),
                Err(error) => record.refuse_call(error),
            }
        }
        for opening in &self.openings {
            match opening.read() {
                Ok(opening) => record.open(opening),
                Err(error) => record.refuse_opening(error),
            }
        }
        let summary = record.summary();
        let text = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        let draft = |petition: crate::petition::Petition| DraftAnswer {
            received_at: petition.events.first().map(|event| moment_text(event.at)),
            form: petition.form.as_str(),
            channel: petition.channel.as_str(),
            id: petition.id,
            name: text(petition.name),
            phone: text(petition.phone),
            content: text(petition.content),
        };
        Ok(ContactRecordAnswer {
            calls: summary.calls,
            calls_with_contact: summary.calls_with_contact,
            calls_as_petitions: summary.calls_as_petitions,
            openings: summary.openings,
            empty_openings: summary.empty_openings,
            letters: summary.letters,
            petitions: record.petitions().into_iter().map(draft).collect(),
            problems: problems(record.problems()),
        })
    }
}

impl CallOptions {
    fn read(&self) -> Result<HotlineCall, Error> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Ok(HotlineCall {
            at: parse_moment(&self.at)?,
            name: text(&self.name),
            phone: text(&self.phone),
            content: text(&self.content),
            handed_to: text(&self.handed_to),
            petition: self.petition.clone(),
        })
    }
}

impl OpeningOptions {
    fn read(&self) -> Result<MailboxOpening, Error> {
        Ok(MailboxOpening {
            opened_at: parse_moment(&self.opened_at)?,
            opened_by: self.opened_by.clone(),
            letters: self.letters,
            numbers: self.numbers.clone(),
        })
    }
}

/// The record in numbers, with the petitions that follow from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContactRecordAnswer {
    /// Calls.
    pub calls: u64,
    /// Calls that left a phone number.
    pub calls_with_contact: u64,
    /// Calls that became a petition.
    pub calls_as_petitions: u64,
    /// Openings of the mailbox.
    pub openings: u64,
    /// Openings that found it empty.
    pub empty_openings: u64,
    /// Letters.
    pub letters: u64,
    /// The petitions to enter in the register, calls first.
    pub petitions: Vec<DraftAnswer>,
    /// What is wrong with entries left out.
    pub problems: Vec<ProblemAnswer>,
}

/// A petition to enter in the register. A letter's sender and content are null: whoever reads it fills them in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftAnswer {
    /// Its number.
    pub id: String,
    /// Its form.
    pub form: &'static str,
    /// Its channel.
    pub channel: &'static str,
    /// When it came in.
    pub received_at: Option<String>,
    /// Who sent it.
    pub name: Option<String>,
    /// From where.
    pub phone: Option<String>,
    /// What it says.
    pub content: Option<String>,
}
