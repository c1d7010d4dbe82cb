//! The hotline and the mailbox: what came in there, and the petitions it became.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::intake::{Channel, Form, Petition};
use super::log::{Event, EventKind};
use crate::error::{Error, check_written, is_written, missing, quote};
use crate::law::Citation;
use crate::tables;

/// A call on the hotline (đường dây nóng). An empty text is one that is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "đường dây nóng")]
pub struct HotlineCall {
    /// When.
    pub at: NaiveDateTime,
    /// Who called, if told.
    pub name: String,
    /// From where, if told.
    pub phone: String,
    /// What was said.
    pub content: String,
    /// Who it was handed to.
    pub handed_to: String,
    /// The number of the petition it became.
    pub petition: Option<String>,
}

/// An opening of the mailbox (hộp thư góp ý).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "hộp thư góp ý")]
pub struct MailboxOpening {
    /// When.
    pub opened_at: NaiveDateTime,
    /// Who was present: at least two different people. A practice; no text was found.
    pub opened_by: Vec<String>,
    /// How many letters lay in it.
    pub letters: u64,
    /// Their numbers in the register of petitions, as many as there are letters.
    pub numbers: Vec<String>,
}

impl MailboxOpening {
    /// Whose practice it is that there are witnesses.
    #[must_use]
    pub fn basis() -> Citation {
        tables::MAILBOX_WITNESSES.citation()
    }
}

/// The record of hotline and mailbox. What breaks a rule becomes a problem; the rest stays.
///
/// ```
/// use motcua::petition::{ContactRecord, MailboxOpening};
/// use motcua::wire::parse_moment;
///
/// let mut record = ContactRecord::default();
/// record.open(MailboxOpening {
///     opened_at: parse_moment("2026-07-03T16:00:00")?,
///     opened_by: vec!["Cán bộ một cửa (mẫu)".to_owned(), "Công chức tư pháp (mẫu)".to_owned()],
///     letters: 2,
///     numbers: vec!["PA-11".to_owned(), "PA-12".to_owned()],
/// });
/// assert_eq!(record.summary().letters, 2);
/// assert_eq!(record.petitions()[1].id, "PA-12");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ContactRecord {
    calls: Vec<HotlineCall>,
    openings: Vec<MailboxOpening>,
    numbers: BTreeSet<String>,
    problems: Vec<Error>,
    seen: (usize, usize),
    last: (Option<NaiveDateTime>, Option<NaiveDateTime>),
}

/// The record in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactSummary {
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
    /// Letters, each of them a petition.
    pub letters: u64,
}

impl ContactRecord {
    /// Adds a call. It becomes a problem with `event_out_of_order`, `value_missing` without a content or somebody it was handed to, or
    /// `code_duplicate` for a petition number that is taken.
    pub fn call(&mut self, call: HotlineCall) {
        let checked = in_order(self.last.0, call.at)
            .and_then(|()| check_written(&call.content, "content", "a call is noted with what was said"))
            .and_then(|()| check_written(&call.handed_to, "handed_to", "a call is handed to somebody"))
            .and_then(|()| self.free(call.petition.as_slice()));
        match checked {
            Err(error) => self.refuse_call(error),
            Ok(()) => {
                self.seen.0 += 1;
                self.last.0 = Some(call.at);
                self.numbers.extend(call.petition.iter().map(|number| number.trim().to_owned()));
                self.calls.push(call);
            }
        }
    }

    /// Adds an opening. It becomes a problem with `event_out_of_order`, `value_missing` with fewer than two people or an empty number,
    /// `value_out_of_range` when numbers and letters are not equally many, or `code_duplicate` for a number that is taken.
    pub fn open(&mut self, opening: MailboxOpening) {
        let people: BTreeSet<&str> = opening.opened_by.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
        let witnessed = if people.len() < tables::MAILBOX_WITNESS_COUNT {
            Err(missing("opened_by", "a mailbox is opened before witnesses"))
        } else {
            Ok(())
        };
        let numbered = || {
            if u64::try_from(opening.numbers.len()) == Ok(opening.letters) {
                return Ok(());
            }
            let value = opening.numbers.len().to_string();
            Err(Error::ValueOutOfRange { name: "the count of numbers", value, bound: "as many as there are letters" })
        };
        let checked = in_order(self.last.1, opening.opened_at)
            .and(witnessed)
            .and_then(|()| numbered())
            .and_then(|()| self.free(&opening.numbers));
        match checked {
            Err(error) => self.refuse_opening(error),
            Ok(()) => {
                self.seen.1 += 1;
                self.last.1 = Some(opening.opened_at);
                self.numbers.extend(opening.numbers.iter().map(|number| number.trim().to_owned()));
                self.openings.push(opening);
            }
        }
    }

    /// Notes the next call as one that could not be read.
    pub fn refuse_call(&mut self, error: Error) {
        self.problems.push(error.at("calls", self.seen.0));
        self.seen.0 += 1;
    }

    /// Notes the next opening as one that could not be read.
    pub fn refuse_opening(&mut self, error: Error) {
        self.problems.push(error.at("openings", self.seen.1));
        self.seen.1 += 1;
    }

    /// Fails unless all numbers are given and none is taken.
    fn free(&self, numbers: &[String]) -> Result<(), Error> {
        let mut own = BTreeSet::new();
        for number in numbers.iter().map(|number| number.trim()) {
            check_written(number, "the number of a petition", "what becomes a petition has a number in the register")?;
            if self.numbers.contains(number) || !own.insert(number) {
                return Err(Error::CodeDuplicate { what: "the number of a petition", value: quote(number) });
            }
        }
        Ok(())
    }

    /// The calls, without those that became problems.
    #[must_use]
    pub fn calls(&self) -> &[HotlineCall] {
        &self.calls
    }

    /// The openings, without those that became problems.
    #[must_use]
    pub fn openings(&self) -> &[MailboxOpening] {
        &self.openings
    }

    /// What is wrong with those left out, each with its place in its list.
    #[must_use]
    pub fn problems(&self) -> &[Error] {
        &self.problems
    }

    /// The record in numbers.
    #[must_use]
    pub fn summary(&self) -> ContactSummary {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        ContactSummary {
            calls: count(self.calls.len()),
            calls_with_contact: count(self.calls.iter().filter(|call| is_written(&call.phone)).count()),
            calls_as_petitions: count(self.calls.iter().filter(|call| call.petition.is_some()).count()),
            openings: count(self.openings.len()),
            empty_openings: count(self.openings.iter().filter(|opening| opening.letters == 0).count()),
            letters: self.openings.iter().fold(0, |sum, opening| sum.saturating_add(opening.letters)),
        }
    }

    /// The petitions that follow, calls first: each with its number and its reception. A letter's content and sender are for whoever reads it to fill in.
    #[must_use]
    pub fn petitions(&self) -> Vec<Petition> {
        let calls = self.calls.iter().filter_map(|call| {
            Some(Petition {
                id: call.petition.as_ref()?.trim().to_owned(),
                form: Form::Phone,
                channel: Channel::Hotline,
                name: call.name.clone(),
                phone: call.phone.clone(),
                content: call.content.clone(),
                events: vec![Event { at: call.at, kind: EventKind::Received { by: call.handed_to.clone() } }],
                ..Petition::default()
            })
        });
        let letters = self.openings.iter().flat_map(|opening| {
            opening.numbers.iter().map(|number| Petition {
                id: number.trim().to_owned(),
                form: Form::Written,
                channel: Channel::Mailbox,
                events: vec![Event { at: opening.opened_at, kind: EventKind::Received { by: String::new() } }],
                ..Petition::default()
            })
        });
        calls.chain(letters).collect()
    }
}

fn in_order(last: Option<NaiveDateTime>, at: NaiveDateTime) -> Result<(), Error> {
    match last {
        Some(previous) if at < previous => Err(Error::EventOutOfOrder { at, previous }),
        _ => Ok(()),
    }
}
