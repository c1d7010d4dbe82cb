//! Every promise that was made, and every round of supplements.

use std::fmt::Write as _;

use chrono::{NaiveDate, NaiveDateTime};

use super::event::{Event, EventKind};
use super::replay::Since;
use super::{Dossier, SupplementPolicy, Terms};
use crate::error::Error;
use crate::law::{Citation, Language};
use crate::text;

/// Why a promise was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The limit began to run.
    Start,
    /// The full limit ran again.
    Restart,
    /// Time that stood still was added.
    Pause,
    /// A new date was set.
    Rescheduled,
}

impl Cause {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Restart => "restart",
            Self::Pause => "pause",
            Self::Rescheduled => "rescheduled",
        }
    }
}

/// One promise to the applicant: the appointment slip's, or a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "ngày hẹn trả")]
pub struct Promise {
    place: usize,
    made_at: NaiveDateTime,
    start: NaiveDateTime,
    cause: Cause,
    due_at: NaiveDateTime,
    reason: Option<String>,
    signer: Option<String>,
    citation: Option<Citation>,
}

impl Promise {
    /// Which event of the log led to it, from 0.
    #[must_use]
    pub const fn place(&self) -> usize {
        self.place
    }

    /// When it was made.
    #[must_use]
    pub const fn made_at(&self) -> NaiveDateTime {
        self.made_at
    }

    /// From when the limit ran.
    #[must_use]
    pub const fn start(&self) -> NaiveDateTime {
        self.start
    }

    /// Why it was made.
    #[must_use]
    pub const fn cause(&self) -> Cause {
        self.cause
    }

    /// The day promised.
    #[must_use]
    pub fn due_on(&self) -> NaiveDate {
        self.due_at.date()
    }

    /// The moment promised.
    #[must_use]
    pub const fn due_at(&self) -> NaiveDateTime {
        self.due_at
    }

    /// The written reason of a new date.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Who signed a new date.
    #[must_use]
    pub fn signer(&self) -> Option<&str> {
        self.signer.as_deref()
    }

    /// The legal basis; none where the caller chose the policy.
    #[must_use]
    pub const fn citation(&self) -> Option<&Citation> {
        self.citation.as_ref()
    }
}

/// One request to supplement and its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// When it was asked for.
    pub requested_at: NaiveDateTime,
    /// When it was complete; none while it is awaited.
    pub received_at: Option<NaiveDateTime>,
    /// The written reason.
    pub reason: String,
    /// What was missing.
    pub items: Vec<String>,
    /// Whether the dossier had been accepted.
    pub after_acceptance: bool,
    /// Whether the applicant is at fault.
    pub applicant_fault: bool,
}

impl Dossier {
    /// Every promise made until a moment, in order; the first is that of the appointment slip.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    pub fn promises(&self, as_of: NaiveDateTime) -> Result<Vec<Promise>, Error> {
        let mut promises = Vec::<Promise>::new();
        self.walk(as_of, |run, entry| {
            let Some(due_at) = run.clock.map(|clock| clock.due) else { return Ok(()) };
            if promises.last().is_some_and(|last| last.due_at == due_at) {
                return Ok(());
            }
            let (cause, citation) = self.cause(&entry.event.kind, promises.is_empty().then_some(run.clock_since).flatten());
            let (reason, signer) = match &entry.event.kind {
                EventKind::Rescheduled { reason, signer, .. } => (Some(reason.to_string()), Some(signer.to_string())),
                _ => (None, None),
            };
            let start = run.clock.map_or(entry.at, |clock| clock.start());
            promises.push(Promise { place: entry.place, made_at: entry.at, start, cause, due_at, reason, signer, citation });
            Ok(())
        })?;
        Ok(promises)
    }

    /// Every round of supplements until a moment, before acceptance too.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    pub fn rounds(&self, as_of: NaiveDateTime) -> Result<Vec<Round>, Error> {
        let mut rounds = Vec::<Round>::new();
        self.walk(as_of, |run, entry| {
            match &entry.event.kind {
                EventKind::SupplementRequested { reason, items, applicant_fault } => rounds.push(Round {
                    requested_at: entry.at,
                    received_at: None,
                    reason: reason.to_string(),
                    items: items.iter().map(ToString::to_string).collect(),
                    after_acceptance: run.accepted_at.is_some(),
                    applicant_fault: *applicant_fault,
                }),
                EventKind::SupplementReceived => {
                    if let Some(round) = rounds.last_mut() {
                        round.received_at = Some(entry.at);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(rounds)
    }

    /// Every event that counts at a moment, with the moment it counts at, corrections applied.
    pub(crate) fn counted(&self, as_of: NaiveDateTime) -> Result<Vec<(NaiveDateTime, &Event)>, Error> {
        let mut counted = Vec::with_capacity(self.events.len());
        self.walk(as_of, |_, entry| {
            counted.push((entry.at, entry.event));
            Ok(())
        })?;
        Ok(counted)
    }

    /// `since` is given for the first promise.
    fn cause(&self, kind: &EventKind, since: Option<Since>) -> (Cause, Option<Citation>) {
        let (terms, regime) = (&self.terms, self.terms.regime);
        let start = since.map(|since| match since {
            Since::Acceptance => &regime.clock_start,
            Since::Delivery => &regime.post_filing,
            Since::Arrival => &regime.boundary_free_start,
        });
        if let Some(start) = start {
            return (Cause::Start, Some(start.citation()));
        }
        match kind {
            EventKind::Rescheduled { .. } => (Cause::Rescheduled, Some(regime.max_reschedules.citation())),
            EventKind::SupplementReceived if terms.supplement_policy == SupplementPolicy::Restart => {
                (Cause::Restart, (!terms.chosen.supplement_policy).then(|| regime.supplement_policy.citation()))
            }
            _ => (Cause::Pause, None),
        }
    }
}

/// The reason of a new date without the breaks a person may have typed.
fn one_line(promise: &Promise) -> String {
    promise.reason().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The promises in words, one a line.
pub(super) fn explain(promises: &[Promise], terms: &Terms, language: Language) -> String {
    let mut out = String::new();
    for (number, promise) in (1..).zip(promises) {
        let at = text::moment(promise.made_at, language);
        let what = match promise.cause {
            Cause::Start => match language {
                Language::Vi => {
                    format!("Thời hạn {} tính từ {}", terms.limit.text(language), text::moment(promise.start, language))
                }
                Language::En => {
                    format!("The limit of {} runs from {}", terms.limit.text(language), text::moment(promise.start, language))
                }
            },
            Cause::Restart => match language {
                Language::Vi => format!("Hồ sơ đầy đủ lúc {at}: tính lại toàn bộ thời hạn"),
                Language::En => format!("The dossier is complete at {at}: the full limit runs again"),
            },
            Cause::Pause => match language {
                Language::Vi => format!("Tiếp tục lúc {at}: cộng thêm thời gian tạm dừng"),
                Language::En => format!("Resumed at {at}: the time in between is added"),
            },
            Cause::Rescheduled => match language {
                Language::Vi => format!("Xin lỗi và hẹn lại lúc {at}, lý do: {}", one_line(promise)),
                Language::En => format!("Apology and new date at {at}, reason: {}", one_line(promise)),
            },
        };
        let due = language.pick("hẹn trả", "due");
        let basis = promise.citation.as_ref().map(|citation| format!(" [{}]", citation.text(language))).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{number}. {what}; {due} {}{basis}.", text::moment(promise.due_at, language));
    }
    out
}
